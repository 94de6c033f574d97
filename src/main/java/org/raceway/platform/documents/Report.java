package org.raceway.platform.documents;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A report on A4 pages, written from top to bottom: headings, paragraphs, facts, tables. A table's head is repeated on each page, each
 * page has its number.
 */
public final class Report implements AutoCloseable {
    private static final float LEFT = 20;
    private static final float RIGHT = Sheets.A4_WIDTH - 20;
    private static final float TOP = 22;
    private static final float BOTTOM = Sheets.A4_HEIGHT - 22;
    private static final float BODY = 10;
    private static final float SMALL = 8.5f;
    private static final float LEADING = 1.5f;
    private static final float MILLIMETRES = 25.4f / 72;
    private static final float PADDING = 1.2f;
    private static final float LABELS = 42;

    private final Sheets sheets;
    private final String title;
    private float y = BOTTOM + 1;

    /**
     * A column of a table.
     *
     * @param share of the width, in proportion to the other columns'
     * @param right whether it holds figures, which end at its right edge
     */
    public record Column(String head, float share, boolean right) {}

    /** An empty one; its title stands at the top. */
    public Report(String title, Instant madeAt) {
        this.title = title;
        this.sheets = new Sheets(title, madeAt);
        room(20);
        lines(title, 18);
        y += 2;
    }

    /** A heading of a part. */
    public Report heading(String text) {
        room(16);
        y += 5;
        lines(text, 13);
        sheets.line(LEFT, y + 0.8f, RIGHT, y + 0.8f, 0.2f);
        y += 2.5f;
        return this;
    }

    /** A paragraph. */
    public Report paragraph(String text) {
        lines(text, BODY);
        y += 2;
        return this;
    }

    /** A label and what it says. */
    public Report fact(String label, String value) {
        List<String> its = sheets.lines(value, BODY, RIGHT - LEFT - LABELS);
        List<String> names = sheets.lines(label, BODY, LABELS - 2);
        float leading = BODY * LEADING * MILLIMETRES;
        for (int line = 0; line < Math.max(its.size(), names.size()); line++) {
            room(leading);
            y += leading;
            if (line < names.size()) {
                sheets.text(LEFT, y, BODY, names.get(line));
            }
            if (line < its.size()) {
                sheets.text(LEFT + LABELS, y, BODY, its.get(line));
            }
        }
        y += 0.6f;
        return this;
    }

    /** A table. */
    public Report table(List<Column> columns, Iterable<List<String>> rows) {
        float shares = 0;
        for (Column column : columns) {
            shares += column.share();
        }
        float[] starts = new float[columns.size() + 1];
        starts[0] = LEFT;
        for (int place = 0; place < columns.size(); place++) {
            starts[place + 1] =
                    starts[place] + (RIGHT - LEFT) * columns.get(place).share() / shares;
        }
        room(20);
        y += 1;
        row(columns, starts, columns.stream().map(Column::head).toList(), true);
        for (List<String> row : rows) {
            row(columns, starts, row, false);
        }
        y += 3;
        return this;
    }

    private void row(List<Column> columns, float[] starts, List<String> texts, boolean head) {
        float leading = SMALL * LEADING * MILLIMETRES;
        List<List<String>> cells = new ArrayList<>();
        int most = 1;
        for (int place = 0; place < columns.size(); place++) {
            List<String> lines = sheets.lines(texts.get(place), SMALL, starts[place + 1] - starts[place] - 2 * PADDING);
            cells.add(lines);
            most = Math.max(most, lines.size());
        }
        float height = most * leading + 2 * PADDING;
        if (y + height > BOTTOM && !head) {
            page();
            row(columns, starts, columns.stream().map(Column::head).toList(), true);
        }
        if (head) {
            sheets.fill(LEFT, y, RIGHT - LEFT, height, 0.92f);
        }
        for (int place = 0; place < columns.size(); place++) {
            float line = y + PADDING + leading * 0.75f;
            for (String text : cells.get(place)) {
                if (columns.get(place).right()) {
                    sheets.textEndingAt(starts[place + 1] - PADDING, line, SMALL, text);
                } else {
                    sheets.text(starts[place] + PADDING, line, SMALL, text);
                }
                line += leading;
            }
        }
        y += height;
        sheets.line(LEFT, y, RIGHT, y, 0.1f);
    }

    private void lines(String text, float points) {
        float leading = points * LEADING * MILLIMETRES;
        for (String line : sheets.lines(text, points, RIGHT - LEFT)) {
            room(leading);
            y += leading;
            sheets.text(LEFT, y, points, line);
        }
    }

    /** Goes to a new page where this much does not fit any more. */
    private void room(float millimetres) {
        if (y + millimetres > BOTTOM) {
            page();
        }
    }

    private void page() {
        sheets.page(Sheets.A4_WIDTH, Sheets.A4_HEIGHT);
        y = TOP;
    }

    /** Numbers the pages and writes the document; nothing can be added after. */
    public void writeTo(OutputStream out) throws IOException {
        int pages = sheets.pages();
        for (int number = 0; number < pages; number++) {
            sheets.over(number);
            sheets.text(LEFT, Sheets.A4_HEIGHT - 12, SMALL, title);
            sheets.textEndingAt(RIGHT, Sheets.A4_HEIGHT - 12, SMALL, number + 1 + " / " + pages);
        }
        sheets.writeTo(out);
    }

    @Override
    public void close() {
        sheets.close();
    }
}
