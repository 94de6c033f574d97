package org.raceway.traceability;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.platform.Page;

/** What people type or scan into a search field, as the URI that it stands for. */
final class SearchedIdentifier {
    /** As printed under a code: {@code (01)09521234543213(10)A1(21)7}. */
    private static final Pattern BRACKETED = Pattern.compile("\\(([0-9]{2,4})\\)([^()]+)");

    private SearchedIdentifier() {}

    /**
     * A URI: the text itself if it has a scheme, a Digital Link for bracketed element strings, for an SSCC and for a GTIN
     * with or without what follows it.
     */
    static String uri(String typed) {
        String text = typed.strip();
        if (text.startsWith("(")) {
            StringBuilder link = new StringBuilder("https://id.gs1.org");
            Matcher parts = BRACKETED.matcher(text.replace(" ", ""));
            while (parts.find()) {
                link.append('/').append(parts.group(1)).append('/').append(Page.encode(parts.group(2)));
            }
            return link.toString();
        }
        if (text.matches("[0-9]{18}") && Gs1Identifiers.isSscc(text)) {
            return Gs1Identifiers.logisticUnit(text);
        }
        if (text.matches("[0-9]{8}|[0-9]{12,14}") && Gs1Identifiers.isGtin(text)) {
            return Gs1Identifiers.tradeItem("0".repeat(14 - text.length()) + text);
        }
        if (text.startsWith("/01/") || text.startsWith("/00/")) {
            return "https://id.gs1.org" + text;
        }
        if (text.matches("0[01]/[0-9].*")) {
            return "https://id.gs1.org/" + text;
        }
        return text;
    }
}
