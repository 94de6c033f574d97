package org.raceway.traceability;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A span of time, both ends in it. */
record Window(Instant since, Instant until) {
    static final Window ALWAYS = new Window(Instant.MIN, Instant.MAX);

    Window {
        if (since.isAfter(until)) {
            throw new IllegalArgumentException("a window ends after it begins");
        }
    }

    static Window at(Instant moment) {
        return new Window(moment, moment);
    }

    boolean holds(Instant moment) {
        return !moment.isBefore(since) && !moment.isAfter(until);
    }

    boolean covers(Window other) {
        return !other.since.isBefore(since) && !other.until.isAfter(until);
    }

    /** What both spans share; null when nothing. Ends that only touch share nothing, unless one is a moment. */
    @Nullable
    Window shared(Window other) {
        Instant from = since.isAfter(other.since) ? since : other.since;
        Instant to = until.isBefore(other.until) ? until : other.until;
        if (from.isAfter(to) || (from.equals(to) && !isMoment() && !other.isMoment())) {
            return null;
        }
        return new Window(from, to);
    }

    private boolean isMoment() {
        return since.equals(until);
    }
}
