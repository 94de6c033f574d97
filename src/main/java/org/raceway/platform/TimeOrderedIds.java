package org.raceway.platform;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes UUIDs of version 7 (RFC 9562): the millisecond in front, then a counter, then chance. The ids of one instance
 * never go backwards, even when its clock does.
 */
public final class TimeOrderedIds {
    private static final long COUNTER_LIMIT = 1L << 26;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long millisecond;
    private long counter;
    private long chance;

    /** Ids of this clock's time. */
    public TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    /** An id that is greater than all before it. */
    public synchronized UUID next() {
        long now = clock.millis();
        if (now > millisecond) {
            start(now);
        } else if (++counter == COUNTER_LIMIT) {
            start(millisecond + 1);
        }
        // 48 bits of time, version 7, 12 counter bits; variant 2, 14 counter bits, 48 bits of chance.
        chance = (chance * 0x5DEECE66DL + 0xBL) & 0xFFFF_FFFF_FFFFL;
        return new UUID(
                millisecond << 16 | 0x7000L | counter >>> 14,
                0x8000_0000_0000_0000L | (counter & 0x3FFF) << 48 | chance);
    }

    private void start(long now) {
        millisecond = now;
        long seed = random.nextLong();
        counter = seed >>> 40; // 24 of 26 bits, so that a millisecond has room for 50 million more
        chance = seed & 0xFFFF_FFFF_FFFFL;
    }

    /** The millisecond that such an id carries. */
    public static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** The least id of this millisecond: every id made at or after it is greater or equal. */
    public static UUID least(Instant instant) {
        long milliseconds = Math.clamp(instant.toEpochMilli(), 0, (1L << 48) - 1);
        return new UUID(milliseconds << 16 | 0x7000L, 0x8000_0000_0000_0000L);
    }
}
