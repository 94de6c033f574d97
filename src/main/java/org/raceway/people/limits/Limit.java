package org.raceway.people.limits;

import java.time.Duration;

/**
 * So much a minute. What is not used is kept, up to one minute's worth.
 *
 * @param name of the policy in the headers
 * @param unit what is counted, as {@code qu} of the RateLimit header fields names it; {@code requests} is what they mean by default
 * @param perMinute at least 1
 */
public record Limit(String name, Unit unit, long perMinute) {
    static final Duration WINDOW = Duration.ofMinutes(1);
    static final long WINDOW_NANOS = WINDOW.toNanos();

    /** What is counted. */
    public enum Unit {
        REQUESTS(""),
        BYTES(";qu=\"content-bytes\"");

        private final String parameter;

        Unit(String parameter) {
            this.parameter = parameter;
        }
    }

    public Limit {
        if (perMinute < 1) {
            throw new IllegalArgumentException("a limit is at least 1 a minute");
        }
    }

    /** Requests a minute. */
    public static Limit requests(String name, long perMinute) {
        return new Limit(name, Unit.REQUESTS, perMinute);
    }

    /** Bytes of request bodies a minute. */
    public static Limit bytes(String name, long perMinute) {
        return new Limit(name, Unit.BYTES, perMinute);
    }

    /** How long it takes until so much has come back. */
    long nanos(long cost) {
        return cost == 1 ? Math.ceilDiv(WINDOW_NANOS, perMinute) : (long) (cost * (double) WINDOW_NANOS / perMinute);
    }

    /** As it stands in {@code RateLimit-Policy}. */
    String policy() {
        return "\"" + name + "\";q=" + perMinute + ";w=" + WINDOW.toSeconds() + unit.parameter;
    }
}
