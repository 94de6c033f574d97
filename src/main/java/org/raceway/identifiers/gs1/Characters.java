package org.raceway.identifiers.gs1;

/** The character sets of GS1 keys, as one table of bits. */
final class Characters {
    static final int DIGIT = 1;
    /** GS1 AI encodable character set 82. */
    static final int SET_82 = 2;
    /** GS1 AI encodable character set 39, for component/part identifiers. */
    static final int SET_39 = 4;
    /** Of set 82, what a canonical Digital Link leaves as it is. */
    static final int UNRESERVED = 8;
    /** What an EPC URN doesn't escape (Tag Data Standard table A-1). */
    static final int PLAIN_IN_URN = 16;
    /** What a path segment of a URI may hold unescaped (RFC 3986 pchar). */
    static final int PLAIN_IN_PATH = 32;

    private static final byte[] BITS = new byte[128];

    static {
        for (char c = '0'; c <= '9'; c++) {
            BITS[c] = DIGIT | SET_82 | SET_39 | UNRESERVED | PLAIN_IN_URN | PLAIN_IN_PATH;
        }
        for (char c = 'A'; c <= 'Z'; c++) {
            BITS[c] = SET_82 | SET_39 | UNRESERVED | PLAIN_IN_URN | PLAIN_IN_PATH;
            BITS[c + 32] = SET_82 | UNRESERVED | PLAIN_IN_URN | PLAIN_IN_PATH;
        }
        add("!\"%&'()*+,-./:;<=>?_", SET_82);
        add("#-/", SET_39);
        add("-._", UNRESERVED);
        add("!'()*+,-.:;=_", PLAIN_IN_URN);
        add("!$&'()*+,-.:;=@_~", PLAIN_IN_PATH);
    }

    private Characters() {}

    private static void add(String characters, int bit) {
        for (int i = 0; i < characters.length(); i++) {
            BITS[characters.charAt(i)] |= (byte) bit;
        }
    }

    static boolean has(int character, int bit) {
        return character < 128 && (BITS[character] & bit) != 0;
    }

    /** The byte that two hexadecimal digits stand for, or -1. */
    static int escaped(CharSequence text, int at, int end) {
        if (at + 1 >= end) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
