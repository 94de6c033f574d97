package org.raceway.audit;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.raceway.platform.crypto.Digests;

/** Digests of canonical text. */
final class CanonicalDigest {
    private CanonicalDigest() {}

    /**
     * Of the canonical form's UTF-8 bytes, in hexadecimal.
     *
     * @throws IllegalArgumentException if there is no such algorithm
     */
    static String of(String algorithm, Map<String, ?> members) {
        return HexFormat.of()
                .formatHex(Digests.named(algorithm)
                        .digest(CanonicalJson.write(members).getBytes(StandardCharsets.UTF_8)));
    }
}
