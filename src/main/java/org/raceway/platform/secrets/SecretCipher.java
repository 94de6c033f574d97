package org.raceway.platform.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.raceway.platform.crypto.AuthenticatedCipher;
import org.raceway.platform.crypto.CryptoSuite;

/**
 * Seals what must be kept so that it can be read again: secrets of second factors, addresses of webhooks, secrets of identity providers.
 * Passwords and API keys are not among them: those are hashed.
 *
 * <p>What is sealed is text such as {@code a1.5f2c9a01.kX3v...}: cipher (a: AES-256-GCM, s: SM4-GCM), format, id of the key, then nonce, ciphertext
 * and tag. It opens only in the place that it was sealed for, so that nobody who can write to the database can hand one row's secret to
 * another.
 */
public final class SecretCipher {
    private static final String AES = "a1";
    private static final String SM4 = "s1";
    private static final int PARTS = 3;

    private final SecretKeys keys;
    private final CryptoSuite suite;

    SecretCipher(SecretKeys keys, CryptoSuite suite) {
        this.keys = keys;
        this.suite = suite;
    }

    /**
     * Seals a text.
     *
     * @param place where it is kept, such as {@code account.totp/0198c2...}: table, column and key
     */
    public String seal(String text, String place) {
        SecretKeys.Key key = keys.current();
        AuthenticatedCipher cipher = suite.cipher();
        String head = format(suite) + "." + key.id() + ".";
        byte[] sealed = cipher.seal(
                key.forCipher(cipher.name(), cipher.keyBytes()),
                text.getBytes(StandardCharsets.UTF_8),
                bound(head, place));
        return head + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /**
     * Opens what was sealed for this place.
     *
     * @throws UnopenableException if that can't be
     */
    public String open(String sealed, String place) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != PARTS || !(parts[0].equals(AES) || parts[0].equals(SM4))) {
            throw new UnopenableException("it is not sealed");
        }
        AuthenticatedCipher cipher = (parts[0].equals(AES) ? CryptoSuite.STANDARD : CryptoSuite.CHINESE).cipher();
        SecretKeys.Key key = keys.byId(parts[1]);
        try {
            byte[] plain = cipher.open(
                    key.forCipher(cipher.name(), cipher.keyBytes()),
                    Base64.getUrlDecoder().decode(parts[2]),
                    bound(parts[0] + "." + parts[1] + ".", place));
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnopenableException("it was changed, or sealed for another place", e);
        }
    }

    /** Whether it was sealed with a key or cipher that is no longer the current one: whoever opens it next should seal it anew. */
    public boolean isStale(String sealed) {
        return !sealed.startsWith(format(suite) + "." + keys.current().id() + ".");
    }

    private static String format(CryptoSuite suite) {
        return switch (suite) {
            case STANDARD -> AES;
            case CHINESE -> SM4;
        };
    }

    private static byte[] bound(String head, String place) {
        return (head + place).getBytes(StandardCharsets.UTF_8);
    }
}
