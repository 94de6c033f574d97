package org.raceway.platform.documents;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;

/**
 * Pages on which everything has its place. Lengths are millimetres from the left and the top edge; letters are measured in points.
 *
 * <pre>{@code
 * try (Sheets sheets = new Sheets("Labels", clock.instant())) {
 *     sheets.page(50, 30);
 *     sheets.text(3, 8, 9, "深沟球轴承 6204-2RS");
 *     sheets.modules(30, 5, 18, matrix);
 *     sheets.writeTo(stream);
 * }
 * }</pre>
 */
public final class Sheets implements AutoCloseable {
    /** The width of an A4 page. */
    public static final float A4_WIDTH = 210;
    /** The height of an A4 page. */
    public static final float A4_HEIGHT = 297;

    private static final float POINTS = 72 / 25.4f;

    private final PDDocument document = new PDDocument();
    private final Fonts fonts = new Fonts(document);
    private @Nullable PDPageContentStream stream;
    private float height;
    private int pages;

    /**
     * No page yet.
     *
     * @param title as a reader's window shows it
     */
    public Sheets(String title, Instant madeAt) {
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setProducer("Raceway");
        Calendar made = GregorianCalendar.from(madeAt.atZone(ZoneOffset.UTC));
        made.setTimeZone(TimeZone.getTimeZone("UTC"));
        document.getDocumentInformation().setCreationDate(made);
    }

    /** Begins a page; what follows stands on it. */
    public void page(float widthMillimetres, float heightMillimetres) {
        try {
            end();
            PDPage page = new PDPage(new PDRectangle(widthMillimetres * POINTS, heightMillimetres * POINTS));
            document.addPage(page);
            stream = new PDPageContentStream(document, page);
            height = heightMillimetres;
            pages++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many pages have begun. */
    public int pages() {
        return pages;
    }

    /** Writes a line of text, its baseline at {@code y}. */
    public void text(float x, float y, float points, String text) {
        try {
            fonts.show(page(), text, x * POINTS, (height - y) * POINTS, points);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, ending at {@code right}. */
    public void textEndingAt(float right, float y, float points, String text) {
        text(right - width(text, points), y, points, text);
    }

    /** How wide a line of text is. */
    public float width(String text, float points) {
        return fonts.width(text, points) / POINTS;
    }

    /** The text in lines no wider than this. */
    public List<String> lines(String text, float points, float widthMillimetres) {
        return fonts.lines(text, points, widthMillimetres * POINTS);
    }

    /** Draws a line. */
    public void line(float fromX, float fromY, float toX, float toY, float widthMillimetres) {
        try {
            PDPageContentStream page = page();
            page.setLineWidth(widthMillimetres * POINTS);
            page.moveTo(fromX * POINTS, (height - fromY) * POINTS);
            page.lineTo(toX * POINTS, (height - toY) * POINTS);
            page.stroke();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fills a rectangle with a grey.
     *
     * @param grey 0 black to 1 white
     */
    public void fill(float x, float y, float widthMillimetres, float heightMillimetres, float grey) {
        try {
            PDPageContentStream page = page();
            page.setNonStrokingColor(grey);
            page.addRect(
                    x * POINTS,
                    (height - y - heightMillimetres) * POINTS,
                    widthMillimetres * POINTS,
                    heightMillimetres * POINTS);
            page.fill();
            page.setNonStrokingColor(0f);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Draws a two-dimensional code as vectors, so that it is sharp at any size: QR code, Data Matrix.
     *
     * @param side of the whole, in millimetres; leave the quiet zone around it free
     * @param dark by row, then by column; as many rows as columns
     */
    public void modules(float x, float y, float side, boolean[][] dark) {
        try {
            PDPageContentStream page = page();
            float one = side / dark.length;
            for (int row = 0; row < dark.length; row++) {
                boolean[] cells = dark[row];
                for (int column = 0; column < cells.length; column++) {
                    int from = column;
                    while (column < cells.length && cells[column]) {
                        column++;
                    }
                    if (column > from) {
                        page.addRect(
                                (x + from * one) * POINTS,
                                (height - y - (row + 1) * one) * POINTS,
                                (column - from) * one * POINTS,
                                one * POINTS);
                    }
                }
            }
            page.fill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the document; nothing more can be drawn. */
    public void writeTo(OutputStream out) throws IOException {
        end();
        document.save(out);
    }

    @Override
    public void close() {
        try {
            end();
            document.close();
            fonts.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes back to a page that has begun, to write over it. */
    void over(int number) {
        try {
            end();
            PDPage page = document.getPage(number);
            stream = new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, true, true);
            height = page.getMediaBox().getHeight() / POINTS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PDPageContentStream page() {
        PDPageContentStream current = stream;
        if (current == null) {
            throw new IllegalStateException("no page has begun");
        }
        return current;
    }

    private void end() throws IOException {
        PDPageContentStream current = stream;
        if (current != null) {
            current.close();
            stream = null;
        }
    }
}
