package org.raceway.people;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;

/** Permissions, each with how far it reaches: the union of what several roles give. */
final class Reaches {
    private final EnumMap<Permission, DataScope> all = new EnumMap<>(Permission.class);

    /** What one role gives. */
    static Reaches of(Set<Permission> permissions, DataScope scope) {
        Reaches reaches = new Reaches();
        reaches.add(permissions, scope);
        return reaches;
    }

    void add(Set<Permission> permissions, DataScope scope) {
        permissions.forEach(permission -> add(permission, scope));
    }

    void add(Permission permission, DataScope scope) {
        all.merge(permission, scope, (one, other) -> one.reaches(other) ? one : other);
    }

    boolean has(Permission permission) {
        return all.containsKey(permission);
    }

    /** Whether it has each permission of the other and reaches as far with it. */
    boolean covers(Reaches other) {
        return other.all.entrySet().stream().allMatch(entry -> covers(entry.getKey(), entry.getValue()));
    }

    boolean covers(Permission permission, DataScope scope) {
        DataScope mine = all.get(permission);
        return mine != null && mine.reaches(scope);
    }

    Map<Permission, DataScope> all() {
        return all;
    }

    Set<Permission> permissions() {
        return all.isEmpty() ? Set.of() : EnumSet.copyOf(all.keySet());
    }

    /** The farthest that any of them reaches. */
    DataScope farthest() {
        DataScope farthest = DataScope.OWN;
        for (DataScope scope : all.values()) {
            farthest = scope.reaches(farthest) ? scope : farthest;
        }
        return farthest;
    }

    /** Those that reach less than the farthest. */
    Map<Permission, DataScope> narrower() {
        DataScope farthest = farthest();
        EnumMap<Permission, DataScope> narrower = new EnumMap<>(Permission.class);
        all.forEach((permission, scope) -> {
            if (scope != farthest) {
                narrower.put(permission, scope);
            }
        });
        return narrower;
    }
}
