package org.raceway.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of one database table: the count, a page and an export have the same conditions and the same order.
 *
 * @param <R> a row
 */
public abstract class SqlTable<R> implements TableSource<R> {
    private final JdbcClient database;
    private final String table;
    private final String columns;

    /**
     * A table, read by its columns.
     *
     * @param columns as they stand after {@code select}
     */
    protected SqlTable(JdbcClient database, String table, String columns) {
        this.database = database;
        this.table = table;
        this.columns = columns;
    }

    /** Adds what the query filters by, and what its reader may see. */
    protected abstract void filter(TableQuery query, Conditions conditions);

    /** What stands after {@code order by}; the order is total, or pages would overlap. */
    protected abstract String order(TableQuery query);

    /** One row. */
    protected abstract R read(ResultSet row, int index) throws SQLException;

    /** Conditions that must all hold. */
    public static final class Conditions {
        private final List<String> all = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        /** A condition with its values, one for each question mark. */
        public void add(String condition, Object... its) {
            all.add(condition);
            Collections.addAll(values, its);
        }

        /** The same, unless the value is absent. */
        public void addIfPresent(String condition, @Nullable Object value) {
            if (value instanceof Instant moment) {
                add(condition, moment.atOffset(ZoneOffset.UTC));
            } else if (value != null) {
                add(condition, value);
            }
        }

        private String where() {
            return all.isEmpty() ? "" : " where " + String.join(" and ", all);
        }
    }

    @Override
    public long count(TableQuery query, long most) {
        Conditions conditions = conditions(query);
        conditions.values.add(most);
        return database.sql(
                        "select count(*) from (select 1 from " + table + conditions.where() + " limit ?) as counted")
                .params(conditions.values)
                .query(Long.class)
                .single();
    }

    @Override
    public List<R> rows(TableQuery query, int limit, long offset) {
        return select(query, limit, offset).list();
    }

    @Override
    public void each(TableQuery query, int most, Consumer<R> row) {
        try (Stream<R> rows = select(query, most, 0).stream()) {
            rows.forEach(row);
        }
    }

    private JdbcClient.MappedQuerySpec<R> select(TableQuery query, long limit, long offset) {
        Conditions conditions = conditions(query);
        conditions.values.add(limit);
        conditions.values.add(offset);
        return database.sql("select " + columns + " from " + table + conditions.where() + " order by " + order(query)
                        + " limit ? offset ?")
                .params(conditions.values)
                .query(this::read);
    }

    private Conditions conditions(TableQuery query) {
        Conditions conditions = new Conditions();
        filter(query, conditions);
        return conditions;
    }
}
