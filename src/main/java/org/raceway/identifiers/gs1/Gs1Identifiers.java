package org.raceway.identifiers.gs1;

import org.jspecify.annotations.Nullable;

/**
 * Recognises identifiers and gives every form of one key the same canonical form (EPC Tag Data Standard 2.0, GS1 Digital
 * Link URI Syntax, CBV 2.0 clause 8).
 */
public final class Gs1Identifiers {
    private Gs1Identifiers() {}

    /** The identifier in its canonical form; a URI that is no GS1 key is its own canonical form. */
    public static Identifier identify(String uri) {
        return new Identifier(uri, canonical(uri));
    }

    /** The canonical form alone. */
    public static String canonical(String uri) {
        return KeyReader.read(uri) instanceof KeyReading.Key key ? key.canonical() : uri;
    }

    /** What the URI is: a key of some type, a broken key, or no key. */
    public static KeyReading read(String uri) {
        return KeyReader.read(uri);
    }

    /** What is wrong with a URI that claims to be a GS1 key; nothing for a good key and for any other URI. */
    public static @Nullable KeyProblem problem(String uri) {
        return KeyReader.read(uri) instanceof KeyReading.Broken broken ? broken.problem() : null;
    }

    /** The EPC URN of a GS1 key in any form; a URI that has none, or whose company prefix isn't known, stays. */
    public static String urn(String uri, GcpLengths lengths) {
        if (uri.regionMatches(true, 0, "urn:", 0, 4) || !(KeyReader.read(uri) instanceof KeyReading.Key key)) {
            return uri;
        }
        String urn = UrnWriter.write(key, lengths);
        return urn == null ? uri : urn;
    }

    /** The canonical form of a trade item: {@code https://id.gs1.org/01/{gtin}}. */
    public static String tradeItem(String gtin) {
        return KeyReader.HOME + "01/" + padded(gtin);
    }

    /** The canonical form of a batch or lot of a trade item. */
    public static String lotOf(String gtin, String lot) {
        return tradeItem(gtin) + "/10/" + encoded(lot);
    }

    /** The canonical form of one unit of a trade item. */
    public static String unit(String gtin, String serial) {
        return tradeItem(gtin) + "/21/" + encoded(serial);
    }

    /** The canonical form of a logistic unit. */
    public static String logisticUnit(String sscc) {
        return KeyReader.HOME + "00/" + sscc;
    }

    /** The canonical form of a place. */
    public static String place(String gln) {
        return KeyReader.HOME + "414/" + gln;
    }

    /** The canonical form of a party. */
    public static String party(String gln) {
        return KeyReader.HOME + "417/" + gln;
    }

    /** Whether this is a GTIN of 8, 12, 13 or 14 digits with the right check digit. */
    public static boolean isGtin(String digits) {
        return switch (digits.length()) {
            case 8, 12, 13, 14 -> CheckDigits.valid(digits);
            default -> false;
        };
    }

    /** The GTIN in 14 digits, where leading zeros may be missing down to 8; absent where it is none. */
    public static @Nullable String gtin14(String digits) {
        String whole = padded(digits);
        return digits.length() >= 8 && isGtin(whole) ? whole : null;
    }

    /** Whether this is a GLN with the right check digit. */
    public static boolean isGln(String digits) {
        return digits.length() == 13 && CheckDigits.valid(digits);
    }

    /** Whether this is an SSCC with the right check digit. */
    public static boolean isSscc(String digits) {
        return digits.length() == 18 && CheckDigits.valid(digits);
    }

    private static String padded(String gtin) {
        return gtin.length() >= 14 ? gtin : "0".repeat(14 - gtin.length()) + gtin;
    }

    /** A value as a canonical Digital Link's path holds it. */
    private static String encoded(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Characters.has(c, Characters.SET_82)) {
                throw new IllegalArgumentException("a GS1 key can't hold: " + value);
            }
            if (Characters.has(c, Characters.UNRESERVED)) {
                out.append(c);
            } else {
                out.append('%').append(String.format("%02X", (int) c));
            }
        }
        return out.toString();
    }
}
