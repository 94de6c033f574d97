package org.raceway.people.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.raceway.platform.crypto.CryptoSuite;

/**
 * What is kept of a secret: its SHA-256. A slow hash protects what people choose, because that can be guessed; 256 random bits can't, and
 * a plain digest costs a machine's every request less than a microsecond.
 */
final class SecretHash {
    private final byte[] bytes;

    private SecretHash(byte[] bytes) {
        this.bytes = bytes;
    }

    static SecretHash of(String secret) {
        return new SecretHash(CryptoSuite.STANDARD.digests().digest(secret.getBytes(StandardCharsets.US_ASCII)));
    }

    /** As it was stored. */
    static SecretHash stored(byte[] bytes) {
        return new SecretHash(bytes.clone());
    }

    static SecretHash parse(String hexadecimal) {
        return new SecretHash(HexFormat.of().parseHex(hexadecimal));
    }

    byte[] toBytes() {
        return bytes.clone();
    }

    /** Whether both are the same; takes the same time wherever they differ. */
    boolean matches(SecretHash other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
