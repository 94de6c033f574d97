package org.raceway.traceability.epcis;

import java.net.URI;
import java.net.URISyntaxException;

/** Whether a string is an absolute URI (RFC 3986). */
final class Uris {
    private static final boolean[] PLAIN = new boolean[128];

    static {
        String marks = "-._~:/?#@!$&'()*+,;=";
        for (char c = 'a'; c <= 'z'; c++) {
            PLAIN[c] = true;
            PLAIN[Character.toUpperCase(c)] = true;
        }
        for (char c = '0'; c <= '9'; c++) {
            PLAIN[c] = true;
        }
        for (int i = 0; i < marks.length(); i++) {
            PLAIN[marks.charAt(i)] = true;
        }
    }

    private Uris() {}

    static boolean isAbsolute(String text) {
        int length = text.length();
        int colon = scheme(text);
        if (colon <= 0) {
            return false;
        }
        if (colon + 1 == length) {
            return true;
        }
        boolean hash = false;
        for (int i = colon + 1; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 128) {
                return false;
            }
            if (!PLAIN[c] || (c == '#' && hash)) {
                return isAbsoluteByGrammar(text);
            }
            hash |= c == '#';
        }
        if (text.charAt(colon + 1) == '#') {
            return isAbsoluteByGrammar(text);
        }
        if (text.startsWith("//", colon + 1)) {
            // RFC 3986 lets a host be empty.
            return length == colon + 3 || plainHost(text, colon + 3) || isAbsoluteByGrammar(text);
        }
        return true;
    }

    /** The index of the colon after a well-formed scheme, or -1. */
    private static int scheme(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                return i;
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!letter && !(other && i > 0)) {
                return -1;
            }
        }
        return -1;
    }

    /** Whether a host of letters, digits, dots and hyphens stands there: no user, no port, nothing to judge by grammar. */
    private static boolean plainHost(String text, int start) {
        int i = start;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                break;
            }
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '-') {
                return false;
            }
            i++;
        }
        return i > start;
    }

    private static boolean isAbsoluteByGrammar(String text) {
        try {
            URI uri = new URI(text);
            String query = uri.getRawQuery();
            return uri.isAbsolute()
                    && text.chars().allMatch(c -> c < 127)
                    && (query == null || (query.indexOf('[') < 0 && query.indexOf(']') < 0));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
