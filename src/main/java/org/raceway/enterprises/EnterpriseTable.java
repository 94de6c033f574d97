package org.raceway.enterprises;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The registry as a table. */
@Repository
class EnterpriseTable extends SqlTable<Enterprise> {
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
                            (row, texts) -> Cell.link(
                                    texts.english() ? row.englishName() : row.name(), "/enterprises/" + row.id())),
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
                    new Filter(
                            "standing",
                            "enterprises.state",
                            Filter.Kind.CHOICE,
                            Arrays.stream(Standing.values())
                                    .map(one -> new Filter.Choice(one.name(), "enterprises.standing." + one.name()))
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

    EnterpriseTable(JdbcClient database) {
        super(database, "enterprise", StoredEnterprises.COLUMNS);
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        String standing = query.value("standing");
        if (standing == null) {
            conditions.add("standing not in ('MERGED', 'LEFT')");
        } else {
            conditions.add("standing = ?", standing);
        }
        String name = query.value("name");
        if (name != null) {
            conditions.add(
                    "(position(lower(?) in lower(name || ' ' || english_name)) > 0 or uscc = ? or gln = ?)",
                    name,
                    name,
                    name);
        }
        String kind = query.value("kind");
        if (kind != null) {
            conditions.add("? = any(kinds)", kind);
        }
        conditions.addIfPresent("county = ?", query.value("county"));
    }

    @Override
    protected String order(TableQuery query) {
        return ORDER.getOrDefault(query.sort(), "name") + (query.descending() ? " desc" : "") + ", id";
    }

    @Override
    protected Enterprise read(ResultSet row, int index) throws SQLException {
        return StoredEnterprises.read(row, index);
    }
}
