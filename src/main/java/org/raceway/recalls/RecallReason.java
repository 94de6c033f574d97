package org.raceway.recalls;

/** Why goods are recalled. */
public enum RecallReason {
    SAFETY,
    HEAT_TREATMENT,
    MATERIAL,
    DIMENSION,
    MARKING,
    OTHER
}
