package org.raceway.platform.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

record JcaDigests(String name, Supplier<? extends @Nullable Provider> provider) implements Digests {

    @Override
    public byte[] digest(byte[]... parts) {
        MessageDigest digest;
        try {
            Provider chosen = provider.get();
            digest = chosen == null ? MessageDigest.getInstance(name) : MessageDigest.getInstance(name, chosen);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }
}
