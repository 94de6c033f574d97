package org.raceway.notifications;

import java.nio.charset.StandardCharsets;

/** Texts in bytes, as the other side counts them. */
final class Utf8 {
    private static final int ELLIPSIS_BYTES = 3;

    private Utf8() {}

    /** The text, or as much of it as fits into so many bytes of UTF-8, with an ellipsis; characters stay whole. */
    static String cut(String text, int bytes) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= bytes) {
            return text;
        }
        int size = 0;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            size += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (size > bytes - ELLIPSIS_BYTES) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end) + "…";
    }
}
