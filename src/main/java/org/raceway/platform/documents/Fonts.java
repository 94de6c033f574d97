package org.raceway.platform.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The letters of one document: Latin from one font, the rest from another. What neither has becomes a hollow box. */
final class Fonts implements AutoCloseable {
    private static final String LATIN = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final String CHINESE = "/org/raceway/platform/documents/DroidSansFallbackFull.ttf";
    private static final int MISSING = 0x25A1;
    private static final float EM = 1_000f;

    private final List<Face> faces;
    private final Map<Integer, Glyph> glyphs = new HashMap<>();

    private record Face(PDFont font, TrueTypeFont type, CmapLookup letters) {}

    private record Glyph(Face face, String text, float width) {}

    Fonts(PDDocument document) {
        try {
            faces = List.of(face(document, LATIN), face(document, CHINESE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Face face(PDDocument document, String resource) throws IOException {
        try (InputStream stream = Fonts.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no font " + resource);
            }
            TrueTypeFont type = new TTFParser().parse(new RandomAccessReadBuffer(stream.readAllBytes()));
            return new Face(PDType0Font.load(document, type, true), type, type.getUnicodeCmapLookup());
        }
    }

    @Override
    public void close() throws IOException {
        for (Face face : faces) {
            face.type().close();
        }
    }

    /** In the size's unit. */
    float width(String text, float size) {
        float width = 0;
        for (int at = 0; at < text.length(); ) {
            int letter = text.codePointAt(at);
            width += glyph(letter).width();
            at += Character.charCount(letter);
        }
        return width * size / EM;
    }

    /** Shows the text at a point of the page, its baseline there. */
    void show(PDPageContentStream page, String text, float x, float y, float size) throws IOException {
        page.beginText();
        page.newLineAtOffset(x, y);
        Face current = null;
        StringBuilder run = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int letter = text.codePointAt(at);
            Glyph glyph = glyph(letter);
            if (!glyph.face().equals(current)) {
                if (!run.isEmpty()) {
                    page.showText(run.toString());
                    run.setLength(0);
                }
                current = glyph.face();
                page.setFont(current.font(), size);
            }
            run.append(glyph.text());
            at += Character.charCount(letter);
        }
        if (!run.isEmpty()) {
            page.showText(run.toString());
        }
        page.endText();
    }

    private Glyph glyph(int letter) {
        return glyphs.computeIfAbsent(letter, this::find);
    }

    private Glyph find(int letter) {
        int wanted = Character.isISOControl(letter) ? ' ' : letter;
        for (int candidate : new int[] {wanted, MISSING, '?'}) {
            for (Face face : faces) {
                if (face.letters().getGlyphId(candidate) != 0) {
                    String text = Character.toString(candidate);
                    try {
                        return new Glyph(face, text, face.font().getStringWidth(text));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }
        throw new IllegalStateException("the fonts have no question mark");
    }

    /** The text in lines no wider than this: broken at spaces, and anywhere between Chinese characters. */
    List<String> lines(String text, float size, float width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            wrap(paragraph, size, width, lines);
        }
        return lines;
    }

    private void wrap(String text, float size, float width, List<String> lines) {
        int start = 0;
        int lastBreak = -1;
        float used = 0;
        int at = 0;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            float its = glyph(letter).width() * size / EM;
            if (used + its > width && at > start) {
                int end = lastBreak > start ? lastBreak : at;
                lines.add(text.substring(start, end).stripTrailing());
                start = end;
                while (start < text.length() && text.charAt(start) == ' ') {
                    start++;
                }
                at = start;
                used = 0;
                lastBreak = -1;
                continue;
            }
            used += its;
            at += Character.charCount(letter);
            if (letter == ' ' || letter == '/' || letter == '-' || Character.isIdeographic(letter)) {
                lastBreak = at;
            }
        }
        lines.add(text.substring(start));
    }
}
