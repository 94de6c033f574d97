package org.raceway.people.limits;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket in one number: the moment at which it will be full again. Whoever finds at least one token may take as many as the
 * request costs; what is missing is paid off before the next one. So a document larger than the whole bucket still passes, once.
 */
final class TokenBucket {
    private final AtomicLong fullAt;

    /** A full bucket. */
    TokenBucket(long nowNanos) {
        this.fullAt = new AtomicLong(nowNanos);
    }

    /** Takes, if at least one token is there. Times are of {@link System#nanoTime}. */
    Taken take(Limit limit, long cost, long nowNanos) {
        long one = limit.nanos(1);
        long taken = limit.nanos(cost);
        while (true) {
            long known = fullAt.get();
            long used = Math.max(0, known - nowNanos);
            if (used + one > Limit.WINDOW_NANOS) {
                return Taken.refused(used, used + one - Limit.WINDOW_NANOS);
            }
            if (fullAt.compareAndSet(known, nowNanos + used + taken)) {
                return Taken.admitted(limit, used + taken);
            }
        }
    }

    /** Takes in any case: what was admitted has turned out to be larger. */
    void charge(Limit limit, long cost, long nowNanos) {
        long taken = limit.nanos(cost);
        fullAt.updateAndGet(known -> nowNanos + Math.max(0, known - nowNanos) + taken);
    }

    /** Whether there is nothing to remember. */
    boolean isFull(long nowNanos) {
        return fullAt.get() - nowNanos <= 0;
    }
}
