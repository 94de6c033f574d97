package org.raceway.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of canonical text. */
final class Digests {
    /** For new links; each link names its own. */
    static final String ALGORITHM = "SHA-256";

    private Digests() {}

    /**
     * Of the text's UTF-8 bytes, in hexadecimal.
     *
     * @throws IllegalArgumentException if there is no such algorithm
     */
    static String of(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("no digest " + algorithm, e);
        }
    }
}
