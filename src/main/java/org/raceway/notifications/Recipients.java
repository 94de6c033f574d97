package org.raceway.notifications;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Permission;

/**
 * Who people are. The room that keeps accounts provides it. Asked from background work, on nobody's behalf: it sees everybody.
 */
public interface Recipients {

    /**
     * The accounts of people who hold the permission in the enterprise now, delegated permissions included.
     *
     * @param enterprise absent for the cluster's operator
     */
    List<UUID> holding(@Nullable UUID enterprise, Permission permission);

    /** Those of these accounts that exist and may sign in, in no particular order. */
    List<Recipient> byIds(Collection<UUID> accounts);

    /**
     * A person.
     *
     * @param language that they read
     * @param email absent where none is known or it has not been confirmed
     */
    record Recipient(
            UUID account, Locale language, @Nullable String email) {}
}
