package org.raceway.enterprises;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.platform.Texts;

class EnterpriseFormTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final Texts ENGLISH = Texts.of(Locale.ENGLISH);

    @Test
    void takesAFormInOrder() {
        assertThat(FormCheck.all(EnterpriseSamples.form("样例轴承", EnterpriseSamples.uscc(), UUID.randomUUID()), TODAY))
                .isEmpty();
    }

    @Test
    void namesEachFieldThatIsMissing() {
        assertThat(FormCheck.all(EnterpriseForm.EMPTY, TODAY))
                .extracting(FormError::field)
                .containsExactly(
                        "name",
                        "uscc",
                        "industry",
                        "kinds",
                        "employees",
                        "revenueTenThousandYuan",
                        "county",
                        "address",
                        "contacts[0].name",
                        "licences");
    }

    @Test
    void saysWhatTheRightCheckCharacterWouldBe() {
        String right = EnterpriseSamples.uscc();
        char last = right.charAt(17);
        String wrong = right.substring(0, 17) + (last == '0' ? '1' : '0');
        assertThat(UsccReading.of(wrong)).isEqualTo(new UsccReading.WrongCheck(wrong.charAt(17), last));
        assertThat(UsccReading.of(wrong).words(ENGLISH)).contains("belongs " + last);
        assertThat(UsccReading.of(right)).isEqualTo(new UsccReading.Right(right));
    }

    @ParameterizedTest
    @CsvSource({
        "9137158, WrongLength[length=7]",
        "9137158I0000000000, 'WrongCharacter[place=8, character=I]'",
        "91A715810000000000, 'WrongDivision[place=3, character=A]'",
        "371581200012345, Older[number=371581200012345]"
    })
    void saysWhatIsWrongWithACreditCode(String code, String reading) {
        assertThat(UsccReading.of(code)).hasToString(reading);
    }

    @Test
    void readsACreditCodeAsPeopleTypeIt() {
        assertThat(UsccReading.normalized(" ９１37 1581-ma3b ")).isEqualTo("91371581MA3B");
    }

    @ParameterizedTest
    @CsvSource({
        "3451, 1000, 40000, LARGE",
        "3451, 999, 40000, MEDIUM",
        "3451, 5000, 39999.99, MEDIUM",
        "3451, 300, 2000, MEDIUM",
        "3451, 299, 90000, SMALL",
        "3451, 20, 300, SMALL",
        "3451, 19, 300, MICRO",
        "3451, 20, 299.99, MICRO",
        "5164, 200, 40000, LARGE",
        "5164, 20, 5000, MEDIUM",
        "5164, 5, 1000, SMALL",
        "5164, 4, 100000, MICRO",
        "5920, 100, 1000, MEDIUM",
        "7320, 100, 0, MEDIUM",
        "7320, 9, 99999, MICRO"
    })
    void classifiesByTheRuleOf2011(String industry, int employees, BigDecimal revenue, EnterpriseScale scale) {
        assertThat(ScaleRule.classify(Industries.find(industry).orElseThrow(), employees, revenue))
                .isEqualTo(scale);
    }

    @Test
    void knowsTheSectionOfEveryIndustryCode() {
        assertThat(Industries.find("3451").orElseThrow().name()).isEqualTo("滚动轴承制造");
        assertThat(Industries.find("3393").orElseThrow().englishName()).startsWith("Forgings");
        assertThat(Industries.find("1311").orElseThrow()).matches(one -> one.section() == 'C' && !one.listed());
        assertThat(Industries.find("9800")).isEmpty();
        assertThat(Industries.find("0011")).isEmpty();
        assertThat(Industries.find("345")).isEmpty();
        assertThat(Industries.listed()).hasSizeGreaterThan(30).allMatch(Industry::listed);
    }

    @Test
    void refusesWhatNoContactAndNoLicenceCanBe() {
        EnterpriseForm form = EnterpriseSamples.form("样例轴承", EnterpriseSamples.uscc(), null)
                .withContacts(List.of(new EnterpriseForm.Contact("赵敏", "", "12345", "zhao")))
                .withLicences(List.of(
                        new EnterpriseForm.Licence("BUSINESS_LICENCE", "1", "局", "2026-11-24", UUID.randomUUID()),
                        new EnterpriseForm.Licence("ISO_9001", "2", "局", "2028-02-30", null),
                        new EnterpriseForm.Licence("CASTLE", "", "", "", UUID.randomUUID())));
        assertThat(FormCheck.all(form, TODAY))
                .extracting(error -> error.field() + " " + error.problem())
                .containsExactly(
                        "contacts[0].phone phone",
                        "contacts[0].email email",
                        "licences[0].expires expired",
                        "licences[1].expires day",
                        "licences[1].file file-missing",
                        "licences[2].kind licence-kind",
                        "licences[2].number missing",
                        "licences[2].issuer missing");
    }

    @Test
    void tellsGlnAndPrefixFromNoneYet() {
        EnterpriseForm none = EnterpriseSamples.form("样例轴承", EnterpriseSamples.uscc(), UUID.randomUUID());
        assertThat(FormCheck.of(none, FormStep.IDENTITY, TODAY)).isEmpty();
        EnterpriseForm wrong = new EnterpriseForm(
                "样例", "", none.uscc(), "9521234000011", "12", "", List.of(), "", "", "", "", List.of(), List.of());
        assertThat(FormCheck.of(wrong, FormStep.IDENTITY, TODAY))
                .extracting(FormError::problem)
                .containsExactly("gln-check", "prefix");
    }
}
