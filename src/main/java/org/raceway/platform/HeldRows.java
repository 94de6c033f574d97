package org.raceway.platform;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Rows that are few and have been read already: filtered and sorted here, otherwise in the order in which they came. */
public final class HeldRows<R> implements TableSource<R> {
    private final List<R> all;
    private final Map<String, Comparator<R>> orders = new HashMap<>();
    private final Map<String, BiPredicate<R, String>> filters = new HashMap<>();

    /** These rows. */
    public HeldRows(List<R> all) {
        this.all = List.copyOf(all);
    }

    /** What sorts by a column. */
    public HeldRows<R> sortedBy(String column, Comparator<R> order) {
        orders.put(column, order);
        return this;
    }

    /** What a filter, set to a value, lets through. */
    public HeldRows<R> filteredBy(String filter, BiPredicate<R, String> passes) {
        filters.put(filter, passes);
        return this;
    }

    @Override
    public long count(TableQuery query, long most) {
        return matching(query).limit(most).count();
    }

    @Override
    public List<R> rows(TableQuery query, int limit, long offset) {
        return matching(query).skip(offset).limit(limit).toList();
    }

    @Override
    public void each(TableQuery query, int most, Consumer<R> row) {
        matching(query).limit(most).forEach(row);
    }

    private Stream<R> matching(TableQuery query) {
        Stream<R> rows = all.stream()
                .filter(row -> filters.entrySet().stream().allMatch(filter -> {
                    String value = query.value(filter.getKey());
                    return value == null || filter.getValue().test(row, value);
                }));
        Comparator<R> order = orders.get(query.sort());
        return order == null ? rows : rows.sorted(query.descending() ? order.reversed() : order);
    }
}
