package org.raceway.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECParameterSpec;
import org.bouncycastle.jce.spec.ECPrivateKeySpec;
import org.bouncycastle.jce.spec.ECPublicKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CryptoSuiteTests {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void digestsAsTheStandardsSay() {
        // FIPS 180-4; GB/T 32905-2016, appendix A.1 and A.2.
        assertThat(hex(CryptoSuite.STANDARD.digests().digest(ascii("abc"))))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(hex(CryptoSuite.CHINESE.digests().digest(ascii("abc"))))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(hex(CryptoSuite.CHINESE.digests().digest(ascii("abcd".repeat(16)))))
                .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
        assertThat(CryptoSuite.CHINESE.digests().digest(ascii("a"), ascii("bc")))
                .isEqualTo(CryptoSuite.CHINESE.digests().digest(ascii("abc")));
    }

    @Test
    void enciphersABlockWithSm4AsTheStandardSays() throws GeneralSecurityException {
        // GB/T 32907-2016, appendix A: one block, and the same a million times.
        byte[] key = HEX.parseHex("0123456789abcdeffedcba9876543210");
        Cipher cipher = Cipher.getInstance("SM4/ECB/NoPadding", new BouncyCastleProvider());
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "SM4"));
        byte[] block = cipher.doFinal(key);
        assertThat(hex(block)).isEqualTo("681edf34d206965e86b3e94f536e4246");
        block = key;
        for (int i = 0; i < 1_000_000; i++) {
            block = cipher.update(block);
        }
        assertThat(hex(block)).isEqualTo("595298c7c6fd271f0402f804c33d3f66");
    }

    @Test
    void sealsWithSm4InGcmAsRfc8998Says() {
        GcmCipher cipher = (GcmCipher) CryptoSuite.CHINESE.cipher();
        byte[] sealed = cipher.seal(
                HEX.parseHex("0123456789abcdeffedcba9876543210"),
                HEX.parseHex("00001234567800000000abcd"),
                HEX.parseHex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                        + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"),
                HEX.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"));
        assertThat(hex(sealed))
                .isEqualTo("00001234567800000000abcd"
                        + "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                        + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                        + "83de3541e4c2b58177e065a9bf7b62ec");
    }

    @Test
    void signsWithSm2AsTheStandardSays() throws GeneralSecurityException {
        // GB/T 32918.5-2017, appendix A.2.
        ECParameterSpec curve = ECNamedCurveTable.getParameterSpec("sm2p256v1");
        KeyFactory keys = KeyFactory.getInstance("EC", new BouncyCastleProvider());
        PrivateKey privateKey = keys.generatePrivate(new ECPrivateKeySpec(
                number("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"), curve));
        PublicKey publicKey = keys.generatePublic(new ECPublicKeySpec(
                curve.getCurve()
                        .createPoint(
                                number("09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"),
                                number("ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13")),
                curve));
        byte[] expected;
        try {
            expected = new DERSequence(new ASN1Integer[] {
                        new ASN1Integer(number("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3")),
                        new ASN1Integer(number("b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"))
                    })
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] message = ascii("message digest");
        byte[] nonce = HEX.parseHex("59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21");

        Signatures fixed = ((JcaSignatures) CryptoSuite.CHINESE.signatures()).with(new OneNonce(nonce));
        assertThat(hex(fixed.sign(privateKey, message))).isEqualTo(hex(expected));
        assertThat(CryptoSuite.CHINESE.signatures().verify(publicKey, expected, message))
                .isTrue();
    }

    @Test
    void signsWithEd25519AsRfc8032Says() throws GeneralSecurityException {
        Signatures ed25519 = CryptoSuite.STANDARD.signatures();
        PrivateKey key = ed25519.privateKey(HEX.parseHex("302e020100300506032b657004220420"
                + "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
        assertThat(hex(ed25519.sign(key, HEX.parseHex("72"))))
                .isEqualTo("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    }

    @ParameterizedTest
    @EnumSource(CryptoSuite.class)
    void verifiesItsOwnSignaturesAndNoOthers(CryptoSuite suite) throws GeneralSecurityException {
        Signatures signatures = suite.signatures();
        KeyPair pair = signatures.generate();
        PrivateKey privateKey = signatures.privateKey(pair.getPrivate().getEncoded());
        PublicKey publicKey = signatures.publicKey(pair.getPublic().getEncoded());
        byte[] signature = signatures.sign(privateKey, ascii("a"), ascii("b"));
        assertThat(signatures.verify(publicKey, signature, ascii("ab"))).isTrue();
        assertThat(signatures.verify(publicKey, signature, ascii("ac"))).isFalse();
        assertThat(signatures.verify(publicKey, ascii("no signature"), ascii("ab")))
                .isFalse();
        assertThat(signatures.verify(signatures.generate().getPublic(), signature, ascii("ab")))
                .isFalse();
        assertThat(Signatures.named(signatures.name())).isSameAs(signatures);
        assertThat(Digests.named(suite.digests().name())).isSameAs(suite.digests());
        assertThatThrownBy(() -> Digests.named("MD5")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(CryptoSuite.class)
    void opensOnlyWhatNobodyHasChanged(CryptoSuite suite) throws GeneralSecurityException {
        AuthenticatedCipher cipher = suite.cipher();
        byte[] key = new byte[cipher.keyBytes()];
        byte[] sealed = cipher.seal(key, ascii("secret"), ascii("row 1"));
        assertThat(cipher.open(key, sealed, ascii("row 1"))).isEqualTo(ascii("secret"));
        assertThat(cipher.seal(key, ascii("secret"), ascii("row 1"))).isNotEqualTo(sealed);
        assertThatThrownBy(() -> cipher.open(key, sealed, ascii("row 2"))).isInstanceOf(GeneralSecurityException.class);
        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> cipher.open(key, changed, ascii("row 1")))
                    .isInstanceOf(GeneralSecurityException.class);
        }
        assertThatThrownBy(() -> cipher.open(key, new byte[5], ascii("row 1")))
                .isInstanceOf(GeneralSecurityException.class);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    private static BigInteger number(String hex) {
        return new BigInteger(hex, 16);
    }

    /** Gives the nonce of a standard's example. */
    private static final class OneNonce extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] nonce;

        OneNonce(byte[] nonce) {
            this.nonce = nonce.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(nonce, 0, bytes, 0, bytes.length);
        }
    }
}
