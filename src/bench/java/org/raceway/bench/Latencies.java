package org.raceway.bench;

import java.util.Arrays;
import java.util.Locale;

/** Collects durations from several threads and says their percentiles. */
final class Latencies {
    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(long elapsedNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = elapsedNanos;
    }

    /** The duration that this share of the samples does not exceed, in milliseconds; 0 without samples. */
    synchronized double millisecondsAt(double share) {
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * count) - 1;
        return sorted[Math.clamp(rank, 0, count - 1)] / 1e6;
    }

    synchronized int count() {
        return count;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "n=%d p50=%.2f ms p99=%.2f ms max=%.2f ms",
                count(),
                millisecondsAt(0.5),
                millisecondsAt(0.99),
                millisecondsAt(1));
    }
}
