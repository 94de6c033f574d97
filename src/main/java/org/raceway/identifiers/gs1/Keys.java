package org.raceway.identifiers.gs1;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Keys for storage: computed, so that no sequence or dictionary stands on a hot path. */
public final class Keys {
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Keys::sha256);

    private Keys() {}

    /** The first 128 bits of the SHA-256 of the UTF-8 bytes. */
    public static UUID of(String canonical) {
        MessageDigest digest = SHA_256.get();
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest(canonical.getBytes(StandardCharsets.UTF_8)));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
