package org.raceway.certificates;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.Page;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the latest run found, a heat each. */
@Repository
class BalanceTable extends SqlTable<BalanceTable.Row> {

    /** The balance of one heat. */
    record Row(
            String heat,
            String number,
            Instant meltedAt,
            @Nullable BigDecimal available,
            BigDecimal taken,
            BigDecimal surplus,
            String mill,
            String englishMill) {}

    static final TableDefinition<Row> DEFINITION = new TableDefinition<>(
            "balances",
            "/balances",
            List.of(
                    new Column<>(
                            "number",
                            "certificates.heatNumber",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.link(row.number(), "/balances/heat?id=" + Page.encode(row.heat()))),
                    new Column<>(
                            "verdict",
                            "certificates.balance.verdict",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> row.surplus().signum() > 0
                                    ? Cell.tag(texts.get("certificates.balance.verdict.SURPLUS"), Tone.BAD)
                                    : row.available() == null
                                            ? Cell.tag(texts.get("certificates.balance.verdict.UNKNOWN"), Tone.UNKNOWN)
                                            : Cell.tag(texts.get("certificates.balance.verdict.BALANCES"), Tone.GOOD)),
                    new Column<>(
                            "surplus",
                            "certificates.balance.surplus",
                            Column.Kind.NUMBER,
                            true,
                            true,
                            (row, texts) -> Cell.of(Figures.kilograms(row.surplus(), texts))),
                    new Column<>(
                            "available",
                            "certificates.balance.available",
                            Column.Kind.NUMBER,
                            true,
                            true,
                            (row, texts) ->
                                    Cell.of(row.available() == null ? "" : Figures.kilograms(row.available(), texts))),
                    new Column<>(
                            "taken",
                            "certificates.balance.taken",
                            Column.Kind.NUMBER,
                            true,
                            true,
                            (row, texts) -> Cell.of(Figures.kilograms(row.taken(), texts))),
                    new Column<>(
                            "mill",
                            "certificates.balance.mill",
                            Column.Kind.LONG,
                            true,
                            true,
                            (row, texts) -> Cell.of(texts.english() ? row.englishMill() : row.mill())),
                    new Column<>(
                            "melted",
                            "certificates.balance.meltedAt",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(Times.minute(row.meltedAt())))),
            List.of(
                    new Filter("find", "certificates.heatNumber", Filter.Kind.TEXT, List.of()),
                    new Filter(
                            "state",
                            "certificates.balance.verdict",
                            Filter.Kind.CHOICE,
                            List.of(
                                    new Filter.Choice("surplus", "certificates.balance.verdict.SURPLUS"),
                                    new Filter.Choice("balances", "certificates.balance.verdict.BALANCES")))),
            "certificates.balance.empty",
            null,
            null);

    private static final Map<String, String> ORDER = Map.of(
            "number", "number",
            "surplus", "surplus",
            "available", "certified",
            "taken", "taken",
            "mill", "mill",
            "melted", "melted_at");

    BalanceTable(JdbcClient database) {
        super(database, """
                (select balance_result.*, enterprise.name as mill, enterprise.english_name as english_mill
                 from balance_result join enterprise on enterprise.id = balance_result.owner
                 where run = (select id from balance_run order by id desc limit 1)) as listed""", "heat, number, melted_at, certified, taken, surplus, mill, english_mill");
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        String find = query.value("find");
        if (find != null) {
            conditions.add("position(lower(?) in lower(number)) > 0", find);
        }
        String state = query.value("state");
        if ("surplus".equals(state)) {
            conditions.add("surplus > 0");
        } else if ("balances".equals(state)) {
            conditions.add("surplus = 0 and certified is not null");
        }
    }

    @Override
    protected String order(TableQuery query) {
        return query.sort().isEmpty()
                ? "surplus desc, melted_at desc, heat"
                : ORDER.getOrDefault(query.sort(), "number")
                        + (query.descending() ? " desc nulls last" : " nulls first") + ", heat";
    }

    @Override
    protected Row read(ResultSet row, int index) throws SQLException {
        return new Row(
                row.getString("heat"),
                row.getString("number"),
                row.getObject("melted_at", OffsetDateTime.class).toInstant(),
                row.getBigDecimal("certified"),
                row.getBigDecimal("taken"),
                row.getBigDecimal("surplus"),
                row.getString("mill"),
                row.getString("english_mill"));
    }
}
