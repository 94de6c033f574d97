package org.raceway.platform.crypto;

import java.security.GeneralSecurityException;

/** A cipher that tells when what it opens has been changed. Safe for many threads. */
public interface AuthenticatedCipher {

    /** Stands beside what was sealed: {@code AES-256-GCM}, {@code SM4-GCM}. */
    String name();

    /** The length of its keys. */
    int keyBytes();

    /**
     * Seals the bytes under a new random nonce, which stands before them.
     *
     * @param bound opens only with the same; not part of the result
     */
    byte[] seal(byte[] key, byte[] plain, byte[] bound);

    /**
     * Opens what was sealed.
     *
     * @throws GeneralSecurityException if it was changed, or sealed with another key or bound to something else
     */
    byte[] open(byte[] key, byte[] sealed, byte[] bound) throws GeneralSecurityException;
}
