package org.raceway.platform;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time-ordered UUIDs (RFC 9562, version 7): 48 bits of milliseconds, a 12-bit counter within the millisecond, 62 random bits.
 * Each is greater than the one before it in this process, also when the clock steps back or a millisecond's counter runs over:
 * then the time part runs ahead of the clock. "Greater" is as PostgreSQL compares, byte by byte, not as {@link UUID#compareTo}.
 */
public final class TimeOrderedIds {

    private static final int COUNTER_BITS = 12;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

    private final Clock clock;
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

    /** Takes the time of new ids from {@code clock}. */
    public TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    /** A new id, greater than all before it in this process. */
    public UUID next() {
        long now = clock.millis() << COUNTER_BITS;
        long step = last.updateAndGet(previous -> Math.max(previous + 1, now));
        return of(step, ThreadLocalRandom.current().nextLong() & RANDOM_MASK);
    }

    /** The smallest id of a time, for ranges: ids made at or after {@code time} are not smaller. */
    public static UUID least(Instant time) {
        return of(time.toEpochMilli() << COUNTER_BITS, 0);
    }

    /** The time part of an id made here, to the millisecond. */
    public static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    private static UUID of(long step, long random) {
        long high = (step >>> COUNTER_BITS) << 16 | VERSION_7 | (step & COUNTER_MASK);
        return new UUID(high, VARIANT | random);
    }
}
