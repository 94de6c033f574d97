package org.raceway.platform;

import java.util.List;
import java.util.function.Consumer;

/** Where a table's rows come from. */
public interface TableSource<R> {

    /** How many rows match, counted no further than {@code most}. */
    long count(TableQuery query, long most);

    /** The rows of a page, in the query's order. */
    List<R> rows(TableQuery query, int limit, long offset);

    /** Hands on all matching rows in the query's order, but no more than {@code most}, without holding them. */
    void each(TableQuery query, int most, Consumer<R> row);
}
