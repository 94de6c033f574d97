package org.raceway.platform.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Java's own interface to signatures. */
final class JcaSignatures implements Signatures {
    private final String name;
    private final String algorithm;
    private final String keys;
    private final @Nullable String curve;
    private final @Nullable Supplier<AlgorithmParameterSpec> parameters;
    private final Supplier<? extends @Nullable Provider> provider;
    private final SecureRandom random;

    JcaSignatures(
            String name,
            String algorithm,
            String keys,
            @Nullable String curve,
            @Nullable Supplier<AlgorithmParameterSpec> parameters,
            Supplier<? extends @Nullable Provider> provider) {
        this(name, algorithm, keys, curve, parameters, provider, new SecureRandom());
    }

    private JcaSignatures(
            String name,
            String algorithm,
            String keys,
            @Nullable String curve,
            @Nullable Supplier<AlgorithmParameterSpec> parameters,
            Supplier<? extends @Nullable Provider> provider,
            SecureRandom random) {
        this.name = name;
        this.algorithm = algorithm;
        this.keys = keys;
        this.curve = curve;
        this.parameters = parameters;
        this.provider = provider;
        this.random = random;
    }

    /** The same scheme with another source of nonces: for the known answers of the standards. */
    JcaSignatures with(SecureRandom other) {
        return new JcaSignatures(name, algorithm, keys, curve, parameters, provider, other);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public KeyPair generate() {
        try {
            Provider chosen = provider.get();
            KeyPairGenerator generator =
                    chosen == null ? KeyPairGenerator.getInstance(keys) : KeyPairGenerator.getInstance(keys, chosen);
            if (curve != null) {
                generator.initialize(new ECGenParameterSpec(curve), random);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] sign(PrivateKey key, byte[]... parts) throws InvalidKeyException {
        try {
            Signature signature = signature();
            signature.initSign(key, random);
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.sign();
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean verify(PublicKey key, byte[] signed, byte[]... parts) throws InvalidKeyException {
        try {
            Signature signature = signature();
            signature.initVerify(key);
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.verify(signed);
        } catch (SignatureException malformed) {
            return false;
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public PrivateKey privateKey(byte[] pkcs8) throws InvalidKeyException {
        try {
            return factory().generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException("no private key of " + name, e);
        }
    }

    @Override
    public PublicKey publicKey(byte[] x509) throws InvalidKeyException {
        try {
            return factory().generatePublic(new X509EncodedKeySpec(x509));
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException("no public key of " + name, e);
        }
    }

    private Signature signature() throws GeneralSecurityException {
        Provider chosen = provider.get();
        Signature signature =
                chosen == null ? Signature.getInstance(algorithm) : Signature.getInstance(algorithm, chosen);
        if (parameters != null) {
            signature.setParameter(parameters.get());
        }
        return signature;
    }

    private KeyFactory factory() throws GeneralSecurityException {
        Provider chosen = provider.get();
        return chosen == null ? KeyFactory.getInstance(keys) : KeyFactory.getInstance(keys, chosen);
    }
}
