package org.raceway.traceability;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;

/**
 * Whose captures and events a caller sees in lists: the operator everybody's, everybody else their enterprise's.
 *
 * @param owner absent for all
 */
record EventScope(@Nullable UUID owner) {
    /** No enterprise has it, so it sees nothing. */
    private static final UUID NOBODY = new UUID(0, 0);

    static EventScope of(Caller caller) {
        if (caller.seesCluster()) {
            return new EventScope(null);
        }
        return new EventScope(caller.enterprise() == null ? NOBODY : caller.enterprise());
    }

    boolean sees(UUID owner) {
        return this.owner == null || this.owner.equals(owner);
    }
}
