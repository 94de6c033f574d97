package org.raceway.scans;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.platform.ProblemException;

/** Canonical identifiers, as this room needs them. */
final class Codes {
    private static final String HOME = "https://id.gs1.org";
    private static final String GTIN = "/01/";
    private static final int GTIN_DIGITS = 14;
    private static final int LONGEST = 400;

    private Codes() {}

    /** The trade item of a unit or a lot; empty for boxes and other things. */
    static String productOf(String code) {
        int start = code.indexOf(GTIN);
        int end = start + GTIN.length() + GTIN_DIGITS;
        return start < 0 || code.length() < end
                ? ""
                : Gs1Identifiers.tradeItem(code.substring(start + GTIN.length(), end));
    }

    /** Whether the code stands on one piece. */
    static boolean isUnit(String code) {
        return code.contains(GTIN) && code.contains("/21/");
    }

    /** Whether what it stands on is in one place at a time: a unit, a box, an asset, but not a lot. */
    static boolean isMovable(String code) {
        return isUnit(code) || !code.contains(GTIN);
    }

    /** The address of its public page. */
    static String path(String code) {
        return code.startsWith(HOME) ? code.substring(HOME.length()) : code;
    }

    /** As people write it: {@code (01) 06901234567892 (21) 4711}. */
    static String shown(String code) {
        StringBuilder shown = new StringBuilder();
        String[] parts = path(code).substring(1).split("/", -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            shown.append(shown.isEmpty() ? "" : " ")
                    .append('(')
                    .append(parts[i])
                    .append(") ")
                    .append(URLDecoder.decode(parts[i + 1].replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return shown.toString();
    }

    /** A part of a code as it stands in canonical identifiers: {@code (21) 4711} is {@code /21/4711}. */
    static String typed(String part) {
        return part.strip().replaceAll("\\s*\\((\\d+)\\)\\s*", "/$1/");
    }

    /**
     * The identifier of what somebody typed: a Digital Link, its path, a URN.
     *
     * @throws ProblemException {@link ScansProblem#NO_CODE}
     */
    static String canonical(String typed) {
        String text = typed.strip();
        String link = text.startsWith("/") ? HOME + text : text;
        if (link.length() > LONGEST || link.isEmpty() || Gs1Identifiers.problem(link) != null) {
            throw new ProblemException(ScansProblem.NO_CODE);
        }
        return Gs1Identifiers.canonical(link);
    }

    /**
     * The identifier of a product: a GTIN, or its Digital Link.
     *
     * @throws ProblemException {@link ScansProblem#NO_CODE}
     */
    static String product(String typed) {
        String text = typed.strip();
        if (Gs1Identifiers.isGtin(text)) {
            return Gs1Identifiers.tradeItem(text);
        }
        String product = productOf(canonical(text));
        if (product.isEmpty()) {
            throw new ProblemException(ScansProblem.NO_CODE);
        }
        return product;
    }
}
