package org.raceway.platform.uploads;

import java.util.List;
import java.util.Set;

/**
 * What stands in an uploaded table: the first row with content, and the rows under it. Rows without content are left out, and numbered all
 * the same.
 *
 * @param header stripped
 */
public record UploadedTable(List<String> header, List<Row> rows) {
    public UploadedTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /** The place of a column by any of its names, or -1. Case and spaces do not count. */
    public int column(String... names) {
        for (int i = 0; i < header.size(); i++) {
            for (String name : names) {
                if (plain(header.get(i)).equalsIgnoreCase(plain(name))) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static String plain(String word) {
        // A template marks what must be filled in with an asterisk.
        return word.replaceAll("[\\s\\u3000*\\uFF0A]", "");
    }

    /**
     * What stands in one row.
     *
     * @param number as a spreadsheet shows it: the first row of a file is 1
     * @param cells stripped; a number in full, a date as 2026-11-25, a time as 2026-11-25T08:30:00, a formula as its result
     * @param inexact places of numbers with more digits than a spreadsheet keeps (15): its last digits are lost, an identifier typed like
     *     that must be typed again as text
     */
    public record Row(int number, List<String> cells, Set<Integer> inexact) {
        public Row {
            cells = List.copyOf(cells);
            inexact = Set.copyOf(inexact);
        }

        /** The text in this place, empty where there is none. */
        public String cell(int place) {
            return place >= 0 && place < cells.size() ? cells.get(place) : "";
        }
    }
}
