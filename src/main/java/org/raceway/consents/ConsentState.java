package org.raceway.consents;

import org.raceway.platform.Tone;

/** How a consent stands. */
public enum ConsentState {
    /** The reader has asked, the granter has not decided. */
    REQUESTED(Tone.WATCH),
    /** The reader may read. */
    GRANTED(Tone.GOOD),
    /** The granter would not. */
    REFUSED(Tone.BAD),
    /** The reader has taken its request back. */
    WITHDRAWN(Tone.UNKNOWN),
    /** The granter has ended it. */
    REVOKED(Tone.BAD),
    /** Its time is over. */
    EXPIRED(Tone.UNKNOWN);

    private final Tone tone;

    ConsentState(Tone tone) {
        this.tone = tone;
    }

    /** How pages show it. */
    Tone tone() {
        return tone;
    }
}
