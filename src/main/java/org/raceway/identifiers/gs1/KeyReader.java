package org.raceway.identifiers.gs1;

import org.jspecify.annotations.Nullable;
import org.raceway.identifiers.gs1.KeyProblem.Code;

/** Reads one URI. Written by hand: every identifier of every captured event passes here. */
final class KeyReader {
    static final String HOME = "https://id.gs1.org/";

    private final String uri;
    private final StringBuilder out;
    private @Nullable KeyProblem problem;
    /** Number of characters that the latest {@link #value} wrote, before encoding. */
    private int written;

    private KeyReader(String uri) {
        this.uri = uri;
        this.out = new StringBuilder(uri.length() + 24);
    }

    static KeyReading read(String uri) {
        int length = uri.length();
        if (length > 8 && uri.regionMatches(true, 0, "urn:epc:", 0, 8)) {
            return new KeyReader(uri).urn();
        }
        if (length > 8 && uri.regionMatches(true, 0, "https://", 0, 8)) {
            return new KeyReader(uri).link(8);
        }
        if (length > 7 && uri.regionMatches(true, 0, "http://", 0, 7)) {
            return new KeyReader(uri).link(7);
        }
        return KeyReading.Foreign.FOREIGN;
    }

    // ---- EPC URN (Tag Data Standard 2.0 clause 6.3)

    private KeyReading urn() {
        int kindEnd = uri.indexOf(':', 8);
        int schemeEnd = kindEnd < 0 ? -1 : uri.indexOf(':', kindEnd + 1);
        if (schemeEnd < 0) {
            return broken(Code.SCHEME, uri.substring(8), null);
        }
        String kind = uri.substring(8, kindEnd);
        String scheme = uri.substring(kindEnd + 1, schemeEnd);
        int at = schemeEnd + 1;
        return switch (kind) {
            case "id" -> instance(scheme, at);
            case "class" ->
                scheme.equals("lgtin") ? gtin(at, KeyType.LGTIN, "/10/", 20) : broken(Code.SCHEME, scheme, "lgtin");
            case "idpat" -> pattern(scheme, at);
            case "tag", "pat", "raw" -> KeyReading.Foreign.FOREIGN;
            default -> broken(Code.SCHEME, kind, null);
        };
    }

    private KeyReading instance(String scheme, int at) {
        return switch (scheme) {
            case "sgtin" -> gtin(at, KeyType.SGTIN, "/21/", 20);
            case "sscc" -> numeric(at, KeyType.SSCC, "00/", 17, true);
            case "sgln" -> gln(at);
            case "pgln" -> numeric(at, KeyType.PGLN, "417/", 12, false);
            case "grai" -> typed(at, KeyType.GRAI, "8003/0", 16, Characters.SET_82);
            case "giai" -> individual(at, KeyType.GIAI, "8004/");
            case "gsrn" -> numeric(at, KeyType.GSRN, "8018/", 17, false);
            case "gsrnp" -> numeric(at, KeyType.GSRNP, "8017/", 17, false);
            case "gdti" -> typed(at, KeyType.GDTI, "253/", 17, Characters.SET_82);
            case "sgcn" -> typed(at, KeyType.SGCN, "255/", 12, Characters.DIGIT);
            case "ginc" -> individual(at, KeyType.GINC, "401/");
            case "gsin" -> numeric(at, KeyType.GSIN, "402/", 16, false);
            case "cpi" -> part(at, false);
            case "itip" -> piece(at, false);
            case "upui" -> gtin(at, KeyType.UPUI, "/235/", 28);
            case "gid" -> generalIdentifier(at);
            case "bic" -> container(at);
            case "imovn" -> vessel(at);
            case "usdod", "adi" -> KeyReading.Foreign.FOREIGN;
            default -> broken(Code.SCHEME, scheme, null);
        };
    }

