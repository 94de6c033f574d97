package org.raceway.traceability;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.KeyProblem;

/**
 * What somebody typed, pasted or scanned: a URN, a GS1 Digital Link under any domain or without one, an element string
 * such as {@code (01)09506000134352(10)A1}, a bare GTIN or SSCC.
 *
 * @param id canonical identifier
 * @param problem why it cannot be an identifier; absent for a good one
 */
record Question(String id, @Nullable KeyProblem problem) {
    private static final Pattern ELEMENT_STRING =
            Pattern.compile("\\(01\\)(\\d{14})(?:\\(10\\)([^(]{1,20}))?(?:\\(21\\)([^(]{1,20}))?");
    private static final Pattern LOGISTIC_UNIT = Pattern.compile("(?:\\(00\\))?(\\d{18})");
    private static final Pattern TRADE_ITEM = Pattern.compile("\\d{8}|\\d{12,14}");
    private static final String HOME = "https://id.gs1.org";

    static Question of(String typed) {
        String text = typed.strip();
        Matcher element = ELEMENT_STRING.matcher(text);
        Matcher logistic = LOGISTIC_UNIT.matcher(text);
        if (element.matches()) {
            String lot = element.group(2);
            String serial = element.group(3);
            text = HOME + "/01/" + element.group(1) + (lot == null ? "" : "/10/" + encoded(lot))
                    + (serial == null ? "" : "/21/" + encoded(serial));
        } else if (logistic.matches()) {
            text = HOME + "/00/" + logistic.group(1);
        } else if (TRADE_ITEM.matcher(text).matches()) {
            text = HOME + "/01/" + "0".repeat(14 - text.length()) + text;
        } else if (text.startsWith("/01/") || text.startsWith("/00/")) {
            text = HOME + text;
        } else if (text.startsWith("01/") || text.startsWith("00/")) {
            text = HOME + "/" + text;
        }
        return new Question(Gs1Identifiers.canonical(text), Gs1Identifiers.problem(text));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
