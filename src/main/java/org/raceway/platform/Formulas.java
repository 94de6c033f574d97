package org.raceway.platform;

import java.util.regex.Pattern;

/**
 * Keeps text from being read as a formula by a spreadsheet that opens an export (OWASP ASVS 5.0, 1.2.10). What begins like a formula, also
 * in the full-width forms that Excel takes for the same, gets an apostrophe before it. A plain negative number is no formula.
 */
public final class Formulas {
    private static final String BEGINNINGS = "=+-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20";
    /** What a spreadsheet drops before it looks at the text, and the apostrophe, so that one can be told from our own. */
    private static final String SKIPPED = " \u00A0\u3000'";

    private static final Pattern NEGATIVE_NUMBER = Pattern.compile("-\\d{1,15}(\\.\\d{1,15})?");

    private Formulas() {}

    /** The text as it may stand in a cell. */
    public static String inert(String text) {
        return beginsFormula(text) ? "'" + text : text;
    }

    /** The text that {@link #inert} was given. */
    public static String original(String text) {
        return text.startsWith("'") && beginsFormula(text.substring(1)) ? text.substring(1) : text;
    }

    private static boolean beginsFormula(String text) {
        int at = 0;
        while (at < text.length() && SKIPPED.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length()
                && BEGINNINGS.indexOf(text.charAt(at)) >= 0
                && !NEGATIVE_NUMBER.matcher(text).matches();
    }
}
