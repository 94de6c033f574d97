package org.raceway.platform.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A block cipher of 128 bits in Galois/Counter Mode, with a nonce of 96 bits and a tag of 128. */
record GcmCipher(String name, String algorithm, int keyBytes, Supplier<? extends @Nullable Provider> provider)
        implements AuthenticatedCipher {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public byte[] seal(byte[] key, byte[] plain, byte[] bound) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return seal(key, nonce, plain, bound);
    }

    byte[] seal(byte[] key, byte[] nonce, byte[] plain, byte[] bound) {
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce);
            cipher.updateAAD(bound);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
            int length = cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            return Arrays.copyOf(sealed, NONCE_BYTES + length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] open(byte[] key, byte[] sealed, byte[] bound) throws GeneralSecurityException {
        if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new AEADBadTagException("too short");
        }
        Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE_BYTES));
        cipher.updateAAD(bound);
        return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
        if (key.length != keyBytes) {
            throw new IllegalArgumentException(name + " takes keys of " + keyBytes + " bytes");
        }
        Provider chosen = provider.get();
        String transformation = algorithm + "/GCM/NoPadding";
        Cipher cipher =
                chosen == null ? Cipher.getInstance(transformation) : Cipher.getInstance(transformation, chosen);
        cipher.init(mode, new SecretKeySpec(key, algorithm), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
