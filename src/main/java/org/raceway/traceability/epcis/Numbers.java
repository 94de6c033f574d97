package org.raceway.traceability.epcis;

import java.math.BigDecimal;

/** Numbers as an event hash writes them: the shortest decimal form of the double, without a fraction of zero. */
final class Numbers {
    private Numbers() {}

    static String shortest(BigDecimal number) {
        if (number.precision() <= 15) {
            BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            int exponent = stripped.precision() - stripped.scale() - 1;
            if (exponent >= -4 && exponent < 15) {
                return stripped.toPlainString();
            }
        }
        return shortest(number.doubleValue(), number.toString());
    }

    /** The number that a text holds, or the text where it holds none. */
    static String shortest(String text) {
        int length = text.length();
        int at = 0;
        char first = text.charAt(0);
        if (first == '-' || first == '+') {
            at++;
        }
        int whole = at;
        while (at < length && isDigit(text.charAt(at))) {
            at++;
        }
        int digits = at - whole;
        if (at == length && digits > 0 && digits <= 15 && whole == 0 && (first != '0' || digits == 1)) {
            return text;
        }
        if (at < length && text.charAt(at) == '.') {
            at++;
            int fraction = at;
            while (at < length && isDigit(text.charAt(at))) {
                at++;
            }
            digits += at - fraction;
        }
        if (digits == 0) {
            return text;
        }
        if (at < length && (text.charAt(at) | 32) == 'e') {
            at++;
            if (at < length && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            int exponent = at;
            while (at < length && isDigit(text.charAt(at))) {
                at++;
            }
            if (at == exponent) {
                return text;
            }
        }
        return at == length ? shortest(Double.parseDouble(text), text) : text;
    }

    private static String shortest(double number, String text) {
        if (Double.isInfinite(number)) {
            return text;
        }
        if (number == Math.rint(number)) {
            return Math.abs(number) < 1e18
                    ? Long.toString((long) number)
                    : new BigDecimal(number).toBigInteger().toString();
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4) {
            return decimal.toPlainString();
        }
        String digits = decimal.unscaledValue().abs().toString();
        return (decimal.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent > -10 ? "e-0" : "e-")
                + -exponent;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
