package org.raceway.enterprises;

/** How an enterprise stands with the cluster. */
enum Standing {
    ACTIVE,
    /** Its people read, but write nothing. */
    SUSPENDED,
    /** It has asked to leave, and may still think better of it. */
    LEAVING,
    /** Gone; what must be kept is kept. */
    LEFT,
    /** Another record of the same enterprise, which this one resolves to. */
    MERGED
}
