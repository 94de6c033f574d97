package org.raceway.people;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.raceway.platform.crypto.CryptoSuite;

/**
 * Random secrets that somebody holds, of which the database holds digests only, so that nobody who reads it can use one. The digest
 * is a fast one, because what it is used for has too many values to be guessed.
 */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Secrets() {}

    /** 256 random bits as 43 characters that need no escaping anywhere. */
    public static String next() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(BYTES));
    }

    /** Random bytes. */
    public static byte[] random(int bytes) {
        byte[] secret = new byte[bytes];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** The digest of a secret and what it belongs to, as text. */
    public static String digest(String... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String part : parts) {
            all.writeBytes(part.getBytes(StandardCharsets.UTF_8));
            all.write(0);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(CryptoSuite.STANDARD.digests().digest(all.toByteArray()));
    }

    /** The digest of a secret that stands alone. */
    static byte[] digestOf(String secret) {
        return CryptoSuite.STANDARD.digests().digest(secret.getBytes(StandardCharsets.UTF_8));
    }
}
