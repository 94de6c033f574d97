package org.raceway.platform;

import java.util.function.BiFunction;

/**
 * A column of a table.
 *
 * @param name stable; the sort parameter and the remembered column choice use it
 * @param textKey its head, with the unit where it has one
 * @param kind how it is set
 * @param sortable whether the source can sort by it
 * @param shown whether it shows until somebody chooses otherwise; an export always has it
 * @param cell what a row shows there, in that language
 */
public record Column<R>(
        String name, String textKey, Kind kind, boolean sortable, boolean shown, BiFunction<R, Texts, Cell> cell) {

    /** How a column is set. */
    public enum Kind {
        WORD(""),
        LONG("long"),
        TIME("nowrap"),
        NUMBER("number");

        private final String style;

        Kind(String style) {
            this.style = style;
        }

        /** The style of its cells. */
        public String style() {
            return style;
        }
    }
}
