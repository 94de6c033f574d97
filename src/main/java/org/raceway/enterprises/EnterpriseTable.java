package org.raceway.enterprises;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.TableSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The registry as a table. */
@Repository
class EnterpriseTable implements TableSource<Enterprise> {
    static final TableDefinition<Enterprise> DEFINITION = new TableDefinition<>(
            "enterprises",
            "/enterprises",
            List.of(
                    new Column<>(
                            "name",
                            "enterprises.name",
                            Column.Kind.LONG,
                            true,
                            true,
                            (row, texts) -> Cell.of(texts.english() ? row.englishName() : row.name())),
                    new Column<>(
                            "kind",
                            "enterprises.kind",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(
                                    texts.get("enterprises.kind." + row.kind().name()))),
                    new Column<>(
                            "uscc",
                            "enterprises.uscc",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.uscc())),
                    new Column<>(
                            "gln", "enterprises.gln", Column.Kind.TIME, true, true, (row, texts) -> Cell.of(row.gln())),
                    new Column<>(
                            "prefix",
                            "enterprises.prefix",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.gs1Prefix())),
                    new Column<>(
                            "county",
                            "enterprises.county",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.county())),
                    new Column<>(
                            "sandbox",
                            "enterprises.sandbox",
                            Column.Kind.WORD,
                            false,
                            false,
                            (row, texts) -> Cell.of(texts.get(row.sandbox() ? "enterprises.yes" : "enterprises.no")))),
            List.of(
                    new Filter("name", "enterprises.find", Filter.Kind.TEXT, List.of()),
                    new Filter(
                            "kind",
                            "enterprises.kind",
                            Filter.Kind.CHOICE,
                            Arrays.stream(EnterpriseKind.values())
                                    .map(kind -> new Filter.Choice(kind.name(), "enterprises.kind." + kind.name()))
                                    .toList()),
                    new Filter("county", "enterprises.county", Filter.Kind.TEXT, List.of())),
            "enterprises.empty",
            null,
            null);

    private static final Map<String, String> ORDER = Map.of(
            "name", "name",
            "kind", "kind",
            "uscc", "uscc",
            "gln", "gln",
            "prefix", "gs1_prefix",
            "county", "county");

    private final JdbcClient database;

    EnterpriseTable(JdbcClient database) {
        this.database = database;
    }

    @Override
    public long count(TableQuery query, long most) {
        List<Object> values = new ArrayList<>();
        String where = where(query, values);
        values.add(most);
        return database.sql("select count(*) from (select 1 from enterprise " + where + " limit ?) counted")
                .params(values)
                .query(Long.class)
                .single();
    }

    @Override
    public List<Enterprise> rows(TableQuery query, int limit, long offset) {
        return select(query, limit, offset).list();
    }

    @Override
    public void each(TableQuery query, int most, Consumer<Enterprise> row) {
        try (Stream<Enterprise> rows = select(query, most, 0).stream()) {
            rows.forEach(row);
        }
    }

    private JdbcClient.MappedQuerySpec<Enterprise> select(TableQuery query, long limit, long offset) {
        List<Object> values = new ArrayList<>();
        String where = where(query, values);
        values.add(limit);
        values.add(offset);
        String order = ORDER.getOrDefault(query.sort(), "name") + (query.descending() ? " desc" : "") + ", id";
        return database.sql("select " + StoredEnterprises.COLUMNS + " from enterprise " + where + " order by " + order
                        + " limit ? offset ?")
                .params(values)
                .query(StoredEnterprises::read);
    }

    private static String where(TableQuery query, List<Object> values) {
        List<String> conditions = new ArrayList<>();
        String name = query.value("name");
        if (name != null) {
            conditions.add("(position(lower(?) in lower(name || ' ' || english_name)) > 0 or uscc = ? or gln = ?)");
            values.addAll(List.of(name, name, name));
        }
        String kind = query.value("kind");
        if (kind != null) {
            conditions.add("kind = ?");
            values.add(kind);
        }
        String county = query.value("county");
        if (county != null) {
            conditions.add("county = ?");
            values.add(county);
        }
        return conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    }
}
