package org.raceway.traceability.epcis;

/** What an event did to the objects it names (EPCIS 2.0 clause 7.3.2). */
public enum Action {
    ADD,
    OBSERVE,
    DELETE
}
