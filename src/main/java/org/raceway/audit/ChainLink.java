package org.raceway.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sealed entry: its place in the chain, and the digest that ties it to the link before.
 *
 * <p>The digest is taken over the UTF-8 bytes of the link's canonical form, which is JSON by RFC 8785: no white space, members sorted
 * by name, strings escaped only where they must be. Members that are absent are left out. The shape, here with line breaks:
 *
 * <pre>{@code
 * {"algorithm":"SHA-256",
 *  "entry":{
 *    "action":"enterprises.register",
 *    "actor":{"account":"<uuid>","enterprise":"<uuid>","for":"<uuid>","kind":"account"},
 *    "details":{"step":"first review"},
 *    "enterprise":"<uuid>",
 *    "id":"<uuid>",
 *    "occurredAt":"2026-11-25T09:30:00.123456Z",
 *    "origin":"SHA-256:<hexadecimal digest>",
 *    "outcome":"done",
 *    "requestId":"…",
 *    "subject":"<uuid>",
 *    "subjectKind":"enterprise"},
 *  "number":42,
 *  "previous":"<hexadecimal digest of link 41>",
 *  "sealedAt":"2026-11-25T09:30:00.456789Z"}
 * }</pre>
 *
 * {@code kind} is {@code account}, {@code anonymous} or {@code platform} (then {@code part} says which part); {@code for} is the account
 * whose lent permission was used; times have six digits
 * after the second; link 1 has no {@code previous}. {@code origin} is an algorithm and the digest of
 * {@code {"address":"203.0.113.7","salt":"…","userAgent":"…"}}, which lies beside the chain and may have been erased.
 *
 * <p>An exported line is {@code {"digest":"…","link":{…}}} in the same canonical form, with {@code "origin":{…}} as long as there is
 * one. What is not sealed yet has no digest, and only the member {@code entry} in its link.
 *
 * @param number from 1, without gaps
 * @param previous the digest of the link before; absent for the first
 */
record ChainLink(
        long number,
        Instant sealedAt,
        String algorithm,
        @Nullable String previous,
        String digest,
        RecordedEntry entry) {

    /** UTC, to the microsecond. */
    static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** A new link at the end of a chain. */
    static ChainLink seal(
            long number, Instant sealedAt, String algorithm, @Nullable String previous, RecordedEntry entry) {
        ChainLink bare = new ChainLink(number, sealedAt, algorithm, previous, "", entry);
        return new ChainLink(number, sealedAt, algorithm, previous, bare.computedDigest(), entry);
    }

    TreeMap<String, Object> canonical() {
        TreeMap<String, Object> its = new TreeMap<>();
        its.put("number", number);
        its.put("sealedAt", MOMENT.format(sealedAt));
        its.put("algorithm", algorithm);
        if (previous != null) {
            its.put("previous", previous);
        }
        its.put("entry", entry.canonical());
        return its;
    }

    /** What the digest must be. */
    String computedDigest() {
        return CanonicalDigest.of(algorithm, canonical());
    }
}
