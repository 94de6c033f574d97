package org.raceway.traceability.epcis;

import org.raceway.identifiers.gs1.LearnedGcpLengths;

/** Learns the company prefixes of an event's URNs. */
final class LearnedLengths {
    final LearnedGcpLengths lengths = new LearnedGcpLengths(1000);

    void learn(Event event) {
        event.epcs().forEach(lengths::learn);
        event.outputEpcs().forEach(lengths::learn);
        event.quantities().forEach(quantity -> lengths.learn(quantity.epcClass()));
        event.outputQuantities().forEach(quantity -> lengths.learn(quantity.epcClass()));
        if (event.parentId() != null) {
            lengths.learn(event.parentId());
        }
        if (event.readPoint() != null) {
            lengths.learn(event.readPoint());
        }
    }
}
