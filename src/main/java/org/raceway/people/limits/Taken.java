package org.raceway.people.limits;

import java.util.concurrent.TimeUnit;

/**
 * What a bucket answered.
 *
 * @param admitted whether there was something left
 * @param remaining what is left, at least 0
 * @param fullInNanos until everything has come back
 * @param retryInNanos until something has; 0 if admitted
 */
record Taken(boolean admitted, long remaining, long fullInNanos, long retryInNanos) {

    static Taken admitted(Limit limit, long usedNanos) {
        return new Taken(true, remaining(limit, usedNanos), usedNanos, 0);
    }

    static Taken refused(long usedNanos, long retryInNanos) {
        return new Taken(false, 0, usedNanos, Math.max(1, retryInNanos));
    }

    private static long remaining(Limit limit, long usedNanos) {
        long left = Limit.WINDOW_NANOS - usedNanos;
        return left <= 0 ? 0 : (long) (left * (double) limit.perMinute() / Limit.WINDOW_NANOS + 1e-6);
    }

    /** As it stands in {@code RateLimit}. */
    String header(Limit limit) {
        return "\"" + limit.name() + "\";r=" + remaining + ";t=" + seconds(fullInNanos);
    }

    int retrySeconds() {
        return (int) seconds(retryInNanos);
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }
}