    /** Manager number, object class and serial number: 28, 24 and 36 bits, without leading zeros. */
    private KeyReading generalIdentifier(int at) {
        int first = uri.indexOf('.', at);
        int second = first < 0 ? -1 : uri.indexOf('.', first + 1);
        if (second < 0) {
            return broken(Code.PARTS, uri.substring(at), "3");
        }
        return bits(at, first, 28) && bits(first + 1, second, 24) && bits(second + 1, uri.length(), 36)
                ? KeyReading.Foreign.FOREIGN
                : failed();
    }

    private boolean bits(int from, int to, int bits) {
        long value = 0;
        boolean good = from < to && to - from <= 11 && (to - from == 1 || uri.charAt(from) != '0');
        for (int i = from; good && i < to; i++) {
            good = Characters.has(uri.charAt(i), Characters.DIGIT);
            value = value * 10 + uri.charAt(i) - '0';
        }
        if (!good || value >= 1L << bits) {
            problem = new KeyProblem(Code.CHARACTER, uri.substring(from, to), "0-" + ((1L << bits) - 1));
            return false;
        }
        return true;
    }

    /** A container's BIC code: owner, U, J or Z, serial number and the check digit of ISO 6346. */
    private KeyReading container(int at) {
        if (uri.length() - at != 11) {
            return broken(Code.LENGTH, uri.substring(at), "11");
        }
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            char c = uri.charAt(at + i);
            boolean good = i < 3 ? c >= 'A' && c <= 'Z' : i == 3 ? "UJZ".indexOf(c) >= 0 : c >= '0' && c <= '9';
            if (!good) {
                return broken(Code.CHARACTER, uri.substring(at), null);
            }
            // Letters count from 10 and leave out the multiples of 11.
            int letter = c - 'A';
            sum += (i < 4 ? 10 + letter + (letter + 9) / 10 : c - '0') << i;
        }
        char expected = (char) ('0' + sum % 11 % 10);
        return uri.charAt(at + 10) == expected
                ? KeyReading.Foreign.FOREIGN
                : broken(Code.CHECK_DIGIT, uri.substring(at), String.valueOf(expected));
    }

    /** A vessel's IMO number: seven digits, the last of which checks the others. */
    private KeyReading vessel(int at) {
        if (!digits(at, uri.length(), 7)) {
            return failed();
        }
        int sum = 0;
        for (int i = 0; i < 6; i++) {
            sum += (uri.charAt(at + i) - '0') * (7 - i);
        }
        char expected = (char) ('0' + sum % 10);
        return uri.charAt(at + 6) == expected
                ? KeyReading.Foreign.FOREIGN
                : broken(Code.CHECK_DIGIT, uri.substring(at), String.valueOf(expected));
    }

    /** A pattern that stands for a class of objects; one that stands for more is no key. */
    private KeyReading pattern(String scheme, int at) {
        int prefixEnd = uri.indexOf('.', at);
        if (!uri.endsWith(".*") || prefixEnd < 0 || uri.indexOf('*', at) != uri.length() - 1) {
            return KeyReading.Foreign.FOREIGN;
        }
        return switch (scheme) {
            case "sgtin", "upui" -> gtin(at, KeyType.GTIN, "", 0);
            case "grai" -> typed(at, KeyType.GRAI_TYPE, "8003/0", 0, Characters.SET_82);
            case "gdti" -> typed(at, KeyType.GDTI_TYPE, "253/", 0, Characters.SET_82);
            case "sgcn" -> typed(at, KeyType.GCN, "255/", 0, Characters.DIGIT);
            case "cpi" -> part(at, true);
            case "itip" -> piece(at, true);
            default -> KeyReading.Foreign.FOREIGN;
        };
    }

    /** Company prefix, indicator and item, then a tail; {@code maximum} 0 for a pattern, whose tail is an asterisk. */
    private KeyReading gtin(int at, KeyType type, String qualifier, int maximum) {
        int tail = gtinDigits(at, "01/");
        if (tail < 0) {
            return failed();
        }
        if (maximum > 0) {
            out.append(qualifier);
            if (!urnValue(tail, uri.length(), maximum, Characters.SET_82)) {
                return failed();
            }
        }
        return key(type);
    }

    /** Writes a GTIN-14; gives the place after the dot behind it, or -1. */
    private int gtinDigits(int at, String start) {
        int prefixEnd = prefix(at);
        if (prefixEnd < 0) {
            return -1;
        }
        int itemEnd = uri.indexOf('.', prefixEnd + 1);
        if (itemEnd < 0) {
            problem = new KeyProblem(Code.PARTS, uri.substring(at), null);
            return -1;
        }
        if (!digits(prefixEnd + 1, itemEnd, 13 - (prefixEnd - at))) {
            return -1;
        }
        out.append(HOME).append(start);
        int from = out.length();
        out.append(uri.charAt(prefixEnd + 1)).append(uri, at, prefixEnd).append(uri, prefixEnd + 2, itemEnd);
        out.append(CheckDigits.of(out, from, from + 13));
        return itemEnd + 1;
    }

    private KeyReading numeric(int at, KeyType type, String start, int total, boolean extensionFirst) {
        int prefixEnd = prefix(at);
        if (prefixEnd < 0 || !digits(prefixEnd + 1, uri.length(), total - (prefixEnd - at))) {
            return failed();
        }
        out.append(HOME).append(start);
        int from = out.length();
        if (extensionFirst) {
            out.append(uri.charAt(prefixEnd + 1)).append(uri, at, prefixEnd).append(uri, prefixEnd + 2, uri.length());
        } else {
            out.append(uri, at, prefixEnd).append(uri, prefixEnd + 1, uri.length());
        }
        out.append(CheckDigits.of(out, from, from + total));
        return key(type);
    }

    private KeyReading gln(int at) {
        int tail = thirteenDigits(at, "414/");
        if (tail < 0) {
            return failed();
        }
        if (uri.length() == tail + 1 && uri.charAt(tail) == '0') {
            return key(KeyType.SGLN);
        }
        out.append("/254/");
        return urnValue(tail, uri.length(), 20, Characters.SET_82) ? key(KeyType.SGLN) : failed();
    }

    private KeyReading typed(int at, KeyType type, String start, int maximum, int set) {
        int tail = thirteenDigits(at, start);
        if (tail < 0 || (maximum > 0 && !urnValue(tail, uri.length(), maximum, set))) {
            return failed();
        }
        return key(type);
    }

    private int thirteenDigits(int at, String start) {
        int prefixEnd = prefix(at);
        if (prefixEnd < 0) {
            return -1;
        }
        int typeEnd = uri.indexOf('.', prefixEnd + 1);
        if (typeEnd < 0) {
            problem = new KeyProblem(Code.PARTS, uri.substring(at), null);
            return -1;
        }
        if (!digits(prefixEnd + 1, typeEnd, 12 - (prefixEnd - at))) {
            return -1;
        }
        out.append(HOME).append(start);
        int from = out.length();
        out.append(uri, at, prefixEnd).append(uri, prefixEnd + 1, typeEnd);
        out.append(CheckDigits.of(out, from, from + 12));
        return typeEnd + 1;
    }

    private KeyReading individual(int at, KeyType type, String start) {
        int prefixEnd = prefix(at);
        if (prefixEnd < 0) {
            return failed();
        }
        out.append(HOME).append(start).append(uri, at, prefixEnd);
        return urnValue(prefixEnd + 1, uri.length(), 30 - (prefixEnd - at), Characters.SET_82) ? key(type) : failed();
    }

    private KeyReading part(int at, boolean pattern) {
        int prefixEnd = prefix(at);
        if (prefixEnd < 0) {
            return failed();
        }
        int partEnd = uri.indexOf('.', prefixEnd + 1);
        if (partEnd < 0) {
            return broken(Code.PARTS, uri.substring(at), null);
        }
        out.append(HOME).append("8010/").append(uri, at, prefixEnd);
        if (!urnValue(prefixEnd + 1, partEnd, 30 - (prefixEnd - at), Characters.SET_39)) {
            return failed();
        }
        if (pattern) {
            return key(KeyType.CPI_PART);
        }
        out.append("/8011/");
        return urnValue(partEnd + 1, uri.length(), 12, Characters.DIGIT) ? key(KeyType.CPI) : failed();
    }

    private KeyReading piece(int at, boolean pattern) {
        int tail = gtinDigits(at, "8006/");
        if (tail < 0) {
            return failed();
        }
        int length = uri.length();
        if (tail + 6 > length || uri.charAt(tail + 2) != '.' || uri.charAt(tail + 5) != '.') {
            return broken(Code.PARTS, uri.substring(tail), null);
        }
        if (!digits(tail, tail + 2, 2) || !digits(tail + 3, tail + 5, 2)) {
            return failed();
        }
        out.append(uri, tail, tail + 2).append(uri, tail + 3, tail + 5);
        if (pattern) {
            return key(KeyType.ITIP_TYPE);
        }
        out.append("/21/");
        return urnValue(tail + 6, length, 20, Characters.SET_82) ? key(KeyType.ITIP) : failed();
    }

    private int prefix(int at) {
        int end = uri.indexOf('.', at);
        if (end < 0) {
            problem = new KeyProblem(Code.PARTS, uri.substring(at), null);
            return -1;
        }
        boolean good = end - at >= 6 && end - at <= 12;
        for (int i = at; good && i < end; i++) {
            good = Characters.has(uri.charAt(i), Characters.DIGIT);
        }
        if (!good) {
            problem = new KeyProblem(Code.COMPANY_PREFIX, uri.substring(at, end), "6-12");
            return -1;
        }
        return end;
    }

    private boolean digits(int from, int to, int count) {
        if (to - from != count) {
            problem = new KeyProblem(Code.LENGTH, uri.substring(from, to), Integer.toString(count));
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!Characters.has(uri.charAt(i), Characters.DIGIT)) {
                problem = new KeyProblem(Code.CHARACTER, uri.substring(from, to), null);
                return false;
            }
        }
        return true;
    }

    private boolean urnValue(int from, int to, int maximum, int set) {
        return value(from, to, maximum, set, Characters.PLAIN_IN_URN);
    }

    /** Decodes a part of the URI, checks it and writes it as a canonical Digital Link does. */
    private boolean value(int from, int to, int maximum, int set, int plain) {
        int count = 0;
        for (int i = from; i < to; i++) {
            int c = uri.charAt(i);
            if (c == '%') {
                c = Characters.escaped(uri, i + 1, to);
                if (c < 0) {
                    problem = new KeyProblem(Code.ESCAPE, uri.substring(from, to), null);
                    return false;
                }
                i += 2;
            } else if (!Characters.has(c, plain)) {
                problem = new KeyProblem(Code.CHARACTER, uri.substring(from, to), null);
                return false;
            }
            if (!Characters.has(c, set)) {
                problem = new KeyProblem(Code.CHARACTER, uri.substring(from, to), null);
                return false;
            }
            if (Characters.has(c, Characters.UNRESERVED)) {
                out.append((char) c);
            } else {
                out.append('%').append(hex(c >> 4)).append(hex(c & 15));
            }
            count++;
        }
        if (count < 1 || count > maximum) {
            problem = new KeyProblem(Code.LENGTH, uri.substring(from, to), "1-" + maximum);
            return false;
        }
        written = count;
        return true;
    }

    private static char hex(int nibble) {
        return (char) (nibble < 10 ? '0' + nibble : 'A' + nibble - 10);
    }

    // ---- GS1 Digital Link (URI Syntax 1.2 and later, and the short names of 1.1)

    private KeyReading link(int authority) {
        int end = end(authority);
        int path = uri.indexOf('/', authority);
        if (path < 0 || path >= end) {
            return KeyReading.Foreign.FOREIGN;
        }
        if (uri.charAt(end - 1) == '/') {
            end--;
        }
        boolean home = path - authority == 10 && uri.regionMatches(true, authority, "id.gs1.org", 0, 10);
        // Qualifiers stand behind the key in pairs, so the key is the first key name met from the end, two by two.
        int pairEnd = end;
        while (true) {
            int valueStart = uri.lastIndexOf('/', pairEnd - 1) + 1;
            if (valueStart <= path + 1) {
                break;
            }
            int nameStart = uri.lastIndexOf('/', valueStart - 2) + 1;
            if (nameStart <= path) {
                break;
            }
            int name = name(nameStart, valueStart - 1);
            if (isKey(name)) {
                KeyReading reading = keyWithQualifiers(name, valueStart, pairEnd, end);
                if (reading instanceof KeyReading.Broken
                        && !(home && nameStart == path + 1)
                        && !alike(name, valueStart, pairEnd)) {
                    return KeyReading.Foreign.FOREIGN;
                }
                return reading;
            }
            if (!isQualifier(name)) {
                break;
            }
            pairEnd = nameStart - 1;
        }
        return home ? badAtHome(path + 1, end) : KeyReading.Foreign.FOREIGN;
    }

    /** Whether this is the Base64 of GS1 Digital Link's compression: the shortest key, an eight-digit GTIN, has ten characters. */
    private boolean isCompressed(int from, int end) {
        boolean capital = false;
        for (int i = from; i < end; i++) {
            char c = uri.charAt(i);
            capital |= c >= 'A' && c <= 'Z';
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !Characters.has(c, Characters.DIGIT) && c != '-' && c != '_') {
                return false;
            }
        }
        return capital && end - from >= 10;
    }

    private int end(int from) {
        for (int i = from; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '?' || c == '#') {
                return i;
            }
        }
        return uri.length();
    }

    /**
     * At GS1's own resolver a path that starts with a key's name must be a key, and one long word is a compressed link. Under
     * other domains nothing tells a compressed link from any other address.
     */
    private KeyReading badAtHome(int from, int end) {
        int slash = uri.indexOf('/', from);
        if (slash < 0 || slash >= end) {
            return isCompressed(from, end)
                    ? broken(Code.COMPRESSED, uri.substring(from, end), null)
                    : KeyReading.Foreign.FOREIGN;
        }
        if (!isKey(name(from, slash))) {
            return KeyReading.Foreign.FOREIGN;
        }
        return broken(Code.QUALIFIER, uri.substring(from, end), null);
    }

    /**
     * Whether a broken key under a domain of one's own still looks like a key rather than like some page that happens to
     * have a number in its path.
     */
    private boolean alike(int name, int from, int to) {
        int digits = from;
        while (digits < to && Characters.has(uri.charAt(digits), Characters.DIGIT)) {
            digits++;
        }
        int least = switch (name) {
            case 1 -> 12;
            case 0, 8006, 8017, 8018 -> 18;
            case 402 -> 17;
            case 8003 -> 14;
            case 253, 255, 414, 415, 417 -> 13;
            default -> 7;
        };
        return digits - from >= least;
    }

    private int name(int from, int to) {
        int length = to - from;
        if (length < 2 || length > 5) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = uri.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return shortName(uri.substring(from, to));
            }
            number = number * 10 + digit;
        }
        int expected = number < 100 ? 2 : number < 1000 ? 3 : 4;
        return length == expected ? number : -1;
    }

    private static int shortName(String name) {
        return switch (name) {
            case "gtin" -> 1;
            case "cpv" -> 22;
            case "lot" -> 10;
            case "ser" -> 21;
            case "tpx" -> 235;
            case "sscc" -> 0;
            case "gdti" -> 253;
            case "gcn" -> 255;
            case "ginc" -> 401;
            case "gsin" -> 402;
            case "gln" -> 414;
            case "glnx" -> 254;
            case "payTo" -> 415;
            case "refno" -> 8020;
            case "party" -> 417;
            case "grai" -> 8003;
            case "giai" -> 8004;
            case "itip" -> 8006;
            case "cpid" -> 8010;
            case "cpsn" -> 8011;
            case "gmn" -> 8013;
            case "gsrnp" -> 8017;
            case "gsrn" -> 8018;
            case "srin" -> 8019;
            default -> -1;
        };
    }

    private static boolean isKey(int name) {
        return switch (name) {
            case 0, 1, 253, 255, 401, 402, 414, 415, 417, 8003, 8004, 8006, 8010, 8013, 8017, 8018 -> true;
            default -> false;
        };
    }

    private static boolean isQualifier(int name) {
        return switch (name) {
            case 10, 21, 22, 235, 254, 7040, 8011, 8019, 8020 -> true;
            default -> false;
        };
    }

    private KeyReading keyWithQualifiers(int name, int from, int to, int end) {
        out.append(HOME);
        return switch (name) {
            case 0 -> fixed(from, to, end, KeyType.SSCC, "00/", 18);
            case 1 -> tradeItem(from, to, end);
            case 253 -> withSerial(from, to, end, "253/", 13, 17, Characters.SET_82, KeyType.GDTI_TYPE, KeyType.GDTI);
            case 255 -> withSerial(from, to, end, "255/", 13, 12, Characters.DIGIT, KeyType.GCN, KeyType.SGCN);
            case 401 -> free(from, to, end, KeyType.GINC, "401/", 30);
            case 402 -> fixed(from, to, end, KeyType.GSIN, "402/", 17);
            case 414 -> place(from, to, end);
            case 415 -> paymentSlip(from, to, end);
            case 417 -> party(from, to, end);
            case 8003 -> withSerial(from, to, end, "8003/", 14, 16, Characters.SET_82, KeyType.GRAI_TYPE, KeyType.GRAI);
            case 8004 -> individualAsset(from, to, end);
            case 8006 -> tradeItemPiece(from, to, end);
            case 8010 -> component(from, to, end);
            case 8013 -> model(from, to, end);
            case 8017 -> serviceRelation(from, to, end, KeyType.GSRNP, "8017/");
            case 8018 -> serviceRelation(from, to, end, KeyType.GSRN, "8018/");
            default -> throw new IllegalArgumentException("no key: " + name);
        };
    }

    private KeyReading fixed(int from, int to, int end, KeyType type, String start, int length) {
        return checked(from, to, start, length) && only(to, end) ? key(type) : failed();
    }

    private KeyReading free(int from, int to, int end, KeyType type, String start, int maximum) {
        out.append(start);
        return companyValue(from, to, maximum, Characters.SET_82) && only(to, end) ? key(type) : failed();
    }

    private KeyReading tradeItem(int from, int to, int end) {
        out.append("01/");
        if (!gtin14(from, to, to) || !only(to, end, 22, 10, 21, 235)) {
            return failed();
        }
        if (qualifier(to, end, 21) >= 0) {
            return appended(to, end, 21, "/21/", 20, Characters.SET_82) ? key(KeyType.SGTIN) : failed();
        }
        if (qualifier(to, end, 235) >= 0) {
            return appended(to, end, 235, "/235/", 28, Characters.SET_82) ? key(KeyType.UPUI) : failed();
        }
        if (qualifier(to, end, 10) >= 0) {
            return appended(to, end, 10, "/10/", 20, Characters.SET_82) ? key(KeyType.LGTIN) : failed();
        }
        return key(KeyType.GTIN);
    }

    private KeyReading tradeItemPiece(int from, int to, int end) {
        if (to - from != 18) {
            return broken(Code.LENGTH, uri.substring(from, to), "18");
        }
        out.append("8006/");
        if (!gtin14(from, from + 14, to) || !digits(from + 14, to, 4) || !only(to, end, 22, 10, 21)) {
            return failed();
        }
        out.append(uri, from + 14, to);
        if (qualifier(to, end, 21) >= 0) {
            return appended(to, end, 21, "/21/", 20, Characters.SET_82) ? key(KeyType.ITIP) : failed();
        }
        if (qualifier(to, end, 10) >= 0) {
            return appended(to, end, 10, "/10/", 20, Characters.SET_82) ? key(KeyType.ITIP_LOT) : failed();
        }
        return key(KeyType.ITIP_TYPE);
    }

    /** GTIN-8, -12, -13 or -14, written as 14 digits. */
    private boolean gtin14(int from, int to, int partEnd) {
        int length = to - from;
        if (length != 14 && length != 13 && length != 12 && length != 8) {
            problem = new KeyProblem(Code.LENGTH, uri.substring(from, partEnd), "8, 12, 13, 14");
            return false;
        }
        if (!digits(from, to, length) || !checkDigit(from, to, partEnd)) {
            return false;
        }
        out.append("000000", 0, 14 - length).append(uri, from, to);
        return true;
    }

    private KeyReading place(int from, int to, int end) {
        if (!checked(from, to, "414/", 13) || !only(to, end, 254, 7040)) {
            return failed();
        }
        if ((qualifier(to, end, 254) >= 0 && !appended(to, end, 254, "/254/", 20, Characters.SET_82))
                || (qualifier(to, end, 7040) >= 0 && !importer(to, end))) {
            return failed();
        }
        return key(KeyType.SGLN);
    }

    private KeyReading party(int from, int to, int end) {
        if (!checked(from, to, "417/", 13)
                || !only(to, end, 7040)
                || (qualifier(to, end, 7040) >= 0 && !importer(to, end))) {
            return failed();
        }
        return key(KeyType.PGLN);
    }

    private KeyReading paymentSlip(int from, int to, int end) {
        if (!checked(from, to, "415/", 13) || !only(to, end, 8020)) {
            return failed();
        }
        if (qualifier(to, end, 8020) < 0) {
            return broken(Code.QUALIFIER, uri.substring(from, end), "8020");
        }
        return appended(to, end, 8020, "/8020/", 25, Characters.SET_82) ? key(KeyType.PAYMENT_SLIP) : failed();
    }

    private KeyReading individualAsset(int from, int to, int end) {
        out.append("8004/");
        if (!companyValue(from, to, 30, Characters.SET_82)
                || !only(to, end, 7040)
                || (qualifier(to, end, 7040) >= 0 && !importer(to, end))) {
            return failed();
        }
        return key(KeyType.GIAI);
    }

    private KeyReading component(int from, int to, int end) {
        out.append("8010/");
        if (!companyValue(from, to, 30, Characters.SET_39) || !only(to, end, 8011)) {
            return failed();
        }
        if (qualifier(to, end, 8011) < 0) {
            return key(KeyType.CPI_PART);
        }
        return appended(to, end, 8011, "/8011/", 12, Characters.DIGIT) ? key(KeyType.CPI) : failed();
    }

    private KeyReading model(int from, int to, int end) {
        out.append("8013/");
        int start = out.length();
        if (!companyValue(from, to, 25, Characters.SET_82) || !only(to, end)) {
            return failed();
        }
        String plain = written == out.length() - start ? out.substring(start) : decoded(from, to);
        int last = plain.length() - 2;
        if (last < 1) {
            return broken(Code.LENGTH, plain, "3-25");
        }
        String expected = CheckDigits.pairOf(plain.substring(0, last));
        return plain.endsWith(expected) ? key(KeyType.GMN) : broken(Code.CHECK_DIGIT, plain, expected);
    }

    private String decoded(int from, int to) {
        StringBuilder plain = new StringBuilder();
        for (int i = from; i < to; i++) {
            char c = uri.charAt(i);
            if (c == '%') {
                c = (char) Characters.escaped(uri, i + 1, to);
                i += 2;
            }
            plain.append(c);
        }
        return plain.toString();
    }

    private KeyReading serviceRelation(int from, int to, int end, KeyType type, String start) {
        if (!checked(from, to, start, 18) || !only(to, end, 8019)) {
            return failed();
        }
        if (qualifier(to, end, 8019) >= 0 && !appended(to, end, 8019, "/8019/", 10, Characters.DIGIT)) {
            return failed();
        }
        return key(type);
    }

    private KeyReading withSerial(
            int from, int to, int end, String start, int digits, int maximum, int set, KeyType type, KeyType instance) {
        if (to - from < digits) {
            return broken(Code.LENGTH, uri.substring(from, to), digits + "-" + (digits + maximum));
        }
        int serial = from + digits;
        if (start.equals("8003/") && uri.charAt(from) != '0') {
            return broken(Code.CHARACTER, uri.substring(from, to), "0");
        }
        if (!checked(from, serial, start, digits) || !only(to, end)) {
            return failed();
        }
        if (serial == to) {
            return key(type);
        }
        return value(serial, to, maximum, set, Characters.PLAIN_IN_PATH) ? key(instance) : failed();
    }

    private boolean checked(int from, int to, String start, int length) {
        if (!digits(from, to, length) || !checkDigit(from, to, to)) {
            return false;
        }
        out.append(start).append(uri, from, to);
        return true;
    }

    private boolean checkDigit(int from, int to, int partEnd) {
        char expected = CheckDigits.of(uri, from, to - 1);
        if (expected != uri.charAt(to - 1)) {
            problem = new KeyProblem(Code.CHECK_DIGIT, uri.substring(from, partEnd), String.valueOf(expected));
            return false;
        }
        return true;
    }

    /** A value that starts with a company prefix: at least four digits. */
    private boolean companyValue(int from, int to, int maximum, int set) {
        for (int i = from; i < from + 4; i++) {
            if (i >= to || !Characters.has(uri.charAt(i), Characters.DIGIT)) {
                problem = new KeyProblem(Code.COMPANY_PREFIX, uri.substring(from, to), null);
                return false;
            }
        }
        return value(from, to, maximum, set, Characters.PLAIN_IN_PATH);
    }

    private boolean importer(int to, int end) {
        return appended(to, end, 7040, "/7040/", 4, Characters.SET_82) && exactly(4);
    }

    private boolean exactly(int count) {
        if (written == count) {
            return true;
        }
        problem = new KeyProblem(Code.LENGTH, uri, Integer.toString(count));
        return false;
    }

    private boolean appended(int to, int end, int name, String start, int maximum, int set) {
        int from = qualifier(to, end, name);
        int slash = uri.indexOf('/', from);
        out.append(start);
        return value(from, slash < 0 || slash > end ? end : slash, maximum, set, Characters.PLAIN_IN_PATH);
    }

    /** Where the value of a qualifier starts, or -1. */
    private int qualifier(int to, int end, int wanted) {
        int at = to;
        while (at < end) {
            int nameEnd = uri.indexOf('/', at + 1);
            if (name(at + 1, nameEnd) == wanted) {
                return nameEnd + 1;
            }
            int next = uri.indexOf('/', nameEnd + 1);
            at = next < 0 ? end : Math.min(next, end);
        }
        return -1;
    }

    /** Whether no other qualifier than these follows, and none twice. */
    private boolean only(int to, int end, int... allowed) {
        int at = to;
        int seen = 0;
        while (at < end) {
            int nameEnd = uri.indexOf('/', at + 1);
            int name = name(at + 1, nameEnd);
            int bit = 0;
            for (int i = 0; i < allowed.length; i++) {
                if (allowed[i] == name) {
                    bit = 1 << i;
                }
            }
            if (bit == 0 || (seen & bit) != 0) {
                problem = new KeyProblem(Code.QUALIFIER, uri.substring(at + 1, nameEnd), null);
                return false;
            }
            seen |= bit;
            int next = uri.indexOf('/', nameEnd + 1);
            at = next < 0 ? end : Math.min(next, end);
        }
        return true;
    }

    private KeyReading key(KeyType type) {
        int length = out.length();
        return new KeyReading.Key(type, length == uri.length() && uri.contentEquals(out) ? uri : out.toString());
    }

    private KeyReading broken(Code code, String part, @Nullable String expected) {
        return new KeyReading.Broken(new KeyProblem(code, part, expected));
    }

    private KeyReading failed() {
        KeyProblem found = problem;
        if (found == null) {
            throw new IllegalStateException("no problem recorded for " + uri);
        }
        return new KeyReading.Broken(found);
    }
}
