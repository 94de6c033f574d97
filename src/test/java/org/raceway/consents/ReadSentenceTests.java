package org.raceway.consents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.platform.Texts;

class ReadSentenceTests {
    private static final Texts CHINESE = Texts.of(Locale.SIMPLIFIED_CHINESE);
    private static final Texts ENGLISH = Texts.of(Locale.ENGLISH);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    @Test
    void tellsTheGranterInPlainWords() {
        ConsentRead read = read(Period.month(YearMonth.of(2026, 10)));
        assertThat(sentence(read, false, CHINESE)).isEqualTo("临清农商银行 于 11月3日 为『贷款申请 17』读取了贵企业 10 月的交货记录");
        assertThat(sentence(read, false, ENGLISH))
                .isEqualTo("ICBC Linqing read your deliveries of October on 3 Nov for loan application 17");
    }

    @Test
    void tellsTheReaderWhatItRead() {
        ConsentRead read = read(Period.month(YearMonth.of(2026, 10)));
        assertThat(sentence(read, true, CHINESE)).isEqualTo("我方于 11月3日 为『贷款申请 17』读取了 临清试航轴承 10 月的交货记录");
        assertThat(sentence(read, true, ENGLISH))
                .isEqualTo("You read the deliveries of October of Shihang Bearings on 3 Nov for loan application 17");
    }

    @Test
    void leavesThePeriodOutWhereThereIsNone() {
        assertThat(sentence(read(null), false, CHINESE)).isEqualTo("临清农商银行 于 11月3日 为『贷款申请 17』读取了贵企业的交货记录");
        assertThat(sentence(read(null), false, ENGLISH))
                .isEqualTo("ICBC Linqing read your deliveries on 3 Nov for loan application 17");
    }

    @Test
    void namesPeriodsAsPeopleDo() {
        assertThat(period("2026-07-01", "2026-10-31", CHINESE)).isEqualTo("7 月至 10 月");
        assertThat(period("2026-07-01", "2026-10-31", ENGLISH)).isEqualTo("July to October");
        assertThat(period("2025-01-01", "2025-12-31", CHINESE)).isEqualTo("2025 年");
        assertThat(period("2025-01-01", "2025-12-31", ENGLISH)).isEqualTo("2025");
        assertThat(period("2025-12-01", "2026-01-31", CHINESE)).isEqualTo("2025 年 12 月至 2026 年 1 月");
        assertThat(period("2025-10-01", "2025-10-31", ENGLISH)).isEqualTo("October 2025");
        assertThat(period("2026-10-03", "2026-10-09", CHINESE)).isEqualTo("10月3日至 10月9日");
        assertThat(period("2026-10-03", "2026-10-03", ENGLISH)).isEqualTo("3 Oct");
        assertThat(period("2025-12-30", "2026-01-02", ENGLISH)).isEqualTo("30 Dec 2025 to 2 Jan 2026");
    }

    @Test
    void namesTheYearOfAReadLongAgo() {
        assertThat(ReadSentence.day(LocalDate.of(2025, 11, 3), TODAY, CHINESE)).isEqualTo("2025年11月3日");
        assertThat(ReadSentence.day(LocalDate.of(2025, 11, 3), TODAY, ENGLISH)).isEqualTo("3 Nov 2025");
    }

    private static String period(String from, String to, Texts texts) {
        return ReadSentence.period(new Period(LocalDate.parse(from), LocalDate.parse(to)), TODAY, texts);
    }

    private static String sentence(ConsentRead read, boolean own, Texts texts) {
        boolean english = texts.english();
        return ReadSentence.of(
                read,
                english ? "Shihang Bearings" : "临清试航轴承",
                english ? "ICBC Linqing" : "临清农商银行",
                texts.get("traceability.deliveries.noun"),
                english ? "loan application" : "贷款申请",
                own,
                TODAY,
                texts);
    }

    private static ConsentRead read(@Nullable Period period) {
        UUID id = new UUID(0, 1);
        return new ConsentRead(
                id,
                id,
                id,
                id,
                id,
                "traceability.deliveries",
                period,
                new PurposeReference("loan-application", "17"),
                ReadDoor.PAGE,
                3,
                // Already the third in China.
                Instant.parse("2026-11-02T17:00:00Z"));
    }
}
