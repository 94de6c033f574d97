package org.raceway.platform.crypto;

import java.security.Provider;
import java.util.function.Supplier;
import org.bouncycastle.jcajce.spec.SM2ParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/** Algorithms that go together. */
public enum CryptoSuite {
    /** SHA-256 (FIPS 180-4), Ed25519 (RFC 8032), AES-256-GCM (NIST SP 800-38D). */
    STANDARD,
    /** SM3 (GB/T 32905), SM2 (GB/T 32918) with the identity of GM/T 0009, SM4 (GB/T 32907) in GCM. */
    CHINESE;

    /** Its digest. */
    public Digests digests() {
        return switch (this) {
            case STANDARD -> Algorithms.SHA_256;
            case CHINESE -> Algorithms.SM3;
        };
    }

    /** Its signature scheme. */
    public Signatures signatures() {
        return switch (this) {
            case STANDARD -> Algorithms.ED25519;
            case CHINESE -> Algorithms.SM2;
        };
    }

    /** Its cipher. */
    public AuthenticatedCipher cipher() {
        return switch (this) {
            case STANDARD -> Algorithms.AES;
            case CHINESE -> Algorithms.SM4;
        };
    }

    private static final class Algorithms {
        static final Supplier<? extends @Nullable Provider> THE_JDKS = () -> null;
        /** Not put among the JDK's providers: nothing else shall be served by it unasked. Not made before it is needed. */
        static final Supplier<? extends @Nullable Provider> BOUNCY_CASTLE =
                SingletonSupplier.of(BouncyCastleProvider::new);

        static final Digests SHA_256 = new JcaDigests("SHA-256", THE_JDKS);
        static final Digests SM3 = new JcaDigests("SM3", BOUNCY_CASTLE);
        static final Signatures ED25519 = new JcaSignatures("Ed25519", "Ed25519", "Ed25519", null, null, THE_JDKS);
        static final Signatures SM2 = new JcaSignatures(
                "SM2", "SM3withSM2", "EC", "sm2p256v1", () -> new SM2ParameterSpec(identity()), BOUNCY_CASTLE);
        static final AuthenticatedCipher AES = new GcmCipher("AES-256-GCM", "AES", 32, THE_JDKS);
        static final AuthenticatedCipher SM4 = new GcmCipher("SM4-GCM", "SM4", 16, BOUNCY_CASTLE);

        /** Who signs, where nothing else was agreed on: GM/T 0009, clause 10. */
        private static byte[] identity() {
            return new byte[] {'1', '2', '3', '4', '5', '6', '7', '8', '1', '2', '3', '4', '5', '6', '7', '8'};
        }
    }
}
