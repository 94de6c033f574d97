package org.raceway.cards;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.documents.Sheets;

/** Route cards and labels as PDF. Lengths in millimetres, letters in points. */
final class CardSheets {
    /** Labels that one file holds. */
    static final int MOST_LABELS = 2_000;

    private static final float LEFT = 15;
    private static final float RIGHT = Sheets.A4_WIDTH - 15;
    private static final float QR = 42;
    private static final float ROW = 13;
    private static final float HEAD = 9;
    private static final float[] COLUMNS = {30, 22, 26, 20, 20, 18, 22, 22};
    private static final List<String> HEADS =
            List.of("step", "date", "machine", "in", "out", "scrap", "worker", "checked");
    private static final int MOST_INPUTS = 12;
    private static final int LEAST_ROWS = 8;

    /** What a label is printed on. */
    enum Paper {
        /** A4 with 3 x 8 labels of 70 x 37 mm. */
        A4,
        /** A roll of labels of 50 x 30 mm, one a page. */
        ROLL
    }

    /** What a label holds. */
    enum Code {
        /** A QR code with the GS1 Digital Link: for phones. */
        QR,
        /** A GS1 Data Matrix: small, for rings and units. */
        DATA_MATRIX
    }

    private final Texts texts;
    private final String plant;
    private final String site;

    CardSheets(Texts texts, String plant, String site) {
        this.texts = texts;
        this.plant = plant;
        this.site = site;
    }

    /** A page for each card. */
    void writeCards(List<Card> cards, Instant now, OutputStream out) throws IOException {
        try (Sheets sheets = new Sheets(texts.get("cards.print.title"), now)) {
            for (Card card : cards) {
                sheets.page(Sheets.A4_WIDTH, Sheets.A4_HEIGHT);
                card(sheets, card);
            }
            sheets.writeTo(out);
        }
    }

    private void card(Sheets sheets, Card card) {
        sheets.text(LEFT, 20, 10, fitting(sheets, plant, 10, RIGHT - LEFT - QR - 8));
        sheets.text(LEFT, 32, 22, texts.get("cards.print.title"));
        String link = PrintCode.link(site, card.thing());
        sheets.modules(RIGHT - QR, 15, QR, PrintCode.qr(link));
        sheets.textEndingAt(RIGHT, 15 + QR + 5, 8, texts.get("cards.print.scan"));
        float y = 42;
        y = fact(sheets, y, "cards.product", card.product().name());
        y = fact(sheets, y, "cards.lot", card.lot());
        y = fact(sheets, y, "cards.quantity", amount(card));
        y = fact(
                sheets,
                y,
                card.product().issued() ? "cards.internalNumber" : "cards.gtin",
                card.product().gtin());
        y = fact(sheets, y, "cards.begun", Times.minute(card.createdAt()));
        y = Math.max(y, 15 + QR + 12);
        if (!card.inputs().isEmpty()) {
            sheets.text(LEFT, y, 11, texts.get("cards.inputs"));
            y += 6;
            for (CardInput input :
                    card.inputs().subList(0, Math.min(MOST_INPUTS, card.inputs().size()))) {
                sheets.text(LEFT, y, 9, fitting(sheets, CodeText.shown(input.thing()), 9, 130));
                sheets.textEndingAt(
                        RIGHT,
                        y,
                        9,
                        Quantities.text(input.quantity()) + " "
                                + texts.get(input.unit().textKey()));
                sheets.line(LEFT, y + 1.6f, RIGHT, y + 1.6f, 0.1f);
                y += 5.5f;
            }
            if (card.inputs().size() > MOST_INPUTS) {
                sheets.text(
                        LEFT, y, 9, texts.get("cards.print.more", card.inputs().size() - MOST_INPUTS));
                y += 5.5f;
            }
            y += 3;
        }
        steps(sheets, card, y);
        float foot = Sheets.A4_HEIGHT - 12;
        for (String line : sheets.lines(link, 8, RIGHT - LEFT)) {
            sheets.text(LEFT, foot, 8, line);
            foot += 4;
        }
    }

