package org.raceway.traceability.epcis;

/** The event hash of CBV 2.0 clause 8.9.2. */
@SuppressWarnings("DoNotCallSuggester")
public final class EventHash {
    private EventHash() {}

    /** The string that is hashed. */
    public static String prehash(Event event) {
        throw new UnsupportedOperationException();
    }

    /** SHA-256 of {@link #prehash}, 32 bytes. */
    public static byte[] digest(Event event) {
        throw new UnsupportedOperationException();
    }

    /** The event ID form: {@code ni:///sha-256;...?ver=CBV2.0}. */
    public static String of(Event event) {
        throw new UnsupportedOperationException();
    }
}
