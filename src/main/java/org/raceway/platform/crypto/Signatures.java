package org.raceway.platform.crypto;

import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;

/** A signature scheme. Keys travel in their standard forms, PKCS #8 and X.509. Safe for many threads. */
public interface Signatures {

    /** Stands beside a signature: {@code Ed25519}, {@code SM2}. */
    String name();

    /** A new pair of keys. */
    KeyPair generate();

    /**
     * Signs the parts, one after the other.
     *
     * @throws InvalidKeyException if the key is of another scheme
     */
    byte[] sign(PrivateKey key, byte[]... parts) throws InvalidKeyException;

    /**
     * Whether this is the key owner's signature of the parts. What is no signature at all is none of the owner's.
     *
     * @throws InvalidKeyException if the key is of another scheme
     */
    boolean verify(PublicKey key, byte[] signature, byte[]... parts) throws InvalidKeyException;

    /** Reads a private key in PKCS #8. */
    PrivateKey privateKey(byte[] pkcs8) throws InvalidKeyException;

    /** Reads a public key in X.509 (SubjectPublicKeyInfo). */
    PublicKey publicKey(byte[] x509) throws InvalidKeyException;

    /**
     * The one with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Signatures named(String name) {
        for (CryptoSuite suite : CryptoSuite.values()) {
            if (suite.signatures().name().equals(name)) {
                return suite.signatures();
            }
        }
        throw new IllegalArgumentException("no signature scheme is called " + name);
    }
}
