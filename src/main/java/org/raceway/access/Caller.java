package org.raceway.access;

import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * @param department that what they make is filed under; absent for none
 * @param departments that one and those below it
 * @param permissions what they may do
 * @param scope which rows that reaches, unless {@code narrower} says less
 * @param narrower the permissions that reach less than {@code scope}
 * @param lent the permissions that they hold only because a colleague has lent them, with who did
 */
public record Caller(
        UUID accountId,
        @Nullable UUID enterprise,
        @Nullable UUID department,
        Set<UUID> departments,
        Set<Permission> permissions,
        DataScope scope,
        Map<Permission, DataScope> narrower,
        Map<Permission, UUID> lent) {
    public Caller {
        departments = Set.copyOf(departments);
        permissions = permissions.isEmpty() ? Set.of() : Set.copyOf(permissions);
        narrower = Map.copyOf(narrower);
        lent = Map.copyOf(lent);
    }

    /** Whose permissions all reach as far and are their own. */
    public Caller(
            UUID accountId,
            @Nullable UUID enterprise,
            @Nullable UUID department,
            Set<Permission> permissions,
            DataScope scope) {
        this(
                accountId,
                enterprise,
                department,
                department == null ? Set.of() : Set.of(department),
                permissions,
                scope,
                Map.of(),
                Map.of());
    }

    /** Whether they may. */
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** Which rows this permission of theirs reaches. */
    public DataScope scope(Permission permission) {
        return narrower.getOrDefault(permission, scope);
    }

    /** Who has lent them this permission; empty if it is their own, or they don't have it. */
    public Optional<UUID> lender(Permission permission) {
        return Optional.ofNullable(lent.get(permission));
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
        return new Caller(accountId, enterprise, department, departments, others, scope, narrower, lent);
    }
}
