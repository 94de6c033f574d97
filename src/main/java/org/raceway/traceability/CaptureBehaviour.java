package org.raceway.traceability;

import java.util.Locale;

/** What becomes of a capture's good events when others are refused (EPCIS 2.0 clause 12.6). */
public enum CaptureBehaviour {
    /** All events or none. */
    ROLLBACK,
    /** The good ones are stored. */
    PROCEED;

    /** As {@code GS1-Capture-Error-Behaviour} says it: {@code rollback} or {@code proceed}. */
    public String headerValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
