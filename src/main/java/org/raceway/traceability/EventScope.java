package org.raceway.traceability;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.access.RowCondition;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whose captures and events a caller sees in lists: the operator everybody's, everybody else their enterprise's, and of those only
 * what their department or they themselves captured where their role reaches no farther.
 *
 * @param owner absent for all
 * @param makers a condition on {@code capture_job}; absent for all of the owner's
 */
record EventScope(@Nullable UUID owner, @Nullable RowCondition makers) {
    private static final RowCondition.Columns COLUMNS =
            new RowCondition.Columns("capture_job.owner", "capture_job.department", "capture_job.captured_by");
    /** No enterprise has it, so it sees nothing. */
    private static final UUID NOBODY = new UUID(0, 0);

    /** Everybody's. */
    static final EventScope EVERYTHING = new EventScope(null, null);

    static EventScope of(Caller caller) {
        if (caller.seesCluster()) {
            return EVERYTHING;
        }
        boolean whole = caller.scope(Permission.EVENTS_READ).reaches(DataScope.ENTERPRISE);
        return new EventScope(
                caller.enterprise() == null ? NOBODY : caller.enterprise(),
                whole ? null : RowCondition.of(caller, Permission.EVENTS_READ, COLUMNS));
    }

    /** The jobs that are seen, as a condition on {@code capture_job}. */
    RowCondition jobs() {
        return makers != null
                ? makers
                : owner == null
                        ? new RowCondition("true", List.of())
                        : new RowCondition("capture_job.owner = ?", List.of(owner));
    }

    /** The events that are seen, as a condition on {@code event}. */
    RowCondition events() {
        return makers == null
                ? owner == null
                        ? new RowCondition("true", List.of())
                        : new RowCondition("event.owner = ?", List.of(owner))
                : new RowCondition(
                        "event.capture in (select capture_job.capture from capture_job where " + makers.sql() + ")",
                        makers.values());
    }

    /** Whether this event is seen. */
    boolean seesEvent(JdbcClient database, UUID event, UUID itsOwner) {
        if (owner != null && !owner.equals(itsOwner)) {
            return false;
        }
        if (makers == null) {
            return true;
        }
        RowCondition seen = events();
        List<Object> values = new java.util.ArrayList<>(seen.values());
        values.add(event);
        return database.sql("select count(*) from event where " + seen.sql() + " and event.event = ?")
                        .params(values)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
