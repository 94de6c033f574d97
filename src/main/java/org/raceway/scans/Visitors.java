package org.raceway.scans;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names visitors for a day. The salt exists in memory only and is replaced at midnight, so that no name can be led back to an address
 * or followed to the next day. After a restart a visitor of the same day gets another name.
 */
final class Visitors {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String HMAC = "HmacSHA256";
    private static final int SALT_BYTES = 32;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Salt(LocalDate day, byte[] bytes) {}

    private final SecureRandom random = new SecureRandom();
    private volatile Salt salt = new Salt(LocalDate.EPOCH, new byte[SALT_BYTES]);

    /** The day of a moment. */
    static LocalDate dayOf(Instant at) {
        return at.atZone(ZONE).toLocalDate();
    }

    /** The visitor's name on that day. */
    UUID name(String address, String browser, Instant at) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(saltOf(dayOf(at)), HMAC));
            ByteBuffer digest =
                    ByteBuffer.wrap(mac.doFinal((address + '\n' + browser).getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    private byte[] saltOf(LocalDate day) {
        Salt current = salt;
        return current.day.equals(day) ? current.bytes : renewed(day);
    }

    private synchronized byte[] renewed(LocalDate day) {
        // A clock that steps back over midnight does not throw the new day's salt away.
        if (day.isAfter(salt.day)) {
            byte[] bytes = new byte[SALT_BYTES];
            random.nextBytes(bytes);
            salt = new Salt(day, bytes);
        }
        return salt.bytes;
    }
}
