package org.raceway.notifications;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Permission;

/** Who is told. */
public sealed interface Audience {

    /** The most people that one notice goes to. */
    int MOST_PEOPLE = 10_000;

    /**
     * These people.
     *
     * @param enterprise which it concerns: they see it while they act for that enterprise; absent for what concerns the person
     *     as such, which they always see
     */
    record People(Set<UUID> accounts, @Nullable UUID enterprise) implements Audience {
        public People {
            accounts = Set.copyOf(accounts);
            if (accounts.size() > MOST_PEOPLE) {
                throw new IllegalArgumentException("a notice goes to at most " + MOST_PEOPLE + " people");
            }
        }
    }

    /**
     * Everybody in an enterprise who holds a permission. A to-do for them is also seen by who comes to hold it later.
     *
     * @param enterprise absent for the cluster's operator
     */
    record Holders(@Nullable UUID enterprise, Permission permission) implements Audience {}

    /** One person, about themselves. */
    static Audience person(UUID account) {
        return new People(Set.of(account), null);
    }

    /** Some people, about an enterprise of theirs. */
    static Audience people(Collection<UUID> accounts, @Nullable UUID enterprise) {
        return new People(Set.copyOf(accounts), enterprise);
    }

    /** Who holds the permission in the enterprise. */
    static Audience holders(UUID enterprise, Permission permission) {
        return new Holders(enterprise, permission);
    }

    /** Who holds the permission among the operator's staff. */
    static Audience operator(Permission permission) {
        return new Holders(null, permission);
    }
}
