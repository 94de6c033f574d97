package org.raceway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTests {

    @ParameterizedTest
    @CsvSource({
        "13800001234, 138****1234",
        "138 0000 1234, 138****1234",
        "+86 138-0000-1234, +86 138****1234",
        "008613800001234, +86 138****1234",
        "0635-1234567, 063****4567",
        "1234567, ****67",
        "12, ****",
        "'', ''"
    })
    void masksPhones(String phone, String masked) {
        assertThat(Masked.phone(phone)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({"li.ming@x.cn, l***@x.cn", "a@b.cn, a***@b.cn", "@b.cn, ***", "nonsense, ***", "'', ''"})
    void masksEmailAddresses(String email, String masked) {
        assertThat(Masked.email(email)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({"王小明, 王*明", "李明, 李*", "王, *", "欧阳小明, 欧**明", "Wang Ming, W*** M***", "阿依古丽·买买提, 阿******提", "'', ''"})
    void masksNames(String name, String masked) {
        assertThat(Masked.name(name)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({"37152219800101123X, 3****************X", "G12345678, G*******8", "12, ***"})
    void masksIdentityNumbers(String number, String masked) {
        assertThat(Masked.identityNumber(number)).isEqualTo(masked);
    }
}
