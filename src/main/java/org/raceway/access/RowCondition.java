package org.raceway.access;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a caller's permission reaches, as a condition of an SQL statement.
 *
 * @param sql with a question mark for each value, ready to stand between other conditions; {@code true} for all rows
 * @param values in the order of the question marks
 */
public record RowCondition(String sql, List<Object> values) {
    public RowCondition {
        values = List.copyOf(values);
    }

    /**
     * The columns that say whose a row is.
     *
     * @param enterprise that it belongs to
     * @param department that it is filed under; absent where rows have none
     * @param maker the account that made it; absent where rows have none, and then who reaches only their own reaches none
     */
    public record Columns(
            String enterprise,
            @Nullable String department,
            @Nullable String maker) {}

    /** The rows that the permission reaches; none without the permission. */
    public static RowCondition of(Caller caller, Permission permission, Columns columns) {
        if (!caller.may(permission)) {
            return new RowCondition("false", List.of());
        }
        return of(caller, caller.scope(permission), columns);
    }

    private static RowCondition of(Caller caller, DataScope scope, Columns columns) {
        if (scope == DataScope.CLUSTER) {
            return new RowCondition("true", List.of());
        }
        UUID enterprise = caller.enterprise();
        if (enterprise == null) {
            // Who acts for no enterprise has made things in their own name only.
            return columns.maker() == null
                    ? new RowCondition("false", List.of())
                    : new RowCondition(columns.maker() + " = ?", List.of(caller.accountId()));
        }
        String ours = columns.enterprise() + " = ?";
        return switch (scope) {
            case CLUSTER, GRANTED, ENTERPRISE -> new RowCondition(ours, List.of(enterprise));
            case DEPARTMENT -> inDepartments(ours, enterprise, caller, columns);
            case OWN ->
                columns.maker() == null
                        ? new RowCondition("false", List.of())
                        : new RowCondition(
                                "(" + ours + " and " + columns.maker() + " = ?)",
                                List.of(enterprise, caller.accountId()));
        };
    }

    private static RowCondition inDepartments(String ours, UUID enterprise, Caller caller, Columns columns) {
        Set<UUID> departments = caller.departments();
        if (columns.department() == null || departments.isEmpty()) {
            return of(caller, DataScope.OWN, columns);
        }
        UUID[] ids = departments.toArray(UUID[]::new);
        return columns.maker() == null
                ? new RowCondition("(" + ours + " and " + columns.department() + " = any(?))", List.of(enterprise, ids))
                : new RowCondition(
                        "(" + ours + " and (" + columns.department() + " = any(?) or " + columns.maker() + " = ?))",
                        List.of(enterprise, ids, caller.accountId()));
    }

    /**
     * Whether this row is among them.
     *
     * @param department absent for none
     * @param maker absent where nobody is known
     */
    public static boolean reaches(
            Caller caller,
            Permission permission,
            @Nullable UUID enterprise,
            @Nullable UUID department,
            @Nullable UUID maker) {
        if (!caller.may(permission)) {
            return false;
        }
        DataScope scope = caller.scope(permission);
        if (scope == DataScope.CLUSTER) {
            return true;
        }
        boolean made = caller.accountId().equals(maker);
        if (caller.enterprise() == null) {
            return made;
        }
        if (!caller.enterprise().equals(enterprise)) {
            return false;
        }
        return switch (scope) {
            case CLUSTER, GRANTED, ENTERPRISE -> true;
            case DEPARTMENT ->
                made || (department != null && caller.departments().contains(department));
            case OWN -> made;
        };
    }
}
