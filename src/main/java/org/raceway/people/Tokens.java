package org.raceway.people;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.raceway.platform.crypto.CryptoSuite;

/** One-time secrets of links: 256 random bits. Only a digest is kept, so that nobody who reads the database can use one. */
final class Tokens {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /** A new one, fit for an address. */
    static String next() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** What is kept of it. */
    static byte[] digest(String token) {
        return CryptoSuite.STANDARD.digests().digest(token.getBytes(StandardCharsets.UTF_8));
    }
}
