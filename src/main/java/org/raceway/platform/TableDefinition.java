package org.raceway.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table: its columns and its query bar.
 *
 * @param name the export's file name and the key of the remembered column choice
 * @param path the page's address
 * @param emptyKey what to say when nothing is there, and what to do about it
 * @param emptyLink where to do it
 * @param emptyLinkKey the words of that link
 */
public record TableDefinition<R>(
        String name,
        String path,
        List<Column<R>> columns,
        List<Filter> filters,
        String emptyKey,
        @Nullable String emptyLink,
        @Nullable String emptyLinkKey) {
    public TableDefinition {
        columns = List.copyOf(columns);
        filters = List.copyOf(filters);
    }
}
