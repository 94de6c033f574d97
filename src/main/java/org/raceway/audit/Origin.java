package org.raceway.audit;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where an entry came from. It lies beside the chain and can be erased; the entry keeps its digest, which says nothing without the
 * salt.
 *
 * @param salt 32 hexadecimal digits, new for each entry
 */
record Origin(
        String salt, @Nullable String address, @Nullable String userAgent) {

    /** {@code {"address":"203.0.113.7","salt":"…","userAgent":"…"}}, absent members left out. */
    TreeMap<String, Object> canonical() {
        TreeMap<String, Object> its = new TreeMap<>();
        its.put("salt", salt);
        if (address != null) {
            its.put("address", address);
        }
        if (userAgent != null) {
            its.put("userAgent", userAgent);
        }
        return its;
    }

    /** With the algorithm before it: {@code SHA-256:3f…}. */
    String digest(String algorithm) {
        return algorithm + ":" + CanonicalDigest.of(algorithm, canonical());
    }

    /** Whether this is what was digested. */
    boolean is(@Nullable String digest) {
        if (digest == null || digest.indexOf(':') < 0) {
            return false;
        }
        try {
            return digest(digest.substring(0, digest.indexOf(':'))).equals(digest);
        } catch (IllegalArgumentException unknownAlgorithm) {
            return false;
        }
    }
}
