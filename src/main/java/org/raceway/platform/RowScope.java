package org.raceway.platform;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which rows the statements of the current thread may see. Asked whenever a connection is taken from the pool; PostgreSQL's
 * row-level security holds every statement to the answer.
 */
public interface RowScope {

    /** What holds now. */
    Reach current();

    /**
     * Whose rows are seen.
     *
     * @param enterprise rows that belong to it; absent for none
     * @param account rows that belong to this person or machine; absent for none
     * @param cluster rows of everybody
     * @param audit rows of the audit trail
     */
    record Reach(@Nullable UUID enterprise, @Nullable UUID account, boolean cluster, boolean audit) {
        /** Nothing that belongs to somebody. */
        public static final Reach NOTHING = new Reach(null, null, false, false);

        /** Everything: for work on nobody's behalf. */
        public static final Reach EVERYTHING = new Reach(null, null, true, true);
    }
}
