package org.raceway.recalls;

import org.raceway.platform.Tone;

/** How far a recall has got. */
public enum RecallState {
    /** Written, told to nobody. */
    DRAFT(Tone.UNKNOWN),
    /** Under way. */
    OPEN(Tone.BAD),
    /** Everything was dealt with. */
    CLOSED(Tone.GOOD),
    /** Given up: it was a mistake. */
    CANCELLED(Tone.UNKNOWN);

    private final Tone tone;

    RecallState(Tone tone) {
        this.tone = tone;
    }

    Tone tone() {
        return tone;
    }
}
