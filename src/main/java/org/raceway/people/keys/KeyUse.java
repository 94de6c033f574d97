package org.raceway.people.keys;

import java.util.concurrent.atomic.LongAdder;

/** How often a key was used since that was last written down. */
final class KeyUse {
    private final LongAdder requests = new LongAdder();
    private volatile long lastMillis;
    private volatile String lastAddress = "";

    void used(String address, long nowMillis) {
        requests.increment();
        if (lastMillis != nowMillis) {
            lastMillis = nowMillis;
        }
        if (!lastAddress.equals(address)) {
            lastAddress = address;
        }
    }

    /** What has come together; from then on it counts from 0. */
    Seen take() {
        return new Seen(requests.sumThenReset(), lastMillis, lastAddress);
    }

    /** It could not be written down. */
    void giveBack(Seen seen) {
        requests.add(seen.requests());
    }

    boolean isEmpty() {
        return requests.sum() == 0;
    }

    /** Requests, and the last of them. */
    record Seen(long requests, long lastMillis, String lastAddress) {}
}
