package org.raceway.identifiers.gs1;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Keys for storage: computed, so that no sequence or dictionary stands on a hot path.
 *
 * <p>Serial numbers that follow each other get keys that follow each other. A lot's bearings and a day's boxes then lie
 * side by side in an index, which is written and read page by page instead of one page for each of them.
 */
public final class Keys {
    /** Decimal digits at the end that count as a number: 12 of them fit into 40 bits. */
    private static final int NUMBER_DIGITS = 12;

    private static final int DIGEST_BITS = 24;

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Keys::sha256);

    private Keys() {}

    /**
     * The key of a text: 64 bits of the SHA-256 of all before the number that the text ends with, the number's last 12
     * digits in 40 bits, and 24 bits of the SHA-256 of the whole, which tell {@code 7} from {@code 007}. Without a number
     * at its end the first 128 bits of the SHA-256 of the UTF-8 bytes.
     */
    public static UUID of(String canonical) {
        byte[] bytes = canonical.getBytes(StandardCharsets.UTF_8);
        int head = bytes.length;
        int least = Math.max(0, bytes.length - NUMBER_DIGITS);
        while (head > least && bytes[head - 1] >= '0' && bytes[head - 1] <= '9') {
            head--;
        }
        MessageDigest digest = SHA_256.get();
        if (head == bytes.length) {
            ByteBuffer whole = ByteBuffer.wrap(digest.digest(bytes));
            return new UUID(whole.getLong(), whole.getLong());
        }
        long number = 0;
        for (int i = head; i < bytes.length; i++) {
            number = number * 10 + (bytes[i] - '0');
        }
        digest.update(bytes, 0, head);
        long before = ByteBuffer.wrap(digest.digest()).getLong();
        long whole = ByteBuffer.wrap(digest.digest(bytes)).getLong();
        return new UUID(before, number << DIGEST_BITS | whole >>> (Long.SIZE - DIGEST_BITS));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
