package org.raceway.traceability.epcis;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The simple types of XML Schema 1.0 part 2 that EPCIS documents use, or name in {@code xsi:type}. */
final class XmlSimpleType implements XmlType {
    static final String XSD = "http://www.w3.org/2001/XMLSchema";

    /** Decides about a value whose white space has been collapsed where the type asks for it. */
    @FunctionalInterface
    interface Lexical {
        boolean accepts(String value);
    }

    private final String namespace;
    private final String name;
    private final @Nullable XmlSimpleType base;
    private final Lexical lexical;

    /** Whether white space is part of the value. */
    private final boolean preservesSpace;

    /**
     * @param name of a built-in type, or of an EPCIS type that restricts one
     * @param base the type it restricts; absent for the type of all simple types
     */
    XmlSimpleType(String namespace, String name, @Nullable XmlSimpleType base, Lexical lexical) {
        this.namespace = namespace;
        this.name = name;
        this.base = base;
        this.lexical = lexical;
        this.preservesSpace = base == null
                || (namespace.equals(XSD) && name.equals("string"))
                || (base.base != null && base.preservesSpace);
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public String name() {
        return name;
    }

    Lexical lexical() {
        return lexical;
    }

    private static final Pattern DATE_TIME_STAMP =
            Pattern.compile("[0-9]{4}-(?:1[0-2]|0[1-9])-(?:3[01]|0[1-9]|[12][0-9])"
                    + "T(?:2[0-3]|[01][0-9]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?"
                    + "(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))");
    private static final Pattern DATE_TIME =
            Pattern.compile("-?(?:[1-9][0-9]{4,8}|[0-9]{4})-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?"
                    + "(?:Z|[+-][0-9]{2}:[0-9]{2})?");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DOUBLE =
            Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|-?INF|NaN");
    private static final Pattern HEX = Pattern.compile("(?:[0-9A-Fa-f]{2})*");

    static final XmlSimpleType ANY_SIMPLE = builtIn("anySimpleType", null, value -> true);
    static final XmlSimpleType STRING = builtIn("string", ANY_SIMPLE, value -> true);
    static final XmlSimpleType ANY_URI = builtIn("anyURI", ANY_SIMPLE, XmlSimpleType::isAnyUri);
    static final XmlSimpleType DATE_TIME_TYPE = builtIn("dateTime", ANY_SIMPLE, XmlSimpleType::isDateTime);
    static final XmlSimpleType DECIMAL_TYPE =
            builtIn("decimal", ANY_SIMPLE, value -> DECIMAL.matcher(value).matches());
    static final XmlSimpleType INTEGER_TYPE =
            builtIn("integer", DECIMAL_TYPE, value -> INTEGER.matcher(value).matches());
    static final XmlSimpleType DOUBLE_TYPE =
            builtIn("double", ANY_SIMPLE, value -> DOUBLE.matcher(value).matches());
    static final XmlSimpleType FLOAT_TYPE =
            builtIn("float", ANY_SIMPLE, value -> DOUBLE.matcher(value).matches());
    static final XmlSimpleType BOOLEAN_TYPE = builtIn(
            "boolean",
            ANY_SIMPLE,
            value -> value.equals("true") || value.equals("false") || value.equals("1") || value.equals("0"));
    static final XmlSimpleType HEX_BINARY =
            builtIn("hexBinary", ANY_SIMPLE, value -> HEX.matcher(value).matches());
    static final XmlSimpleType LONG_TYPE =
            builtIn("long", INTEGER_TYPE, value -> inRange(value, Long.MIN_VALUE, Long.MAX_VALUE));
    static final XmlSimpleType INT_TYPE =
            builtIn("int", LONG_TYPE, value -> inRange(value, Integer.MIN_VALUE, Integer.MAX_VALUE));

    private static final Map<String, XmlSimpleType> BUILT_IN = new HashMap<>();

    static {
        for (XmlSimpleType type : new XmlSimpleType[] {
            ANY_SIMPLE,
            STRING,
            ANY_URI,
            DATE_TIME_TYPE,
            DECIMAL_TYPE,
            INTEGER_TYPE,
            DOUBLE_TYPE,
            FLOAT_TYPE,
            BOOLEAN_TYPE,
            HEX_BINARY,
            LONG_TYPE,
            INT_TYPE,
            builtIn("short", INT_TYPE, value -> inRange(value, Short.MIN_VALUE, Short.MAX_VALUE)),
            builtIn(
                    "nonNegativeInteger",
                    INTEGER_TYPE,
                    value -> INTEGER.matcher(value).matches() && signum(value) >= 0),
            builtIn(
                    "positiveInteger",
                    INTEGER_TYPE,
                    value -> INTEGER.matcher(value).matches() && signum(value) > 0),
            builtIn("normalizedString", STRING, value -> true),
            builtIn("token", STRING, value -> true),
            builtIn("date", ANY_SIMPLE, XmlSimpleType::isDate),
        }) {
            BUILT_IN.put(type.name, type);
        }
    }

    private static XmlSimpleType builtIn(String name, @Nullable XmlSimpleType base, Lexical lexical) {
        return new XmlSimpleType(XSD, name, base, lexical);
    }

    static @Nullable XmlSimpleType builtIn(String name) {
        return BUILT_IN.get(name);
    }

    /** EPCIS 2.0's time with a mandatory offset. */
    static XmlSimpleType dateTimeStamp(String namespace) {
        return new XmlSimpleType(
                namespace,
                "DateTimeStamp",
                DATE_TIME_TYPE,
                value -> DATE_TIME_STAMP.matcher(value).matches() && isDateTime(value));
    }

    boolean accepts(String raw) {
        return lexical.accepts(normalise(raw));
    }

    /** White space as the type's {@code whiteSpace} facet treats it. */
    String normalise(String raw) {
        if (preservesSpace) {
            return raw;
        }
        return collapse(raw);
    }

    boolean derivesFrom(XmlSimpleType ancestor) {
        for (XmlSimpleType type = this; type != null; type = type.base) {
            if (type.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }

    static String collapse(String raw) {
        int length = raw.length();
        boolean clean = true;
        for (int i = 0; i < length; i++) {
            char c = raw.charAt(i);
            if (isSpace(c) && (c != ' ' || i == 0 || i == length - 1 || isSpace(raw.charAt(i + 1)))) {
                clean = false;
                break;
            }
        }
        if (clean) {
            return raw;
        }
        StringBuilder collapsed = new StringBuilder(length);
        boolean space = false;
        for (int i = 0; i < length; i++) {
            char c = raw.charAt(i);
            if (isSpace(c)) {
                space = !collapsed.isEmpty();
            } else {
                if (space) {
                    collapsed.append(' ');
                    space = false;
                }
                collapsed.append(c);
            }
        }
        return collapsed.toString();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean inRange(String value, long low, long high) {
        if (!INTEGER.matcher(value).matches()) {
            return false;
        }
        try {
            long parsed = Long.parseLong(value);
            return parsed >= low && parsed <= high;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static int signum(String integer) {
        boolean zero = true;
        for (int i = 0; i < integer.length(); i++) {
            char c = integer.charAt(i);
            zero &= c == '0' || c == '+' || c == '-';
        }
        return zero ? 0 : integer.charAt(0) == '-' ? -1 : 1;
    }

    private static boolean isDate(String value) {
        return value.length() >= 10 && isDateTime(value.substring(0, 10) + "T00:00:00" + value.substring(10));
    }

    private static boolean isDateTime(String value) {
        if (!DATE_TIME.matcher(value).matches()) {
            return false;
        }
        int t = value.indexOf('T');
        int year = Integer.parseInt(value, value.charAt(0) == '-' ? 1 : 0, t - 6, 10);
        int month = Integer.parseInt(value, t - 5, t - 3, 10);
        int day = Integer.parseInt(value, t - 2, t, 10);
        int hour = Integer.parseInt(value, t + 1, t + 3, 10);
        int minute = Integer.parseInt(value, t + 4, t + 6, 10);
        int second = Integer.parseInt(value, t + 7, t + 9, 10);
        if (year == 0 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            return false;
        }
        if (minute > 59 || second > 59 || hour > 24) {
            return false;
        }
        int end = t + 9;
        boolean fraction = false;
        if (end < value.length() && value.charAt(end) == '.') {
            end++;
            while (end < value.length() && Character.isDigit(value.charAt(end))) {
                fraction |= value.charAt(end) != '0';
                end++;
            }
        }
        if (hour == 24 && (minute != 0 || second != 0 || fraction)) {
            return false;
        }
        if (end < value.length() && value.charAt(end) != 'Z') {
            int offsetHours = Integer.parseInt(value, end + 1, end + 3, 10);
            int offsetMinutes = Integer.parseInt(value, end + 4, end + 6, 10);
            return offsetMinutes <= 59 && (offsetHours < 14 || (offsetHours == 14 && offsetMinutes == 0));
        }
        return true;
    }

    private static int daysOf(int year, int month) {
        return switch (month) {
            case 4, 6, 9, 11 -> 30;
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            default -> 31;
        };
    }

    /**
     * An IRI reference, as schema processors check it: characters that a URI may not hold are taken as escaped, what
     * stays wrong is a broken escape, an empty scheme or scheme-specific part, brackets in a path and a second {@code #}.
     */
    private static boolean isAnyUri(String value) {
        int length = value.length();
        if (length == 0) {
            return true;
        }
        int index = 0;
        boolean scheme = false;
        int colon = value.indexOf(':');
        if (colon == 0) {
            return false;
        }
        if (colon > 0 && !containsAny(value, colon)) {
            if (!isScheme(value, colon) || colon == length - 1 || value.charAt(colon + 1) == '#') {
                return false;
            }
            scheme = true;
            index = colon + 1;
        }
        boolean opaque = scheme && value.charAt(index) != '/';
        if (!opaque && value.startsWith("//", index)) {
            if (index + 2 == length) {
                return false;
            }
            int end = index + 2;
            while (end < length && "/?#".indexOf(value.charAt(end)) < 0) {
                end++;
            }
            if (IPV6_AUTHORITY.matcher(value).region(index + 2, end).matches()) {
                index = end;
            }
        }
        boolean bracketsAllowed = opaque;
        boolean fragment = false;
        for (; index < length; index++) {
            char c = value.charAt(index);
            switch (c) {
                case '%' -> {
                    if (index + 2 >= length
                            || !isHexDigit(value.charAt(index + 1))
                            || !isHexDigit(value.charAt(index + 2))) {
                        return false;
                    }
                    index += 2;
                }
                case '?' -> bracketsAllowed = true;
                case '#' -> {
                    if (fragment) {
                        return false;
                    }
                    fragment = true;
                    bracketsAllowed = true;
                }
                case '[', ']' -> {
                    if (!bracketsAllowed) {
                        return false;
                    }
                }
                default -> {
                    // every other character is allowed, or is taken as escaped
                }
            }
        }
        return true;
    }

    private static final Pattern IPV6_AUTHORITY = Pattern.compile("(?:[^@\\[\\]]*@)?\\[[0-9A-Fa-f:.]+\\](?::[0-9]*)?");

    private static boolean containsAny(String value, int end) {
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                return true;
            }
        }
        return false;
    }

    private static boolean isScheme(String value, int end) {
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
