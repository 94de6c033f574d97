package org.raceway.cards;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.datamatrix.DataMatrixWriter;
import com.google.zxing.datamatrix.encoder.SymbolShapeHint;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The codes that are printed, as modules: a QR code that holds a GS1 Digital Link, a GS1 Data Matrix that holds an element string. */
final class PrintCode {
    private static final String CANONICAL = "https://id.gs1.org";
    /** What the encoder takes for the function character 1, and what ends an element of variable length. */
    private static final char SEPARATOR = '\u001d';

    private PrintCode() {}

    /**
     * The GS1 Digital Link of a thing at this installation.
     *
     * @param site as people reach it, without a slash at the end
     */
    static String link(String site, String thing) {
        return thing.startsWith(CANONICAL + "/") ? site + thing.substring(CANONICAL.length()) : thing;
    }

    /** A QR code, model 2, level M: oil and scratches take their part. */
    static boolean[][] qr(String text) {
        try {
            return modules(new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.MARGIN, 0, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M)));
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }

    /** A GS1 Data Matrix (FNC1 first) of a lot's or a unit's identifier; square. */
    static boolean[][] dataMatrix(String thing) {
        return modules(new DataMatrixWriter()
                .encode(
                        elements(thing),
                        BarcodeFormat.DATA_MATRIX,
                        0,
                        0,
                        Map.of(
                                EncodeHintType.GS1_FORMAT,
                                true,
                                EncodeHintType.DATA_MATRIX_COMPACT,
                                true,
                                EncodeHintType.DATA_MATRIX_SHAPE,
                                SymbolShapeHint.FORCE_SQUARE)));
    }

    /** The element string without the leading FNC1: {@code 01…10…}, {@code 01…21…}. */
    static String elements(String thing) {
        StringBuilder elements = new StringBuilder();
        String[] parts = thing.substring(CANONICAL.length() + 1).split("/", -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            if (i > 2) {
                elements.append(SEPARATOR);
            }
            elements.append(parts[i]).append(URLDecoder.decode(parts[i + 1], StandardCharsets.UTF_8));
        }
        return elements.toString();
    }

    private static boolean[][] modules(BitMatrix bits) {
        boolean[][] dark = new boolean[bits.getHeight()][bits.getWidth()];
        for (int row = 0; row < dark.length; row++) {
            for (int column = 0; column < dark[row].length; column++) {
                dark[row][column] = bits.get(column, row);
            }
        }
        return dark;
    }
}
