package org.raceway.platform;

import java.text.NumberFormat;
import org.jspecify.annotations.Nullable;

/**
 * What stands in one place of a table.
 *
 * @param number the exact figure, for the export; absent for words
 * @param link where a click leads
 * @param tone absent for plain text
 */
public record Cell(
        String text,
        @Nullable Number number,
        @Nullable String link,
        @Nullable Tone tone) {

    /** Plain text. */
    public static Cell of(@Nullable String text) {
        return new Cell(text == null ? "" : text, null, null, null);
    }

    /** A whole number. */
    public static Cell of(long number, Texts texts) {
        return new Cell(NumberFormat.getIntegerInstance(texts.locale()).format(number), number, null, null);
    }

    /** Text that leads somewhere. */
    public static Cell link(String text, String link) {
        return new Cell(text, null, link, null);
    }

    /** A word with a meaning. */
    public static Cell tag(String text, Tone tone) {
        return new Cell(text, null, null, tone);
    }
}
