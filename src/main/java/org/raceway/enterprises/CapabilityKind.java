package org.raceway.enterprises;

/** What an enterprise can do, and with what. */
enum CapabilityKind {
    PROCESS,
    EQUIPMENT,
    CAPACITY
}
