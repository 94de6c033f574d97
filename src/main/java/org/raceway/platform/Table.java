package org.raceway.platform;

import java.util.List;

/**
 * A table as {@code part/table.jte} draws it.
 *
 * @param rows the page's cells, in the columns' order
 * @param total matching rows, counted no further than {@link Tables#COUNTED}
 * @param exact whether {@code total} is all
 */
public record Table(TableDefinition<?> definition, TableQuery query, List<List<Cell>> rows, long total, boolean exact) {

    /** The number of the last page that can be opened, from 0. */
    public int lastPage() {
        return (int) Math.max(0, (total - 1) / query.size());
    }

    /** The place of the page's first row, from 1. */
    public long first() {
        return rows.isEmpty() ? 0 : (long) query.page() * query.size() + 1;
    }

    /** The place of the page's last row. */
    public long last() {
        return rows.isEmpty() ? 0 : first() + rows.size() - 1;
    }

    /** Whether any filter is set. */
    public boolean filtered() {
        return !query.values().isEmpty();
    }
}
