package org.raceway.cards;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.KeyReading;

/** What a scanner or a person gives: a Digital Link, an EPC URN, or a GS1 element string as a Data Matrix holds it or as it is printed. */
final class CodeText {
    private static final char SEPARATOR = '\u001d';
    private static final Pattern PRINTED = Pattern.compile(
            "\\(01\\)\\s*([0-9]{14})\\s*(?:\\(10\\)\\s*([^(\\s]{1,20}))?\\s*(?:\\(21\\)\\s*([^(\\s]{1,20}))?\\s*");
    private static final Pattern LOT = Pattern.compile(".*/01/([0-9]{14})/10/([^/]+)");

    private CodeText() {}

    /** The canonical identifier of a lot or a unit; empty for anything else, such as a bare lot number. */
    static Optional<String> thing(String text) {
        String typed = text.strip();
        if (typed.contains("://") || typed.startsWith("urn:")) {
            return Gs1Identifiers.read(typed) instanceof KeyReading.Key key
                    ? lotOrUnit(key.canonical())
                    : Optional.empty();
        }
        Matcher printed = PRINTED.matcher(typed);
        if (printed.matches()) {
            return of(printed.group(1), printed.group(2), printed.group(3));
        }
        return elements(typed);
    }

    private static Optional<String> elements(String typed) {
        String rest = typed.replaceFirst("^\\]([dQCe])[0-9]", "").replaceFirst("^" + SEPARATOR, "");
        if (rest.length() < 18
                || !rest.startsWith("01")
                || !rest.substring(2, 16).matches("[0-9]{14}")) {
            return Optional.empty();
        }
        String gtin = rest.substring(2, 16);
        String lot = null;
        String serial = null;
        for (String element : rest.substring(16).split(String.valueOf(SEPARATOR), -1)) {
            if (element.startsWith("10")) {
                lot = element.substring(2);
            } else if (element.startsWith("21")) {
                serial = element.substring(2);
            }
        }
        return of(gtin, lot, serial);
    }

    private static Optional<String> of(String gtin, @Nullable String lot, @Nullable String serial) {
        if (!Gs1Identifiers.isGtin(gtin)) {
            return Optional.empty();
        }
        try {
            return serial != null
                    ? Optional.of(Gs1Identifiers.unit(gtin, serial))
                    : lot != null ? Optional.of(Gs1Identifiers.lotOf(gtin, lot)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> lotOrUnit(String canonical) {
        return canonical.contains("/10/") || canonical.contains("/21/") ? Optional.of(canonical) : Optional.empty();
    }

    /** The lot number in a lot's identifier; the identifier itself for anything else. */
    static String shown(String thing) {
        Matcher lot = LOT.matcher(thing);
        return lot.matches() ? URLDecoder.decode(lot.group(2), StandardCharsets.UTF_8) : thing;
    }

    /** Whether it is a lot and not a unit. */
    static boolean isLot(String thing) {
        return LOT.matcher(thing).matches();
    }
}