    private void steps(Sheets sheets, Card card, float top) {
        float y = top;
        sheets.fill(LEFT, y, RIGHT - LEFT, HEAD, 0.92f);
        float x = LEFT;
        for (int i = 0; i < COLUMNS.length; i++) {
            sheets.text(x + 1.5f, y + 6, 8.5f, texts.get("cards.print." + HEADS.get(i)));
            x += COLUMNS[i];
        }
        List<String> rows = new ArrayList<>();
        card.route().forEach(step -> rows.add(texts.get(step.textKey())));
        while (rows.size() < LEAST_ROWS) {
            rows.add("");
        }
        float bottom = y + HEAD + rows.size() * ROW;
        sheets.line(LEFT, y, RIGHT, y, 0.3f);
        y += HEAD;
        for (String row : rows) {
            sheets.line(LEFT, y, RIGHT, y, 0.2f);
            sheets.text(LEFT + 1.5f, y + 8, 11, row);
            y += ROW;
        }
        sheets.line(LEFT, bottom, RIGHT, bottom, 0.3f);
        x = LEFT;
        for (float column : COLUMNS) {
            sheets.line(x, top, x, bottom, 0.2f);
            x += column;
        }
        sheets.line(RIGHT, top, RIGHT, bottom, 0.2f);
    }

    private float fact(Sheets sheets, float y, String labelKey, String value) {
        sheets.text(LEFT, y, 9, texts.get(labelKey));
        float next = y;
        List<String> lines = sheets.lines(value, 12, RIGHT - LEFT - QR - 40);
        for (String line : lines.subList(0, Math.min(2, lines.size()))) {
            sheets.text(LEFT + 30, next, 12, line);
            next += 6;
        }
        return next + 1;
    }

    /** So many labels of each card, in order. */
    void writeLabels(List<Card> cards, int each, Paper paper, Code code, Instant now, OutputStream out)
            throws IOException {
        try (Sheets sheets = new Sheets(texts.get("cards.print.labels"), now)) {
            int number = 0;
            for (Card card : cards) {
                boolean[][] modules = code == Code.QR
                        ? PrintCode.qr(PrintCode.link(site, card.thing()))
                        : PrintCode.dataMatrix(card.thing());
                for (int i = 0; i < each; i++) {
                    if (paper == Paper.ROLL) {
                        sheets.page(50, 30);
                        label(sheets, 0, 0, 50, 30, card, modules, code);
                    } else {
                        int place = number % 24;
                        int column = place % 3;
                        int row = place / 3;
                        if (place == 0) {
                            sheets.page(Sheets.A4_WIDTH, Sheets.A4_HEIGHT);
                        }
                        label(sheets, column * 70f, 0.5f + row * 37f, 70, 37, card, modules, code);
                    }
                    number++;
                }
            }
            sheets.writeTo(out);
        }
    }

    private void label(
            Sheets sheets, float x, float y, float width, float height, Card card, boolean[][] modules, Code code) {
        float side = code == Code.QR ? Math.min(height - 8, 26) : 14;
        float top = y + (height - side) / 2;
        sheets.modules(x + 4, top, side, modules);
        float left = x + side + 8;
        float room = width - side - 10;
        float line = y + height / 2 - 6.5f;
        List<String> name = sheets.lines(card.product().name(), 7.5f, room);
        for (String part : name.subList(0, Math.min(2, name.size()))) {
            sheets.text(left, line, 7.5f, part);
            line += 3.6f;
        }
        line += 1;
        sheets.text(left, line, 8.5f, fitting(sheets, card.lot(), 8.5f, room));
        sheets.text(left, line + 4.4f, 7.5f, fitting(sheets, amount(card), 7.5f, room));
        sheets.text(left, line + 8.4f, 6, fitting(sheets, plant, 6, room));
    }

    private String amount(Card card) {
        return Quantities.text(card.quantity()) + " " + texts.get(card.unit().textKey());
    }

    private static String fitting(Sheets sheets, String text, float points, float width) {
        return sheets.lines(text, points, width).getFirst();
    }
}
