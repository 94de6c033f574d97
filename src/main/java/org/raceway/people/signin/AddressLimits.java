package org.raceway.people.signin;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong attempts that an address may make: a bucket of tokens each, in memory. A network of 2^64 addresses, which IPv6 gives to one
 * household, counts as one address.
 */
final class AddressLimits {
    /** Buckets; the longest unused one goes first. */
    static final int CAPACITY = 50_000;

    private static final double MILLISECONDS_A_MINUTE = 60_000;

    private final Clock clock;
    private final int most;
    private final double tokensAMillisecond;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    AddressLimits(SignInSettings settings, Clock clock) {
        this.clock = clock;
        this.most = settings.addressAttempts();
        this.tokensAMillisecond = settings.addressAttemptsAMinute() / MILLISECONDS_A_MINUTE;
    }

    /** Takes a token; false if there is none. */
    synchronized boolean take(String address) {
        long now = clock.millis();
        Bucket bucket = buckets.computeIfAbsent(network(address), network -> new Bucket(most, now));
        if (buckets.size() > CAPACITY) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        bucket.tokens = Math.min(most, bucket.tokens + Math.max(0, now - bucket.at) * tokensAMillisecond);
        bucket.at = now;
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens--;
        return true;
    }

    /** The attempt was none that is to be limited. */
    synchronized void giveBack(String address) {
        Bucket bucket = buckets.get(network(address));
        if (bucket != null) {
            bucket.tokens = Math.min(most, bucket.tokens + 1);
        }
    }

    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String[] halves = address.split("::", 2);
        String[] head = halves[0].isEmpty() ? new String[0] : halves[0].split(":");
        String[] tail = halves.length < 2 || halves[1].isEmpty() ? new String[0] : halves[1].split(":");
        if (tail.length > 0 && tail[tail.length - 1].indexOf('.') > 0) {
            return tail[tail.length - 1]; // an IPv4 address in IPv6 clothes
        }
        StringBuilder network = new StringBuilder();
        int zeros = halves.length < 2 ? 0 : 8 - head.length - tail.length;
        for (int group = 0; group < 4; group++) {
            String digits = group < head.length
                    ? head[group]
                    : group < head.length + zeros ? "0" : tail[Math.min(group - head.length - zeros, tail.length - 1)];
            network.append(digits).append(':');
        }
        return network.toString();
    }

    private static final class Bucket {
        private double tokens;
        private long at;

        Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }
    }
}
