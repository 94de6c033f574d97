package org.raceway.traceability;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What enterprises let others see of their nodes, beyond or short of what holds without a word from them. */
public interface NodeSharing {
    /** Nobody has said anything. */
    NodeSharing USUAL = (reader, owners) -> (node, usual) -> usual;

    /** What these enterprises let this one see. */
    Decision of(UUID reader, Collection<UUID> owners);

    /** Decides for one node at a time. */
    interface Decision {
        /**
         * The fields that are seen.
         *
         * @param usual those that would be seen if nobody had said anything
         */
        Set<SharedField> fields(Shared node, Set<SharedField> usual);
    }

    /**
     * A node, as rules look at it.
     *
     * @param products GTIN-14 of it, or of all that a step put out
     * @param step that made it, or that it is
     * @param time when it was made
     */
    record Shared(
            UUID owner,
            Set<String> products,
            @Nullable String step,
            @Nullable Instant time) {
        public Shared {
            products = Set.copyOf(products);
        }
    }
}
