package org.raceway.audit;

import org.jspecify.annotations.Nullable;

/**
 * Personal data as pages show it: enough to recognise what one knows already, too little to learn it. Everything that a page shows
 * of a person other than the reader goes through here.
 */
public final class Masked {
    private static final String HIDDEN = "***";
    private static final int PHONE_HEAD = 3;
    private static final int PHONE_TAIL = 4;
    private static final int SHORTEST_PHONE = 11;

    private Masked() {}

    /** {@code 138****1234}; a country code stays, {@code +86 138****1234}. Shorter numbers show their last two digits. */
    public static String phone(@Nullable String phone) {
        if (phone == null || phone.isBlank()) {
            return "";
        }
        String bare = phone.strip();
        String country = "";
        if (bare.startsWith("+86") || bare.startsWith("0086")) {
            country = "+86 ";
            bare = bare.substring(bare.startsWith("+") ? 3 : 4);
        }
        String digits = bare.replaceAll("[^0-9]", "");
        if (digits.length() < SHORTEST_PHONE) {
            return country + "****" + last(digits, digits.length() > PHONE_TAIL ? 2 : 0);
        }
        return country
                + digits.substring(0, PHONE_HEAD)
                + "*".repeat(digits.length() - PHONE_HEAD - PHONE_TAIL)
                + last(digits, PHONE_TAIL);
    }

    /** {@code l***@x.cn}. */
    public static String email(@Nullable String email) {
        if (email == null || email.isBlank()) {
            return "";
        }
        String bare = email.strip();
        int at = bare.lastIndexOf('@');
        return at < 1 ? HIDDEN : first(bare) + HIDDEN + bare.substring(at);
    }

    /** {@code 王*明}, {@code 李*}; of a name in letters the first one of each word, {@code W*** M***}. */
    public static String name(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return "";
        }
        String bare = name.strip();
        if (bare.codePoints().allMatch(point -> point < 0x2E80)) {
            StringBuilder words = new StringBuilder();
            for (String word : bare.split("\\s+")) {
                words.append(words.isEmpty() ? "" : " ").append(first(word)).append(HIDDEN);
            }
            return words.toString();
        }
        int[] points = bare.codePoints().toArray();
        if (points.length == 1) {
            return "*";
        }
        StringBuilder masked = new StringBuilder().appendCodePoint(points[0]);
        masked.append("*".repeat(Math.max(1, points.length - 2)));
        return points.length == 2
                ? masked.toString()
                : masked.appendCodePoint(points[points.length - 1]).toString();
    }

    /** An identity card's or passport's number: the first and the last character, {@code 1****************X}. */
    public static String identityNumber(@Nullable String number) {
        if (number == null || number.isBlank()) {
            return "";
        }
        String bare = number.strip();
        return bare.length() < 3 ? HIDDEN : first(bare) + "*".repeat(bare.length() - 2) + last(bare, 1);
    }

    /** A network address: {@code 203.0.113.***}, {@code 2001:db8:***}. */
    public static String address(@Nullable String address) {
        if (address == null || address.isBlank()) {
            return "";
        }
        String[] parts = address.strip().split("[.:]", -1);
        if (address.indexOf(':') < 0) {
            return parts.length == 4 ? parts[0] + "." + parts[1] + "." + parts[2] + "." + HIDDEN : HIDDEN;
        }
        return parts[0].isEmpty() ? HIDDEN : parts[0] + ":" + parts[1] + ":" + HIDDEN;
    }

    private static String first(String text) {
        return text.substring(0, text.offsetByCodePoints(0, 1));
    }

    private static String last(String text, int count) {
        return text.substring(text.length() - count);
    }
}
