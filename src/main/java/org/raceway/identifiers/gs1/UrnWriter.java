package org.raceway.identifiers.gs1;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Writes a key in its canonical Digital Link form as an EPC URN (Tag Data Standard 2.0 clause 6.3). */
final class UrnWriter {
    private final String key;
    private final int value;
    private final GcpLengths lengths;

    private UrnWriter(String key, int value, GcpLengths lengths) {
        this.key = key;
        this.value = value;
        this.lengths = lengths;
    }

    /** The URN; nothing where the key has none or the company prefix isn't known. */
    static @Nullable String write(KeyReading.Key key, GcpLengths lengths) {
        String canonical = key.canonical();
        int value = canonical.indexOf('/', KeyReader.HOME.length()) + 1;
        return new UrnWriter(canonical, value, lengths).write(key.type());
    }

    private @Nullable String write(KeyType type) {
        return switch (type) {
            case GTIN -> item("urn:epc:idpat:sgtin:", ".*");
            case LGTIN -> item("urn:epc:class:lgtin:", "." + tail("/10/"));
            case SGTIN -> item("urn:epc:id:sgtin:", "." + tail("/21/"));
            case UPUI -> item("urn:epc:id:upui:", "." + tail("/235/"));
            case SSCC -> extended("urn:epc:id:sscc:", 17, "");
            case SGLN -> place();
            case PGLN -> key.length() == value + 13 ? split("urn:epc:id:pgln:", value, 12, "") : null;
            case GRAI_TYPE -> split("urn:epc:idpat:grai:", value + 1, 12, ".*");
            case GRAI -> split("urn:epc:id:grai:", value + 1, 12, "." + urnForm(value + 14, key.length()));
            case GDTI_TYPE -> split("urn:epc:idpat:gdti:", value, 12, ".*");
            case GDTI -> split("urn:epc:id:gdti:", value, 12, "." + urnForm(value + 13, key.length()));
            case GCN -> split("urn:epc:idpat:sgcn:", value, 12, ".*");
            case SGCN -> split("urn:epc:id:sgcn:", value, 12, "." + key.substring(value + 13));
            case GSRN -> key.length() == value + 18 ? split("urn:epc:id:gsrn:", value, 17, "") : null;
            case GSRNP -> key.length() == value + 18 ? split("urn:epc:id:gsrnp:", value, 17, "") : null;
            case GSIN -> split("urn:epc:id:gsin:", value, 16, "");
            case GIAI -> key.indexOf('/', value) < 0 ? open("urn:epc:id:giai:", key.length(), "") : null;
            case GINC -> open("urn:epc:id:ginc:", key.length(), "");
            case CPI_PART -> open("urn:epc:idpat:cpi:", key.length(), ".*");
            case CPI -> {
                int slash = key.indexOf('/', value);
                yield open("urn:epc:id:cpi:", slash, "." + key.substring(slash + "/8011/".length()));
            }
            case ITIP_TYPE -> item("urn:epc:idpat:itip:", piece() + ".*");
            case ITIP -> item("urn:epc:id:itip:", piece() + "." + tail("/21/"));
            case ITIP_LOT, GMN, PAYMENT_SLIP -> null;
        };
    }

    private @Nullable String place() {
        if (key.length() == value + 13) {
            return split("urn:epc:id:sgln:", value, 12, ".0");
        }
        if (!key.startsWith("/254/", value + 13) || key.indexOf('/', value + 18) >= 0) {
            return null;
        }
        String extension = tail("/254/");
        // A URN's extension 0 means that there is none.
        return extension.equals("0") ? null : split("urn:epc:id:sgln:", value, 12, "." + extension);
    }

    private String piece() {
        return "." + key.substring(value + 14, value + 16) + "." + key.substring(value + 16, value + 18);
    }

    /** A GTIN: the indicator moves behind the company prefix. */
    private @Nullable String item(String start, String end) {
        return extended(start, 13, end);
    }

    /** A key of so many digits without its check digit, whose first, the indicator or extension, moves behind the company prefix. */
    private @Nullable String extended(String start, int digits, String end) {
        int last = value + digits;
        int length = prefixLength(value + 1, last);
        if (length < 0) {
            return null;
        }
        int prefixEnd = value + 1 + length;
        return start
                + key.substring(value + 1, prefixEnd)
                + "."
                + key.charAt(value)
                + key.substring(prefixEnd, last)
                + end;
    }

    private @Nullable String split(String start, int from, int digits, String end) {
        int length = prefixLength(from, from + digits);
        return length < 0
                ? null
                : start + key.substring(from, from + length) + "." + key.substring(from + length, from + digits) + end;
    }

    /** A company prefix and a reference of any length behind it. */
    private @Nullable String open(String start, int to, String end) {
        int digits = value;
        while (digits < to && Characters.has(key.charAt(digits), Characters.DIGIT)) {
            digits++;
        }
        int length = prefixLength(value, digits);
        return length < 0 || value + length >= to
                ? null
                : start + key.substring(value, value + length) + "." + urnForm(value + length, to) + end;
    }

    private int prefixLength(int from, int to) {
        OptionalInt length = lengths.lengthOf(key.substring(from, to));
        return length.isPresent() && length.getAsInt() >= 6 && length.getAsInt() <= Math.min(12, to - from)
                ? length.getAsInt()
                : -1;
    }

    private String tail(String qualifier) {
        return urnForm(key.indexOf(qualifier, value) + qualifier.length(), key.length());
    }

    /** A value with the escapes that a URN needs instead of those that a Digital Link needs. */
    private String urnForm(int from, int to) {
        if (key.indexOf('%', from) < 0) {
            return key.substring(from, to);
        }
        StringBuilder out = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = key.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            int decoded = Characters.escaped(key, i + 1, to);
            if (Characters.has(decoded, Characters.PLAIN_IN_URN)) {
                out.append((char) decoded);
            } else {
                out.append(key, i, i + 3);
            }
            i += 2;
        }
        return out.toString();
    }
}
