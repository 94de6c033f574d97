package org.raceway.traceability;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.GcpLengths;
import org.raceway.identifiers.gs1.Gs1Identifiers;

/**
 * A pure identity pattern (EPC Tag Data Standard 2.0 clause 8) such as {@code urn:epc:idpat:sgtin:9521110.*.*}, or the
 * same for lots, {@code urn:epc:class:lgtin:9521110.000001.*}. It matches an identifier in any form, as clause 8.2.7.1.1
 * of EPCIS 2.0 wants it.
 *
 * @param start what an identifier's URN begins with where the pattern is of instances
 * @param classStart what it begins with where the pattern is of classes
 * @param parts between the dots; an asterisk stands for all
 */
record EpcPattern(String start, String classStart, List<String> parts) {
    private static final String IDENTITY = "urn:epc:idpat:";
    private static final String LOT = "urn:epc:class:lgtin:";
    private static final String ANY = "*";

    private static final Map<String, Integer> PARTS = Map.ofEntries(
            Map.entry("sgtin", 3),
            Map.entry("lgtin", 3),
            Map.entry("sscc", 2),
            Map.entry("sgln", 3),
            Map.entry("pgln", 2),
            Map.entry("grai", 3),
            Map.entry("giai", 2),
            Map.entry("gsrn", 2),
            Map.entry("gsrnp", 2),
            Map.entry("gdti", 3),
            Map.entry("cpi", 3),
            Map.entry("sgcn", 3),
            Map.entry("ginc", 2),
            Map.entry("gsin", 2),
            Map.entry("itip", 5),
            Map.entry("upui", 3),
            Map.entry("gid", 3),
            Map.entry("usdod", 2),
            Map.entry("adi", 3));

    EpcPattern {
        parts = List.copyOf(parts);
    }

    static boolean isPattern(String uri) {
        return uri.startsWith(IDENTITY) || (uri.startsWith(LOT) && uri.endsWith("." + ANY));
    }

    /** The pattern; nothing where the scheme has no such pattern: an asterisk may only be followed by asterisks. */
    static @Nullable EpcPattern of(String uri) {
        boolean lot = uri.startsWith(LOT);
        int schemeEnd = uri.indexOf(':', IDENTITY.length());
        if (!lot && schemeEnd < 0) {
            return null;
        }
        String scheme = lot ? "lgtin" : uri.substring(IDENTITY.length(), schemeEnd);
        Integer count = PARTS.get(scheme);
        if (count == null) {
            return null;
        }
        List<String> parts =
                List.of(uri.substring(lot ? LOT.length() : schemeEnd + 1).split("\\.", count));
        int any = parts.indexOf(ANY);
        boolean open = any >= 0 && parts.subList(any, parts.size()).stream().anyMatch(part -> !part.equals(ANY));
        if (parts.size() != count || open) {
            return null;
        }
        return new EpcPattern(
                "urn:epc:id:" + scheme + ":", scheme.equals("lgtin") ? LOT : IDENTITY + scheme + ":", parts);
    }

    /** Whether an instance's identifier matches. */
    boolean matches(String identifier) {
        return matches(start, urn(identifier));
    }

    /** Whether a class's identifier matches; only an asterisk matches its asterisk. */
    boolean matchesClass(String identifier) {
        return matches(classStart, urn(identifier));
    }

    private boolean matches(String begin, String urn) {
        if (!urn.startsWith(begin)) {
            return false;
        }
        String[] sent = urn.substring(begin.length()).split("\\.", parts.size());
        if (sent.length != parts.size()) {
            return false;
        }
        for (int i = 0; i < sent.length; i++) {
            if (!parts.get(i).equals(ANY) && !parts.get(i).equals(sent[i])) {
                return false;
            }
        }
        return true;
    }

    /** The identifier as a URN; a Digital Link's company prefix is taken to be as long as the pattern's. */
    private String urn(String identifier) {
        if (identifier.startsWith("urn:")) {
            return identifier;
        }
        String prefix = parts.getFirst();
        GcpLengths lengths = prefix.equals(ANY)
                ? digits -> OptionalInt.of(Math.min(7, digits.length()))
                : digits -> digits.startsWith(prefix) ? OptionalInt.of(prefix.length()) : OptionalInt.empty();
        return Gs1Identifiers.urn(Gs1Identifiers.canonical(identifier), lengths);
    }
}
