package org.raceway.traceability.epcis;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What a look over a document's bytes tells before it is read.
 *
 * @param firstFault the first byte that is no UTF-8 (RFC 3629), or -1
 * @param suspect whether a string in it might hold a character that {@link #holdsForbidden} looks for
 */
record Utf8(int firstFault, boolean suspect) {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long BACKSLASHES = ONES * '\\';

    static Utf8 examine(byte[] bytes) {
        boolean suspect = false;
        int i = 0;
        int length = bytes.length;
        while (i < length) {
            if (i + 8 <= length) {
                long word = (long) LONGS.get(bytes, i);
                long difference = word ^ BACKSLASHES;
                boolean backslash = ((difference - ONES) & ~difference & HIGH_BITS) != 0;
                boolean low = ((word - ONES) & ~word & HIGH_BITS) != 0;
                if ((word & HIGH_BITS) == 0 && !backslash && !low) {
                    i += 8;
                    continue;
                }
            }
            int b = bytes[i];
            if (b == 0) {
                // no JSON text in UTF-8 holds one; it would be taken for UTF-16 or UTF-32
                return new Utf8(i, suspect);
            }
            if (b > 0) {
                if (b == '\\' && i + 1 < length) {
                    byte escaped = bytes[i + 1];
                    suspect |= escaped == 'u' || escaped == 'b' || escaped == 'f';
                    i += bytes[i + 1] == '\\' ? 2 : 1;
                } else {
                    i++;
                }
                continue;
            }
            int size = sequence(bytes, i);
            if (size == 0) {
                return new Utf8(i, suspect);
            }
            suspect |= size == 3 && bytes[i] == (byte) 0xEF && bytes[i + 1] == (byte) 0xBF;
            i += size;
        }
        return new Utf8(-1, suspect);
    }

    /** The length of the multi-byte sequence that starts there, or 0 when none does. */
    private static int sequence(byte[] bytes, int i) {
        int first = bytes[i] & 0xFF;
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        int size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (i + size > bytes.length) {
            return 0;
        }
        for (int j = 1; j < size; j++) {
            if ((bytes[i + j] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[i + 1] & 0xFF;
        boolean wrong = (first == 0xE0 && second < 0xA0)
                || (first == 0xED && second > 0x9F)
                || (first == 0xF0 && second < 0x90)
                || (first == 0xF4 && second > 0x8F);
        return wrong ? 0 : size;
    }

    /** Whether the text holds half a surrogate pair or another character that XML 1.0 cannot carry. */
    static boolean holdsForbidden(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                return true;
            }
            if (c >= 0xFFFE) {
                return true;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
