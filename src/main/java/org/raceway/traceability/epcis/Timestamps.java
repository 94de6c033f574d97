package org.raceway.traceability.epcis;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RFC 3339 date-times. */
final class Timestamps {
    private Timestamps() {}

    /** Whether the text is a {@code date-time} of RFC 3339, a leap second at the end of June or December included. */
    static boolean isDateTime(String text) {
        if (text.length() < 20 || !shape(text, "0000-00-00T00:00:00")) {
            return false;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = digits(text, 17, 2);
        if (month < 1
                || month > 12
                || day < 1
                || (day > 28 && day > YearMonth.of(year, month).lengthOfMonth())) {
            return false;
        }
        if (hour > 23 || minute > 59 || second > 60) {
            return false;
        }
        int zone = endOfFraction(text);
        if (zone < 0) {
            return false;
        }
        int offsetMinutes = 0;
        char mark = text.charAt(zone);
        if (mark == 'Z' || mark == 'z') {
            if (zone + 1 != text.length()) {
                return false;
            }
        } else {
            if (zone + 6 != text.length() || (mark != '+' && mark != '-') || text.charAt(zone + 3) != ':') {
                return false;
            }
            int hours = digits(text, zone + 1, 2);
            int minutes = digits(text, zone + 4, 2);
            if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
                return false;
            }
            offsetMinutes = (mark == '-' ? -1 : 1) * (hours * 60 + minutes);
        }
        return second < 60 || isLeapSecond(year, month, day, hour * 60 + minute - offsetMinutes);
    }

    /** Whether the text is an {@code eventTimeZoneOffset}: {@code +hh:mm} or {@code -hh:mm}, at most 14:00. */
    static boolean isOffset(String text) {
        if (text.length() != 6 || text.charAt(3) != ':' || (text.charAt(0) != '+' && text.charAt(0) != '-')) {
            return false;
        }
        int hours = digits(text, 1, 2);
        int minutes = digits(text, 4, 2);
        return hours >= 0 && minutes >= 0 && minutes <= 59 && (hours <= 13 || (hours == 14 && minutes == 0));
    }

    private static boolean isLeapSecond(int year, int month, int day, int minutesInUtc) {
        if (Math.floorMod(minutesInUtc, 1440) != 1439) {
            return false;
        }
        var date = YearMonth.of(year, month).atDay(day).plusDays(Math.floorDiv(minutesInUtc, 1440));
        return (date.getMonthValue() == 6 && date.getDayOfMonth() == 30)
                || (date.getMonthValue() == 12 && date.getDayOfMonth() == 31);
    }

    /** The time; absent for a leap second or an offset that {@link OffsetDateTime} cannot hold. */
    static @Nullable OffsetDateTime parse(String text) {
        try {
            int zone = endOfFraction(text);
            if (zone < 0) {
                return null;
            }
            int nanos = 0;
            if (zone > 19) {
                int scale = 100_000_000;
                for (int i = 20; i < zone && scale > 0; i++, scale /= 10) {
                    nanos += (text.charAt(i) - '0') * scale;
                }
            }
            ZoneOffset offset = ZoneOffset.UTC;
            char mark = text.charAt(zone);
            if (mark != 'Z' && mark != 'z') {
                int sign = mark == '-' ? -1 : 1;
                offset = ZoneOffset.ofHoursMinutes(sign * digits(text, zone + 1, 2), sign * digits(text, zone + 4, 2));
            }
            return OffsetDateTime.of(
                    digits(text, 0, 4),
                    digits(text, 5, 2),
                    digits(text, 8, 2),
                    digits(text, 11, 2),
                    digits(text, 14, 2),
                    digits(text, 17, 2),
                    nanos,
                    offset);
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    /** The time with seconds always, and as many digits of fraction as it has in threes. */
    static String format(OffsetDateTime time) {
        StringBuilder text = new StringBuilder(35);
        pad(text, time.getYear(), 4).append('-');
        pad(text, time.getMonthValue(), 2).append('-');
        pad(text, time.getDayOfMonth(), 2).append('T');
        pad(text, time.getHour(), 2).append(':');
        pad(text, time.getMinute(), 2).append(':');
        pad(text, time.getSecond(), 2);
        int nanos = time.getNano();
        if (nanos != 0) {
            text.append('.');
            if (nanos % 1_000_000 == 0) {
                pad(text, nanos / 1_000_000, 3);
            } else if (nanos % 1_000 == 0) {
                pad(text, nanos / 1_000, 6);
            } else {
                pad(text, nanos, 9);
            }
        }
        return text.append(time.getOffset().getId()).toString();
    }

    private static StringBuilder pad(StringBuilder text, int value, int width) {
        String digits = Integer.toString(value);
        for (int i = digits.length(); i < width; i++) {
            text.append('0');
        }
        return text.append(digits);
    }

    private static boolean shape(String text, String shape) {
        for (int i = 0; i < shape.length(); i++) {
            char expected = shape.charAt(i);
            char c = text.charAt(i);
            boolean fits = switch (expected) {
                case '0' -> c >= '0' && c <= '9';
                case 'T' -> c == 'T' || c == 't';
                default -> c == expected;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Where the zone starts, or -1. */
    private static int endOfFraction(String text) {
        int i = 19;
        if (i < text.length() && text.charAt(i) == '.') {
            i++;
            while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                i++;
            }
            if (i == 20) {
                return -1;
            }
        }
        return i < text.length() ? i : -1;
    }

    private static int digits(String text, int start, int count) {
        int value = 0;
        for (int i = start; i < start + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** The latest time that the events themselves know of, so that the same events make the same document. */
    static OffsetDateTime latest(List<Event> events) {
        OffsetDateTime latest = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        for (Event event : events) {
            OffsetDateTime recorded = event.recordTime();
            OffsetDateTime time = recorded == null ? event.eventTime() : recorded;
            if (time.isAfter(latest)) {
                latest = time;
            }
        }
        return latest;
    }
}
