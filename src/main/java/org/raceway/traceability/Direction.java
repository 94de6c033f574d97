package org.raceway.traceability;

/** Which way a walk goes: upstream to the steel, downstream to what was made of it. */
public enum Direction {
    UPSTREAM,
    DOWNSTREAM,
    BOTH
}
