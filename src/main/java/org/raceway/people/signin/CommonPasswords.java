package org.raceway.people.signin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Passwords that breaches have shown to be common: the 55,505 most frequent of the lists that NOTICE names, and what Chinese
 * keyboards add to them. Loaded when it is first asked.
 */
final class CommonPasswords {
    private static final String FILE = "common-passwords.txt.gz";
    private static final List<String> WISHES = List.of(
            "woaini",
            "woaiwo",
            "woshishui",
            "nihao",
            "nishizhu",
            "wobuzhidao",
            "wodemima",
            "mimamima",
            "wojiushiwo",
            "xiaoming",
            "aini",
            "asd",
            "qwe",
            "qaz",
            "zxc",
            "abc",
            "admin",
            "root",
            "test",
            "guanliyuan",
            "zhongguo",
            "fuwuqi",
            "gongsi",
            "qiye",
            "caigou",
            "xiaoshou",
            "caiwu",
            "laoban",
            "wangluo",
            "wifi",
            "huawei",
            "xiaomi",
            "weixin",
            "zhifubao",
            "taobao",
            "baidu",
            "iloveyou");
    private static final List<String> NUMBERS = List.of(
            "",
            "1",
            "12",
            "123",
            "1234",
            "12345",
            "123456",
            "1234567",
            "12345678",
            "123456789",
            "1314",
            "520",
            "5201314",
            "1314520",
            "521",
            "666",
            "888",
            "999",
            "168",
            "8888",
            "6666",
            "518",
            "2024",
            "2025",
            "2026",
            "2027",
            "000",
            "0000",
            "111",
            "1111",
            "123123",
            "112233",
            "147258",
            "147258369",
            "159357",
            "321",
            "654321");

    private CommonPasswords() {}

    /** Whether this one, in lower case, is common. */
    static boolean contain(String low) {
        return Held.WORDS.contains(low);
    }

    private static final class Held {
        static final Set<String> WORDS = load();

        private static Set<String> load() {
            Set<String> words = new HashSet<>(1 << 17);
            try (InputStream file = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(FILE));
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII))) {
                lines.lines().forEach(words::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (String wish : WISHES) {
                for (String number : NUMBERS) {
                    words.add(wish + number);
                    words.add(number + wish);
                }
            }
            return Set.copyOf(words);
        }

        private Held() {}
    }
}
