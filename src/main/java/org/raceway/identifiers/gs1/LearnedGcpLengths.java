package org.raceway.identifiers.gs1;

import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Company prefixes met in EPC URNs, at most a fixed number of them. Safe for many threads. */
public final class LearnedGcpLengths implements GcpLengths {
    private static final int LONGEST = 12;
    private static final int SHORTEST = 6;

    private final int capacity;
    private final ConcurrentHashMap<String, Boolean> prefixes = new ConcurrentHashMap<>();

    /** Learns at most this many prefixes and ignores further ones. */
    public LearnedGcpLengths(int capacity) {
        this.capacity = capacity;
    }

    /** Takes the company prefix out of a good EPC URN; does nothing for any other URI. */
    public void learn(String uri) {
        if (!uri.regionMatches(true, 0, "urn:epc:", 0, 8) || !(KeyReader.read(uri) instanceof KeyReading.Key)) {
            return;
        }
        int start = uri.indexOf(':', uri.indexOf(':', 8) + 1) + 1;
        learnPrefix(uri.substring(start, uri.indexOf('.', start)));
    }

    /** Takes a company prefix that is known by other means, such as an enterprise's registration. */
    public void learnPrefix(String prefix) {
        if (prefix.length() < SHORTEST || prefix.length() > LONGEST) {
            throw new IllegalArgumentException("a GS1 company prefix has 6 to 12 digits: " + prefix);
        }
        if (prefixes.size() < capacity) {
            prefixes.put(prefix, Boolean.TRUE);
        }
    }

    @Override
    public OptionalInt lengthOf(String digits) {
        for (int length = Math.min(LONGEST, digits.length()); length >= SHORTEST; length--) {
            if (prefixes.containsKey(digits.substring(0, length))) {
                return OptionalInt.of(length);
            }
        }
        return OptionalInt.empty();
    }
}
