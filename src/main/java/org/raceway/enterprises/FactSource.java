package org.raceway.enterprises;

/** Where a fact comes from. */
enum FactSource {
    /** The enterprise says so. */
    ENTERED,
    /** The enterprise says so, and the operator has reviewed it. */
    REVIEWED,
    /** The operator entered it. */
    OPERATOR,
    /** From the operator's workbook. */
    IMPORTED,
    /** Taken over from a record that was merged. */
    MERGED,
    /** Of the simulated cluster. */
    SIMULATED
}
