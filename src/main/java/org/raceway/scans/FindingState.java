package org.raceway.scans;

/** How far a finding has got. */
enum FindingState {
    /** The events that explain it may be under way. Nobody is shown it yet. */
    WAITING,
    OPEN,
    /** The maker says that the code is false. */
    CONFIRMED,
    /** The maker says that it is a false alarm. Stays so, whatever is scanned. */
    DISMISSED,
    /** Events that came later explain it. */
    SETTLED
}
