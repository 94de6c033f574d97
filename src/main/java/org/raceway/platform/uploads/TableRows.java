package org.raceway.platform.uploads;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.ProblemException;

/** Collects the rows of a table within its bounds. */
final class TableRows {
    private final int rowLimit;
    private final int columnLimit;
    private final List<UploadedTable.Row> rows = new ArrayList<>();
    private @Nullable List<String> header;

    TableRows(int rowLimit, int columnLimit) {
        this.rowLimit = rowLimit;
        this.columnLimit = columnLimit;
    }

    void add(int number, List<String> cells, Set<Integer> inexact) {
        int filled = cells.size();
        while (filled > 0 && cells.get(filled - 1).isEmpty()) {
            filled--;
        }
        if (filled == 0) {
            return;
        }
        if (filled > columnLimit) {
            throw new ProblemException(UploadProblem.TOO_MANY_COLUMNS, number, columnLimit);
        }
        if (header == null) {
            header = List.copyOf(cells.subList(0, filled));
            return;
        }
        if (rows.size() == rowLimit) {
            throw new ProblemException(UploadProblem.TOO_MANY_ROWS, rowLimit);
        }
        rows.add(new UploadedTable.Row(number, cells.subList(0, filled), inexact));
    }

    UploadedTable table() {
        if (header == null || rows.isEmpty()) {
            throw new ProblemException(UploadProblem.NO_ROWS);
        }
        return new UploadedTable(header, rows);
    }
}
