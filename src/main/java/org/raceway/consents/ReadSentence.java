package org.raceway.consents;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Texts;

/** The read log in plain words: who read what of whom, when, for what. */
final class ReadSentence {
    private static final DateTimeFormatter CHINESE_DAY = DateTimeFormatter.ofPattern("M月d日", Locale.ROOT);
    private static final DateTimeFormatter CHINESE_DAY_OF_YEAR = DateTimeFormatter.ofPattern("uuuu年M月d日", Locale.ROOT);
    private static final DateTimeFormatter ENGLISH_DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter ENGLISH_DAY_OF_YEAR =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter CHINESE_MONTH = DateTimeFormatter.ofPattern("M 月", Locale.ROOT);
    private static final DateTimeFormatter CHINESE_MONTH_OF_YEAR =
            DateTimeFormatter.ofPattern("uuuu 年 M 月", Locale.ROOT);
    private static final DateTimeFormatter ENGLISH_MONTH = DateTimeFormatter.ofPattern("MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter ENGLISH_MONTH_OF_YEAR =
            DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final int LAST_MONTH = 12;

    private ReadSentence() {}

    /**
     * The sentence.
     *
     * @param own whether the reader itself is told, instead of the granter
     * @param today years are named where they are not this one
     */
    static String of(
            ConsentRead read,
            String granter,
            String reader,
            String noun,
            String purpose,
            boolean own,
            LocalDate today,
            Texts texts) {
        String day = day(Period.dayOf(read.at()), today, texts);
        String matter = purpose + " " + read.purpose().reference();
        Period period = read.period();
        if (period == null) {
            return own
                    ? texts.get("consents.sentence.ownNow", granter, day, matter, noun)
                    : texts.get("consents.sentence.now", reader, day, matter, noun);
        }
        String when = period(period, today, texts);
        return own
                ? texts.get("consents.sentence.own", granter, day, matter, noun, when)
                : texts.get("consents.sentence.period", reader, day, matter, noun, when);
    }

    /** {@code 11月3日}, {@code 3 Nov}; with its year where that is another. */
    static String day(LocalDate day, LocalDate today, Texts texts) {
        boolean thisYear = day.getYear() == today.getYear();
        return texts.english()
                ? (thisYear ? ENGLISH_DAY : ENGLISH_DAY_OF_YEAR).format(day)
                : (thisYear ? CHINESE_DAY : CHINESE_DAY_OF_YEAR).format(day);
    }

    /** {@code 10 月}, {@code July to October}, {@code 2025 年}, {@code 3 Oct to 9 Oct}. */
    static String period(Period period, @Nullable LocalDate today, Texts texts) {
        YearMonth first = YearMonth.from(period.from());
        YearMonth last = YearMonth.from(period.to());
        boolean whole = period.from().equals(first.atDay(1)) && period.to().equals(last.atEndOfMonth());
        boolean thisYear = today != null && first.getYear() == today.getYear() && last.getYear() == today.getYear();
        if (whole
                && first.getYear() == last.getYear()
                && first.getMonthValue() == 1
                && last.getMonthValue() == LAST_MONTH) {
            return texts.get("consents.sentence.year", String.valueOf(first.getYear()));
        }
        if (whole) {
            DateTimeFormatter format = texts.english()
                    ? thisYear ? ENGLISH_MONTH : ENGLISH_MONTH_OF_YEAR
                    : thisYear ? CHINESE_MONTH : CHINESE_MONTH_OF_YEAR;
            return first.equals(last)
                    ? format.format(first)
                    : texts.get("consents.sentence.range", format.format(first), format.format(last));
        }
        LocalDate reference = thisYear && today != null ? today : period.from().minusYears(1);
        return period.from().equals(period.to())
                ? day(period.from(), reference, texts)
                : texts.get(
                        "consents.sentence.range",
                        day(period.from(), reference, texts),
                        day(period.to(), reference, texts));
    }
}
