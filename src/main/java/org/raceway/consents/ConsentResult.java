package org.raceway.consents;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registered derived result.
 *
 * @param reader that made it
 * @param consents under it
 * @param staleAt since when it stands on nothing; absent while all consents under it live
 */
public record ConsentResult(
        UUID id,
        DerivedResult what,
        UUID reader,
        UUID account,
        Set<UUID> consents,
        Instant madeAt,
        @Nullable Instant staleAt) {
    public ConsentResult {
        consents = Set.copyOf(consents);
    }
}
