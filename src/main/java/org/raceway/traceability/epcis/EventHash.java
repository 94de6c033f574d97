package org.raceway.traceability.epcis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * The event hash of CBV 2.0 clause 8.9. It is the same for an event's XML and JSON forms, for URNs and Digital Links,
 * and for the long and short forms of terms. Left out are {@code eventID}, {@code recordTime}, {@code errorDeclaration}
 * and comments ({@code rdfs:comment}).
 *
 * <p>Where the standard leaves room this follows its reference implementation, so that partners get equal hashes: every
 * value that reads as a number is written as the shortest form of a double, lists other than the ordered fields stand
 * after them by name, and the type of a reference stands before its identifier.
 */
public final class EventHash {
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(EventHash::sha256);

    private EventHash() {}

    /** The string that is hashed. */
    public static String prehash(Event event) {
        return prehash(event, Set.of());
    }

    /**
     * The string that is hashed, without the extension fields with these full names: those that a repository says it has
     * added to what was captured.
     */
    public static String prehash(Event event, Set<String> ignoredFields) {
        return new Prehash(ignoredFields).of(event);
    }

    /** SHA-256 of {@link #prehash}, 32 bytes. */
    public static byte[] digest(Event event) {
        return SHA_256.get().digest(prehash(event).getBytes(StandardCharsets.UTF_8));
    }

    /** The event ID form: {@code ni:///sha-256;...?ver=CBV2.0}. */
    public static String of(Event event) {
        return asUri(digest(event));
    }

    /** The event ID form, without the extension fields with these full names. */
    public static String of(Event event, Set<String> ignoredFields) {
        return asUri(SHA_256.get().digest(prehash(event, ignoredFields).getBytes(StandardCharsets.UTF_8)));
    }

    private static String asUri(byte[] digest) {
        return "ni:///sha-256;" + HexFormat.of().formatHex(digest) + "?ver=CBV2.0";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
