package org.raceway.identifiers.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Gs1IdentifiersTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "urn:epc:id:sgtin:4012345.011111.9876 https://id.gs1.org/01/04012345111118/21/9876",
                "urn:epc:id:sgtin:0614141.112345.400 https://id.gs1.org/01/10614141123459/21/400",
                "urn:epc:id:sgtin:0614141.112345.a%2Fb%25.c https://id.gs1.org/01/10614141123459/21/a%2Fb%25.c",
                "urn:epc:id:sgtin:0614141.112345.(x)' https://id.gs1.org/01/10614141123459/21/%28x%29%27",
                "urn:epc:id:sgtin:123456789012.3.1 https://id.gs1.org/01/31234567890129/21/1",
                "urn:epc:class:lgtin:4054739.099914.20160711 https://id.gs1.org/01/04054739999148/10/20160711",
                "urn:epc:idpat:sgtin:4012345.066666.* https://id.gs1.org/01/04012345666663",
                "urn:epc:id:sscc:4012345.1111111111 https://id.gs1.org/00/140123451111111117",
                "urn:epc:id:sgln:4012345.00005.0 https://id.gs1.org/414/4012345000054",
                "urn:epc:id:sgln:0614141.07346.1234 https://id.gs1.org/414/0614141073467/254/1234",
                "urn:epc:id:sgln:123456789012..0 https://id.gs1.org/414/1234567890128",
                "urn:epc:id:pgln:4000001.98765 https://id.gs1.org/417/4000001987658",
                "urn:epc:id:grai:4012345.55555.987 https://id.gs1.org/8003/04012345555554987",
                "urn:epc:idpat:grai:4012345.55555.* https://id.gs1.org/8003/04012345555554",
                "urn:epc:id:giai:4000001.111 https://id.gs1.org/8004/4000001111",
                "urn:epc:id:gsrn:0614141.0000010253 https://id.gs1.org/8018/061414100000102534",
                "urn:epc:id:gsrnp:0614141.0000010253 https://id.gs1.org/8017/061414100000102534",
                "urn:epc:id:gdti:4012345.55555.1234 https://id.gs1.org/253/40123455555541234",
                "urn:epc:idpat:gdti:4012345.55555.* https://id.gs1.org/253/4012345555554",
                "urn:epc:id:cpi:0614141.5PQ7%2FZ43.12345 https://id.gs1.org/8010/06141415PQ7%2FZ43/8011/12345",
                "urn:epc:idpat:cpi:0614141.5PQ7%2FZ43.* https://id.gs1.org/8010/06141415PQ7%2FZ43",
                "urn:epc:id:sgcn:4012345.67890.04711 https://id.gs1.org/255/401234567890104711",
                "urn:epc:id:ginc:0614141.xyz47%2F11 https://id.gs1.org/401/0614141xyz47%2F11",
                "urn:epc:id:gsin:0614141.123456789 https://id.gs1.org/402/06141411234567890",
                "urn:epc:id:itip:4012345.012345.01.02.987 https://id.gs1.org/8006/040123451234560102/21/987",
                "urn:epc:idpat:itip:4012345.012345.01.02.* https://id.gs1.org/8006/040123451234560102",
                "urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7'SDB "
                        + "https://id.gs1.org/01/01234567894560/235/51qIgY%29%3C%26Jp3%2Aj7%27SDB",
                "urn:epc:idpat:upui:1234567.089456.* https://id.gs1.org/01/01234567894560",
                "https://example.com/253/4012345000054987 https://id.gs1.org/253/4012345000054987",
                "https://id.gs1.de/01/04012345999990/21/XYZ-1234 https://id.gs1.org/01/04012345999990/21/XYZ-1234",
                "http://shop.example/some/path/01/4012345999990/ https://id.gs1.org/01/04012345999990",
                "HTTPS://User@shop.example:8443/gtin/4012345999990/lot/A1?linkType=all#x "
                        + "https://id.gs1.org/01/04012345999990/10/A1",
                "https://id.gs1.org/01/614141123452/22/2A/10/L/21/S?17=261231 https://id.gs1.org/01/00614141123452/21/S",
                "https://id.gs1.org/01/614141123452/21/S/10/L https://id.gs1.org/01/00614141123452/21/S",
                "https://id.gs1.org/01/614141123452/22/2A https://id.gs1.org/01/00614141123452",
                "https://id.gs1.org/01/95050003/10/%41%2f https://id.gs1.org/01/00000095050003/10/A%2F",
                "https://a.example/sscc/140123451111111117 https://id.gs1.org/00/140123451111111117",
                "https://a.example/gln/0614141073467/glnx/1234 https://id.gs1.org/414/0614141073467/254/1234",
                "https://a.example/417/4000001987658 https://id.gs1.org/417/4000001987658",
                "https://a.example/8010/06141415PQ7%2FZ43/8011/12345 https://id.gs1.org/8010/06141415PQ7%2FZ43/8011/12345",
                "https://a.example/8013/1987654Ad4X4bL5ttr2310c2K https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K",
                "https://a.example/8018/061414100000102534/8019/1 https://id.gs1.org/8018/061414100000102534/8019/1",
                "https://a.example/415/0614141073467/8020/A%2DB https://id.gs1.org/415/0614141073467/8020/A-B",
            })
    void givesEveryFormOfAKeyOneCanonicalForm(String sent, String canonical) {
        assertThat(Gs1Identifiers.read(sent)).isInstanceOf(KeyReading.Key.class);
        assertThat(Gs1Identifiers.identify(sent)).isEqualTo(new Identifier(sent, canonical));
        assertThat(Gs1Identifiers.canonical(canonical)).isSameAs(canonical);
        assertThat(Gs1Identifiers.identify(sent).key())
                .isEqualTo(Gs1Identifiers.identify(canonical).key());
        assertThat(Gs1Identifiers.problem(sent)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8",
                "urn:epc:id:gid:95100000.12345.400",
                "urn:epc:id:bic:CSQU3054383",
                "urn:epc:id:bic:MSKU9070323",
                "urn:epc:id:imovn:9176187",
                "urn:epc:id:gid:268435455.16777215.68719476735",
                "urn:epc:id:gid:0.0.0",
                "https://example.com/ARFKk4XB0CDKWcnpq",
                "urn:epc:id:usdod:CJ2H5.123",
                "urn:epc:idpat:sgtin:*.*.*",
                "urn:epcglobal:cbv:bt:4012345123456:RE1099",
                "ni:///sha-256;00?ver=CBV2.0",
                "geo:47.5,11.1",
                "https://example.com",
                "https://example.com/",
                "https://example.com/01/first-page",
                "https://example.com/21/x",
                "https://example.com/news/00/2024",
                "https://example.com/01/04012345999990/info/page",
                "https://id.gs1.org/",
                "https://id.gs1.org/description",
                "https://id.gs1.org/About",
                "http://transaction.acme.com/po/12345678",
            })
    void leavesOtherUrisAsTheyAre(String uri) {
        assertThat(Gs1Identifiers.read(uri)).isEqualTo(KeyReading.Foreign.FOREIGN);
        assertThat(Gs1Identifiers.canonical(uri)).isSameAs(uri);
        assertThat(Gs1Identifiers.problem(uri)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "https://id.gs1.org/01/04012345999991 CHECK_DIGIT 0",
                "https://shop.example/01/04012345999991/21/7 CHECK_DIGIT 0",
                "https://id.gs1.org/00/140123451111111110 CHECK_DIGIT 7",
                "https://id.gs1.org/414/4012345000055 CHECK_DIGIT 4",
                "https://id.gs1.org/8006/040123451234570102 CHECK_DIGIT 6",
                "https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310cXX CHECK_DIGIT 2K",
                "https://id.gs1.org/01/0401234599999 CHECK_DIGIT -",
                "https://id.gs1.org/01/040123459999 CHECK_DIGIT -",
                "https://id.gs1.org/01/123 LENGTH -",
                "https://id.gs1.org/01/04012345999990/21/123456789012345678901 LENGTH 1-20",
                "https://id.gs1.org/01/04012345999990/21/%7E CHARACTER -",
                "https://id.gs1.org/01/04012345999990/21/a%2 ESCAPE -",
                "https://id.gs1.org/01/04012345999990/254/a QUALIFIER -",
                "https://id.gs1.org/01/04012345999990/21/a/21/b QUALIFIER -",
                "https://id.gs1.org/01/04012345999990/21 QUALIFIER -",
                "https://id.gs1.org/415/0614141073467 QUALIFIER 8020",
                "urn:epc:id:sgtin:4012345.11111.9876 LENGTH 6",
                "urn:epc:id:sgtin:40123.11111111.9876 COMPANY_PREFIX 6-12",
                "urn:epc:id:sgtin:401234A.011111.9876 COMPANY_PREFIX 6-12",
                "urn:epc:id:sgtin:4012345.01111A.9876 CHARACTER -",
                "urn:epc:id:sgtin:4012345.011111 PARTS -",
                "urn:epc:id:sgtin:4012345.011111. LENGTH 1-20",
                "urn:epc:id:sgtin:4012345.011111.a/b CHARACTER -",
                "urn:epc:id:sgtin:4012345.011111.a%zz ESCAPE -",
                "urn:epc:id:sscc:4012345.111111111 LENGTH 10",
                "urn:epc:id:sscc:4012345.1111111111.1 LENGTH 10",
                "urn:epc:id:cpi:0614141.abc.1 CHARACTER -",
                "urn:epc:id:nonsense:1.2.3 SCHEME -",
                "urn:epc:id:gid:268435456.1.1 CHARACTER 0-268435455",
                "urn:epc:id:gid:1.16777216.1 CHARACTER 0-16777215",
                "urn:epc:id:gid:1.1.68719476736 CHARACTER 0-68719476735",
                "urn:epc:id:gid:1.01.1 CHARACTER -",
                "urn:epc:id:gid:1.1 PARTS 3",
                "urn:epc:id:bic:CSQU3054384 CHECK_DIGIT 3",
                "urn:epc:id:bic:CSQX3054383 CHARACTER -",
                "urn:epc:id:bic:CSQU305438 LENGTH 11",
                "urn:epc:id:imovn:9176188 CHECK_DIGIT 7",
                "urn:epc:id:imovn:917618 LENGTH 7",
                "https://id.gs1.org/ARFKk4XB0CDKWcnpq COMPRESSED -",
                "https://id.gs1.org/ARFKk4XB0CDKWcnpq?17=261231 COMPRESSED -",
                "urn:epc:nonsense SCHEME -",
            })
    void saysWhatIsWrongWithABrokenKey(String uri, KeyProblem.Code code, @Nullable String expected) {
        KeyProblem problem = Objects.requireNonNull(Gs1Identifiers.problem(uri));
        assertThat(problem.code()).isEqualTo(code);
        if (expected != null) {
            assertThat(problem.expected()).isEqualTo(expected);
        }
        assertThat(Gs1Identifiers.canonical(uri)).isSameAs(uri);
    }

    @Test
    void neverThrowsWhateverItReads() {
        long seed = 20260501L;
        Random random = new Random(seed);
        String[] seeds = {
            "urn:epc:id:sgtin:4012345.011111.9876",
            "urn:epc:id:itip:4012345.012345.01.02.987",
            "urn:epc:idpat:cpi:0614141.5PQ7%2FZ43.*",
            "https://id.gs1.org/01/04012345999990/22/2/10/L/21/S?17=261231",
            "https://a.example/8013/1987654Ad4X4bL5ttr2310c2K",
            "https://a.example/gln/0614141073467/glnx/1234",
        };
        String alphabet = "0123456789./%:*?#abcAZ~\u4e2d-/";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
            for (int change = random.nextInt(4); change >= 0 && text.length() > 1; change--) {
                int at = random.nextInt(text.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(4)) {
                    case 0 -> text.insert(at, c);
                    case 1 -> text.deleteCharAt(at);
                    case 2 -> text.setCharAt(at, c);
                    default -> text.setLength(Math.max(1, at));
                }
            }
            String uri = text.toString();
            if (Gs1Identifiers.read(uri) instanceof KeyReading.Key key) {
                assertThat(Gs1Identifiers.read(key.canonical()))
                        .as("seed %d: %s", seed, uri)
                        .isEqualTo(key);
            }
        }
    }

    @Test
    void makesKeysFromTheirParts() {
        assertThat(Gs1Identifiers.lotOf("4012345999990", "A/1"))
                .isEqualTo("https://id.gs1.org/01/04012345999990/10/A%2F1");
        assertThat(Gs1Identifiers.unit("04012345999990", "S")).isEqualTo("https://id.gs1.org/01/04012345999990/21/S");
        assertThat(Gs1Identifiers.isGtin("4012345999990")).isTrue();
        assertThat(Gs1Identifiers.isGtin("401234599999")).isFalse();
        assertThat(Gs1Identifiers.isGln("4012345000054")).isTrue();
        assertThat(Gs1Identifiers.isSscc("140123451111111117")).isTrue();
        assertThat(CheckDigits.of("401234500005")).isEqualTo('4');
        assertThat(CheckDigits.valid("40123450000x4")).isFalse();
    }

    @Test
    void checksUnifiedSocialCreditCodes() {
        assertThat(UnifiedSocialCreditCode.isValid("91350100M000100Y43")).isTrue();
        assertThat(UnifiedSocialCreditCode.isValid("91350100M000100Y44")).isFalse();
        assertThat(UnifiedSocialCreditCode.isValid("91350100M000100I43")).isFalse();
        assertThat(UnifiedSocialCreditCode.isValid("9135010XM000100Y43")).isFalse();
        assertThat(UnifiedSocialCreditCode.isValid("91350100m000100y43".toLowerCase(Locale.ROOT)))
                .isFalse();
        assertThat(UnifiedSocialCreditCode.isValid("")).isFalse();
    }
}
