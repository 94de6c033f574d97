package org.raceway.people.keys;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.people.limits.Budget;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** A key that is being used: what is known of it, until when that may be believed, and what it has used up. */
final class LiveKey {
    private final Budget budget;
    private final KeyUse use = new KeyUse();
    private volatile Known known;

    LiveKey(Known known, Budget budget) {
        this.known = known;
        this.budget = budget;
    }

    /**
     * A key as it was read.
     *
     * @param authentication of who sends it itself
     * @param untilNanos of {@link System#nanoTime}
     */
    record Known(MachineKey key, Authentication authentication, long untilNanos) {}

    Known known() {
        return known;
    }

    void know(Known read) {
        known = read;
    }

    /** From now on it must be read again. */
    void doubt() {
        Known now = known;
        known = new Known(now.key(), now.authentication(), Long.MIN_VALUE);
    }

    Budget budget() {
        return budget;
    }

    KeyUse use() {
        return use;
    }

    /** A machine with this key, holding no more than these permissions; without such a bound all that the key has. */
    static Authentication authentication(MachineKey key, Budget budget, @Nullable Set<Permission> atMost) {
        Set<Permission> permissions = key.permissions();
        if (atMost != null) {
            permissions =
                    Set.copyOf(permissions.stream().filter(atMost::contains).toList());
        }
        Caller caller = new Caller(
                key.id(), key.enterprise(), null, Set.of(), permissions, DataScope.ENTERPRISE, Map.of(), Map.of());
        return new PreAuthenticatedAuthenticationToken(
                new MachinePrincipal(caller, key.shownId(), budget), "", java.util.List.of());
    }
}
