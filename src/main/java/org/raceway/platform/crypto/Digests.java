package org.raceway.platform.crypto;

/** A cryptographic digest of 32 bytes. Safe for many threads. */
public interface Digests {

    /** Stands beside what was digested: {@code SHA-256}, {@code SM3}. */
    String name();

    /**
     * The digest over the parts, one after the other and nothing between them: parts of any length must be framed by the caller, or
     * {@code ab, c} is {@code a, bc}.
     */
    byte[] digest(byte[]... parts);

    /**
     * The one with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Digests named(String name) {
        for (CryptoSuite suite : CryptoSuite.values()) {
            if (suite.digests().name().equals(name)) {
                return suite.digests();
            }
        }
        throw new IllegalArgumentException("no digest is called " + name);
    }
}
