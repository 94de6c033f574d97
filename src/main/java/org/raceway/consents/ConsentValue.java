package org.raceway.consents;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Cell;
import org.raceway.platform.Texts;

/** What stands in a place of data that is read under a consent. */
public sealed interface ConsentValue {

    /** In the API: a string, a number, or both languages by {@code zh} and {@code en}; absent for nothing. */
    @Nullable
    Object json();

    /** On a page and in an export. */
    Cell cell(Texts texts);

    /** Words; the same in both languages where they have no other form. */
    record Words(String chinese, String english) implements ConsentValue {
        /** Both languages. */
        public record Both(String zh, String en) {}

        @Override
        public Object json() {
            return chinese.equals(english) ? chinese : new Both(chinese, english);
        }

        @Override
        public Cell cell(Texts texts) {
            return Cell.of(texts.english() ? english : chinese);
        }
    }

    /** A day. */
    record Day(LocalDate day) implements ConsentValue {
        @Override
        public Object json() {
            return day.toString();
        }

        @Override
        public Cell cell(Texts texts) {
            return Cell.of(day.toString());
        }
    }

    /** A month. */
    record Month(YearMonth month) implements ConsentValue {
        @Override
        public Object json() {
            return month.toString();
        }

        @Override
        public Cell cell(Texts texts) {
            return Cell.of(month.toString());
        }
    }

    /** A number, in the unit that its column's head or a column beside it says. */
    record Amount(BigDecimal amount) implements ConsentValue {
        private static final int DIGITS = 6;

        @Override
        public Object json() {
            return amount;
        }

        @Override
        public Cell cell(Texts texts) {
            NumberFormat format = NumberFormat.getNumberInstance(texts.locale());
            format.setMaximumFractionDigits(DIGITS);
            return new Cell(format.format(amount), amount, null, null);
        }
    }

    /** Nothing is known. */
    record Nothing() implements ConsentValue {
        @Override
        public @Nullable Object json() {
            return null;
        }

        @Override
        public Cell cell(Texts texts) {
            return Cell.of("");
        }
    }

    /** The same in every language; nothing where it is absent or empty. */
    static ConsentValue of(@Nullable String text) {
        return text == null || text.isEmpty() ? new Nothing() : new Words(text, text);
    }

    /** Words in both languages. */
    static ConsentValue of(String chinese, String english) {
        return new Words(chinese, english);
    }

    /** A count. */
    static ConsentValue of(long count) {
        return new Amount(BigDecimal.valueOf(count));
    }
}
