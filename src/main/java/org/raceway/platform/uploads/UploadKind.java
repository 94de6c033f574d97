package org.raceway.platform.uploads;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a file is by its first bytes. Its name and what a browser says of it are not asked: both are the sender's. */
public enum UploadKind {
    /** An object or an array. */
    JSON("JSON", "application/json"),
    /** Anything that begins with an angle bracket. */
    XML("XML", "application/xml"),
    /** Plain text, which may be a table with commas. */
    CSV("CSV", "text/csv"),
    /** A zip; that a workbook is in it is looked at when it is read. */
    XLSX("Excel (.xlsx)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    /** A workbook before Excel 2007, or one with a password. */
    OLD_EXCEL("Excel (.xls)", "application/vnd.ms-excel"),
    /** Portable Document Format. */
    PDF("PDF", "application/pdf"),
    /** A picture. */
    PNG("PNG", "image/png"),
    /** A picture. */
    JPEG("JPEG", "image/jpeg"),
    /** None of these. */
    UNKNOWN("?", "application/octet-stream");

    /** As many first bytes are enough to tell. */
    static final int HEAD = 4_096;

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE2 = bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1);
    private static final byte[] PORTABLE_DOCUMENT = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PORTABLE_GRAPHIC = bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
    private static final byte[] JPEG_START = bytes(0xFF, 0xD8, 0xFF);
    private static final byte[] MARK = bytes(0xEF, 0xBB, 0xBF);

    private final String word;
    private final String mediaType;

    UploadKind(String word, String mediaType) {
        this.word = word;
        this.mediaType = mediaType;
    }

    /** Its name, the same in every language. */
    public String word() {
        return word;
    }

    /** What it is served as. */
    public String mediaType() {
        return mediaType;
    }

    /** What a file is that begins with these bytes. */
    public static UploadKind of(byte[] head) {
        if (startsWith(head, ZIP)) {
            return XLSX;
        }
        if (startsWith(head, OLE2)) {
            return OLD_EXCEL;
        }
        if (startsWith(head, PORTABLE_DOCUMENT)) {
            return PDF;
        }
        if (startsWith(head, PORTABLE_GRAPHIC)) {
            return PNG;
        }
        if (startsWith(head, JPEG_START)) {
            return JPEG;
        }
        int at = startsWith(head, MARK) ? MARK.length : 0;
        for (int i = at; i < head.length; i++) {
            // No text holds these, in whatever encoding of China's and the web's.
            if (head[i] >= 0 && head[i] < ' ' && "\t\n\r\f".indexOf(head[i]) < 0) {
                return UNKNOWN;
            }
        }
        while (at < head.length && Character.isWhitespace(head[at])) {
            at++;
        }
        if (at == head.length) {
            return UNKNOWN;
        }
        return switch (head[at]) {
            case '<' -> XML;
            case '{', '[' -> JSON;
            default -> CSV;
        };
    }

    private static boolean startsWith(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
