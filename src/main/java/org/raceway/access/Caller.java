package org.raceway.access;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/**
 * Who is asking. A controller method takes it as an argument; it is never null there, because every path that needs a
 * caller is behind the login.
 *
 * @param accountId the person, or the API key or client of a machine
 * @param enterprise that they act for; absent for the operator's staff and for who belongs to none yet
 * @param department within the enterprise; absent for none
 * @param permissions what they may do
 * @param scope which rows that reaches
 */
public record Caller(
        UUID accountId,
        @Nullable UUID enterprise,
        @Nullable UUID department,
        Set<Permission> permissions,
        DataScope scope) {
    public Caller {
        permissions = permissions.isEmpty() ? Set.of() : Set.copyOf(permissions);
    }

    /** Whether they may. */
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** Whether they see everybody's rows. */
    public boolean seesCluster() {
        return scope == DataScope.CLUSTER;
    }

    /** Whether they see a row of this enterprise, as far as the enterprise decides. */
    public boolean sees(@Nullable UUID owner) {
        return seesCluster() || (enterprise != null && enterprise.equals(owner));
    }

    /**
     * The enterprise that they act for.
     *
     * @throws AccessDeniedException if they act for none
     */
    public UUID requireEnterprise() {
        if (enterprise == null) {
            throw new AccessDeniedException("acts for no enterprise");
        }
        return Objects.requireNonNull(enterprise);
    }

    /** The same with other permissions. */
    public Caller with(EnumSet<Permission> others) {
        return new Caller(accountId, enterprise, department, others, scope);
    }
}
