package org.raceway.audit;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entry with its place in the chain, as far as it has one yet.
 *
 * @param previous the digest of the link before
 * @param actorName masked; the id where there is no name
 * @param lenderName whose permission the actor used, likewise; empty where it was their own
 */
record TrailRow(
        RecordedEntry entry,
        @Nullable Seal seal,
        @Nullable String previous,
        @Nullable Origin origin,
        String actorName,
        String lenderName,
        String enterpriseName) {

    /** The entry's place. */
    record Seal(long number, Instant sealedAt, String algorithm, String digest) {}

    TrailRow named(String actor, String lender, String enterprise) {
        return new TrailRow(entry, seal, previous, origin, actor, lender, enterprise);
    }

    /** As {@link ChainLink} describes an exported line. */
    Map<String, Object> line() {
        TreeMap<String, Object> line = new TreeMap<>();
        if (seal == null) {
            line.put("link", Map.of("entry", entry.canonical()));
        } else {
            line.put("digest", seal.digest());
            line.put(
                    "link",
                    new ChainLink(seal.number(), seal.sealedAt(), seal.algorithm(), previous, seal.digest(), entry)
                            .canonical());
        }
        if (origin != null) {
            line.put("origin", origin.canonical());
        }
        return line;
    }
}
