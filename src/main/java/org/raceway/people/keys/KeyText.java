package org.raceway.people.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is written: {@code rwk_<id>_<secret>_<crc>}, or {@code rwc_...} for the secret of an OAuth client. The prefix lets
 * scanners of source code find a leaked one, the checksum tells a mistyped one without a look into the database, and a double click
 * selects all of it.
 *
 * @param prefix {@code rwk} or {@code rwc}
 * @param id {@value #ID_LENGTH} letters and digits; may be shown and logged
 * @param secret {@value #SECRET_LENGTH} letters and digits: 256 random bits
 */
record KeyText(String prefix, String id, String secret) {
    static final int ID_LENGTH = 16;
    static final int SECRET_LENGTH = 43;
    static final int LENGTH = 3 + 1 + ID_LENGTH + 1 + SECRET_LENGTH + 1 + 6;

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int CHECK_LENGTH = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new secret for this id. */
    static KeyText withNewSecret(KeyKind kind, String id) {
        return new KeyText(kind.prefix(), id, random(SECRET_LENGTH));
    }

    /** A new id. */
    static String newId() {
        return random(ID_LENGTH);
    }

    /** The parts of a written key; null if it is none, or the checksum says that it was mistyped. */
    static @Nullable KeyText read(String written) {
        if (written.length() != LENGTH
                || !looksLikeOne(written)
                || written.charAt(3) != '_'
                || written.charAt(4 + ID_LENGTH) != '_'
                || written.charAt(5 + ID_LENGTH + SECRET_LENGTH) != '_') {
            return null;
        }
        int end = 5 + ID_LENGTH + SECRET_LENGTH;
        for (int i = 4; i < LENGTH; i++) {
            char c = written.charAt(i);
            if (c > 'z' || (c != '_' && ALPHABET.indexOf(c) < 0)) {
                return null;
            }
        }
        if (!check(written.substring(0, end)).equals(written.substring(end + 1))) {
            return null;
        }
        return new KeyText(
                written.substring(0, 3), written.substring(4, 4 + ID_LENGTH), written.substring(5 + ID_LENGTH, end));
    }

    /** Whether somebody meant to send a key. */
    static boolean looksLikeOne(String written) {
        return written.startsWith("rwk_") || written.startsWith("rwc_");
    }

    /** As it is written. */
    String written() {
        String body = prefix + "_" + id + "_" + secret;
        return body + "_" + check(body);
    }

    /** What is kept of the secret. */
    SecretHash hash() {
        return SecretHash.of(secret);
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static String check(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        char[] text = new char[CHECK_LENGTH];
        for (int i = CHECK_LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(text);
    }

    /** Without the secret, so that no log line ever holds it. */
    @Override
    public String toString() {
        return prefix + "_" + id + "_…";
    }
}
