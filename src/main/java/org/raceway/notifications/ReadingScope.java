package org.raceway.notifications;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.access.Permission;

/**
 * Which rows a caller reads, as a condition with its values.
 *
 * @param condition with a question mark for each value
 */
record ReadingScope(String condition, List<Object> values) {
    private static final String REACH = "(reach = 'PERSON'%s)";

    ReadingScope {
        values = List.copyOf(values);
    }

    /** The caller's notices, of the enterprise that they act for and their own. */
    static ReadingScope notices(Caller caller) {
        List<Object> values = new ArrayList<>();
        values.add(caller.accountId());
        return new ReadingScope("account = ? and " + reach(caller, values), values);
    }

    /** The to-dos that wait, or waited, for the caller. */
    static ReadingScope tasks(Caller caller) {
        List<Object> values = new ArrayList<>();
        values.add(new UUID[] {caller.accountId()});
        values.add(caller.permissions().stream().map(Permission::code).toArray(String[]::new));
        return new ReadingScope("(accounts @> ? or permission = any(?)) and " + reach(caller, values), values);
    }

    private static String reach(Caller caller, List<Object> values) {
        UUID enterprise = caller.enterprise();
        if (enterprise != null) {
            values.add(enterprise);
            return REACH.formatted(" or (reach = 'ENTERPRISE' and enterprise = ?)");
        }
        return REACH.formatted(" or reach = 'OPERATOR'");
    }
}
