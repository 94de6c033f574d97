package org.raceway.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.raceway.platform.Texts;
import org.raceway.traceability.epcis.Cbv;

class EventWordsTests {
    private static final Texts CHINESE = Texts.of(Locale.SIMPLIFIED_CHINESE);

    @Test
    void hasAWordForEveryTermOfTheStandard() {
        for (String term : Cbv.BUSINESS_STEP.terms()) {
            assertThat(EventWords.step(term, CHINESE)).isNotEqualTo(term);
        }
        for (String term : Cbv.DISPOSITION.terms()) {
            assertThat(EventWords.disposition(term, CHINESE)).isNotEqualTo(term);
        }
        for (Cbv list : List.of(Cbv.BUSINESS_TRANSACTION_TYPE, Cbv.SOURCE_DESTINATION_TYPE)) {
            for (String term : list.terms()) {
                assertThat(EventWords.reference(term, CHINESE)).isNotEqualTo(term);
            }
        }
        assertThat(EventWords.all(CHINESE).keySet())
                .containsAll(Cbv.BUSINESS_STEP.terms().stream()
                        .map(term -> "step." + term)
                        .toList())
                .contains("type.ObjectEvent", "result.pass");
    }

    @Test
    void showsTermsOfOtherVocabulariesAsTheyAre() {
        assertThat(EventWords.step("https://example.org/steps/polishing", CHINESE))
                .isEqualTo("https://example.org/steps/polishing");
        assertThat(EventWords.result("reground", CHINESE)).isEqualTo("reground");
    }
}
