package org.raceway.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.raceway.certificates.CompositionCheck.Verdict;

class CompositionCheckTests {
    private static CompositionCheck check(String grade, String... elements) {
        Map<String, BigDecimal> composition = new TreeMap<>();
        for (String element : elements) {
            composition.put(element.split("=")[0], new BigDecimal(element.split("=")[1]));
        }
        return CompositionCheck.of(grade, composition);
    }

    @Test
    void conformsAtBothEndsOfTheLimits() {
        assertThat(check("GCr15", "C=0.95", "Si=0.35", "Mn=0.25", "Cr=1.65", "P=0.02")
                        .verdict())
                .isEqualTo(Verdict.CONFORMS);
    }

    @Test
    void deviatesJustOutsideOfALimit() {
        CompositionCheck check = check("GCr15", "C=1.051", "Si=0.25", "Mn=0.35", "Cr=1.5");
        assertThat(check.verdict()).isEqualTo(Verdict.DEVIATES);
        assertThat(check.lines())
                .filteredOn(line -> line.verdict() == Verdict.DEVIATES)
                .extracting(CompositionCheck.Line::element)
                .containsExactly("C");
    }

    @Test
    void anotherGradesSteelDeviates() {
        assertThat(check("GCr15", "C=0.20", "Si=0.25", "Mn=0.55", "Cr=0.5", "Ni=1.8", "Mo=0.25")
                        .verdict())
                .isEqualTo(Verdict.DEVIATES);
    }

    @Test
    void missingElementsAndUnknownGradesAreNamed() {
        assertThat(check("GCr15", "C=1.0", "Si=0.25", "Mn=0.35").verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(check("42CrMo", "C=0.42").verdict()).isEqualTo(Verdict.NOT_JUDGED);
    }

    @Test
    void aLimitThatWasNotCheckedOnlyRaisesADoubt() {
        assertThat(check("GCr15SiMn", "Si=0.30", "Mn=1.0").verdict()).isEqualTo(Verdict.DOUBTFUL);
    }

    @Test
    void knowsAGradeByItsOtherNames() {
        assertThat(SteelGrades.onFile().find("100cr6"))
                .hasValueSatisfying(grade -> assertThat(grade.grade()).isEqualTo("GCr15"));
        assertThat(SteelGrades.onFile().find("G Cr15")).isPresent();
        assertThat(SteelGrades.onFile().find("GCr151")).isEmpty();
    }
}
