package org.raceway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulasTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1+1",
                "-1+1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\0=1",
                "\uFF1D1+1",
                "\uFF0B1",
                "\uFF0D1+1",
                "\uFF20SUM(A1)",
                "  =1+1",
                "\u3000=1",
                "\u00A0@a",
                "-2+3+cmd|' /C calc'!A0",
                "'=1",
                "''+1",
                "+86 138 0000 0000",
                "-"
            })
    void quotesWhatBeginsLikeAFormulaAndFindsItAgain(String text) {
        assertThat(Formulas.inert(text)).isEqualTo("'" + text);
        assertThat(Formulas.original(Formulas.inert(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6204-2RS", "临清", "-5", "-12.50", "a=b", "'quoted'", " x", "3-4"})
    void leavesTextsAndNumbersAlone(String text) {
        assertThat(Formulas.inert(text)).isEqualTo(text);
        assertThat(Formulas.original(text)).isEqualTo(text);
    }

    @Test
    void keepsCsvCellsInOneCell() {
        assertThat(Tables.quoted("=HYPERLINK(\"http://x\",\"y\")"))
                .isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
        assertThat(Tables.quoted("a\rb")).isEqualTo("\"a\rb\"");
    }
}
