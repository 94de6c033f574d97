package org.raceway.audit;

import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in the one form that RFC 8785 (JSON Canonicalization Scheme) gives it: no white space, members sorted by their names' UTF-16
 * units, strings escaped only where they must be. Knows objects, strings and whole numbers; no more is in a digest.
 */
final class CanonicalJson {
    private static final String HEXADECIMAL = "0123456789abcdef";

    private CanonicalJson() {}

    /** Values are strings, integers, longs, or maps of such. */
    static String write(Map<String, ?> members) {
        StringBuilder text = new StringBuilder();
        object(members, text);
        return text.toString();
    }

    private static void object(Map<?, ?> members, StringBuilder text) {
        TreeMap<String, Object> sorted = new TreeMap<>();
        members.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        text.append('{');
        boolean first = true;
        for (Map.Entry<String, Object> member : sorted.entrySet()) {
            if (!first) {
                text.append(',');
            }
            first = false;
            string(member.getKey(), text);
            text.append(':');
            value(member.getValue(), text);
        }
        text.append('}');
    }

    private static void value(Object value, StringBuilder text) {
        switch (value) {
            case String string -> string(string, text);
            case Long number -> text.append(number.longValue());
            case Integer number -> text.append(number.intValue());
            case Map<?, ?> members -> object(members, text);
            default -> throw new IllegalArgumentException("not in a digest: " + value.getClass());
        }
    }

    private static void string(String string, StringBuilder text) {
        text.append('"');
        for (int place = 0; place < string.length(); place++) {
            char unit = string.charAt(place);
            switch (unit) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> {
                    if (unit < ' ') {
                        text.append("\\u00")
                                .append(HEXADECIMAL.charAt(unit >> 4))
                                .append(HEXADECIMAL.charAt(unit & 15));
                    } else {
                        text.append(unit);
                    }
                }
            }
        }
        text.append('"');
    }
}
