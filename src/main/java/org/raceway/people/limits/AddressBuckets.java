package org.raceway.people.limits;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Token buckets for every address there is, in a fixed number of places: each address has two, chosen by a hash with a secret seed, and
 * is refused only if both are empty. An address that asks too much never gets more than its limit; one that doesn't is
 * refused only if it shares both places with two that do. Nothing is evicted, so no crowd of addresses makes the limit forgotten.
 */
public final class AddressBuckets {
    private static final int ROW = 1 << 16;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Limit limit;
    private final AtomicLongArray first = new AtomicLongArray(ROW);
    private final AtomicLongArray second = new AtomicLongArray(ROW);
    private final long seed = new SecureRandom().nextLong();

    /** Buckets with this limit. */
    public AddressBuckets(Limit limit) {
        this.limit = limit;
    }

    /** How many a minute. */
    public long perMinute() {
        return limit.perMinute();
    }

    Limit limit() {
        return limit;
    }

    /** How many places there are. */
    static int places() {
        return 2 * ROW;
    }

    /** Whether the address has anything left; takes nothing. Times are of {@link System#nanoTime}. */
    public boolean hasAny(String address, long nowNanos) {
        long hash = hash(address);
        long now = nowNanos;
        return used(hash, now) + limit.nanos(1) <= Limit.WINDOW_NANOS;
    }

    /** Takes one, if there is one. Times are of {@link System#nanoTime}. */
    Taken take(String address, long nowNanos) {
        long hash = hash(address);
        long used = used(hash, nowNanos);
        long one = limit.nanos(1);
        if (used + one > Limit.WINDOW_NANOS) {
            return Taken.refused(used, used + one - Limit.WINDOW_NANOS);
        }
        long until = nowNanos + used + one;
        raise(first, firstPlace(hash), until, nowNanos);
        raise(second, secondPlace(hash), until, nowNanos);
        return Taken.admitted(limit, used + one);
    }

    /** Takes one in any case. Times are of {@link System#nanoTime}. */
    public void charge(String address, long nowNanos) {
        long unused = take(address, nowNanos).remaining();
        assert unused >= 0;
    }

    private long used(long hash, long now) {
        return Math.min(remembered(first.get(firstPlace(hash)), now), remembered(second.get(secondPlace(hash)), now));
    }

    /** A place that was never used holds 0, which may lie anywhere on the clock's line. */
    private static long remembered(long fullAt, long now) {
        return fullAt == 0 ? 0 : Math.max(0, fullAt - now);
    }

    private static void raise(AtomicLongArray row, int place, long until, long now) {
        long stored = until == 0 ? 1 : until;
        row.accumulateAndGet(place, stored, (old, wanted) -> remembered(old, now) > wanted - now ? old : wanted);
    }

    private static int firstPlace(long hash) {
        return (int) (hash >>> 48);
    }

    private static int secondPlace(long hash) {
        return (int) (hash >>> 16) & (ROW - 1);
    }

    private long hash(String address) {
        long z = number(address) ^ seed;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** An IPv4 address, or the network of an IPv6 one: whoever has one address of a /64 has them all. */
    private static long number(String address) {
        if (address.indexOf(':') < 0) {
            long number = 0;
            long part = 0;
            for (int i = 0; i < address.length(); i++) {
                char c = address.charAt(i);
                if (c == '.') {
                    number = (number << 8) | part;
                    part = 0;
                } else {
                    part = part * 10 + (c - '0');
                }
            }
            return (number << 8) | part;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            long number = 0;
            for (int i = 0; i < Math.min(bytes.length, IPV6_NETWORK_BYTES); i++) {
                number = (number << 8) | (bytes[i] & 0xff);
            }
            return number;
        } catch (IllegalArgumentException e) {
            return address.hashCode();
        }
    }
}
