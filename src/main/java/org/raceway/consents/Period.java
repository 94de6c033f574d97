package org.raceway.consents;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The days that data is about, in the cluster's time zone.
 *
 * @param to inclusive
 */
public record Period(LocalDate from, LocalDate to) {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** The longest period of a consent, in days. */
    public static final int LONGEST_DAYS = 3_660;

    public Period {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a period ends on or after the day on which it begins");
        }
        if (ChronoUnit.DAYS.between(from, to) >= LONGEST_DAYS) {
            throw new IllegalArgumentException("a period has at most " + LONGEST_DAYS + " days");
        }
    }

    /** A whole month. */
    public static Period month(YearMonth month) {
        return new Period(month.atDay(1), month.atEndOfMonth());
    }

    /** Its first moment. */
    public Instant start() {
        return from.atStartOfDay(ZONE).toInstant();
    }

    /** Its end, exclusive. */
    public Instant end() {
        return endOf(to);
    }

    /** How many days. */
    public long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** Whether the other lies in it. */
    public boolean covers(Period other) {
        return !other.from.isBefore(from) && !other.to.isAfter(to);
    }

    /** The end of a day, exclusive. */
    static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZONE).toInstant();
    }

    /** The day of a moment. */
    static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }
}
