package org.raceway.traceability;

/** PostgreSQL's text has no NUL character and its JSON no lone surrogate; both become the replacement character. */
final class Storable {
    private static final char REPLACEMENT = '\ufffd';

    private Storable() {}

    static String text(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(value);
            }
        }
        return value;
    }

    /** JSON may hide both behind an escape. */
    static String json(String json) {
        String text = text(json);
        return text.contains("\\u0000") ? text.replace("\\u0000", "\\ufffd") : text;
    }

    private static String replaced(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                text.append(c).append(value.charAt(++i));
            } else {
                text.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return text.toString();
    }
}
