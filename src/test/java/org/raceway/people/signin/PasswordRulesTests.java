package org.raceway.people.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.raceway.people.signin.PasswordRules.Refusal;

class PasswordRulesTests {
    private static final List<String> NAMES =
            Arrays.asList("wangxiulan", "王秀兰", null, "wang@huayang.example", "临清华阳轴承有限公司");

    @ParameterizedTest
    @CsvSource({
        "short-1, TOO_SHORT",
        "woaini1314, COMMON",
        "Woaini1314!!, COMMON",
        "1234woaini520, COMMON",
        "iloveyou520, COMMON",
        "qwerty123456, COMMON",
        "P@ssw0rd2026, COMMON",
        "password12345, COMMON",
        "1qaz2wsx3edc, COMMON",
        "13812345678, DIGITS",
        "19880101-20261125, DIGITS",
        "aaaaaaaaaaaa, REPETITION",
        "abcabcabcabc, REPETITION",
        "wangxiulan2026, NAMES",
        "Raceway@2026!, NAMES",
        "raceway-demo, NAMES",
        "wangxiulan@raceway, NAMES",
        "王秀兰王秀兰19880101, NAMES",
        "临清轴承20261125, NAMES"
    })
    void refusesWhatIsGuessedFirst(String password, Refusal refusal) {
        assertThat(PasswordRules.refusal(password, NAMES)).contains(refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "long enough 1",
                "correct horse battery",
                "钢珠 滚过 第七道 沟槽 呀呀",
                "Zk3-tulip-77",
                "四月的雨落在车间屋顶上",
                "xiulan likes green tea",
                "00412-77120-99312-40618"
            })
    void takesPassphrasesOfEveryScript(String password) {
        assertThat(PasswordRules.refusal(password, NAMES)).isEmpty();
    }

    @Test
    void countsCharactersAtTheBounds() {
        assertThat(PasswordRules.refusal("k7 tulip x".substring(0, 9), NAMES)).contains(Refusal.TOO_SHORT);
        assertThat(PasswordRules.refusal("k7 tulip x", NAMES)).isEmpty();
        String longest = "spring ball ".repeat(11).substring(0, 127) + "x";
        assertThat(PasswordRules.refusal(longest, NAMES)).isEmpty();
        assertThat(PasswordRules.refusal(longest + "x", NAMES)).contains(Refusal.TOO_LONG);
    }
}
