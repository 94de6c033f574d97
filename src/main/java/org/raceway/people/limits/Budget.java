package org.raceway.people.limits;

/** The buckets of one caller: requests, and bytes of their bodies. */
public final class Budget {
    private final TokenBucket requests;
    private final TokenBucket bytes;
    private volatile Limits limits;

    /** Full buckets with these limits. */
    public Budget(Limits limits) {
        long now = System.nanoTime();
        this.requests = new TokenBucket(now);
        this.bytes = new TokenBucket(now);
        this.limits = limits;
    }

    /** What a caller may ask for. */
    public record Limits(Limit requests, Limit bytes, String policy) {
        /** Both limits, with their header. */
        public static Limits of(Limit requests, Limit bytes) {
            return new Limits(requests, bytes, requests.policy() + ", " + bytes.policy());
        }
    }

    /** From now on these limits hold; what has been taken stays taken. */
    public void limitTo(Limits others) {
        limits = others;
    }

    Limits limits() {
        return limits;
    }

    TokenBucket requests() {
        return requests;
    }

    TokenBucket bytes() {
        return bytes;
    }

    boolean isFull(long nowNanos) {
        return requests.isFull(nowNanos) && bytes.isFull(nowNanos);
    }
}
