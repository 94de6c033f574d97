package org.raceway.scans;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Texts;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Buyers' reports of the codes of the caller's enterprise; the operator sees everybody's. */
@Repository
class ReportTable extends SqlTable<Report> {
    static final TableDefinition<Report> DEFINITION = new TableDefinition<>(
            "reports",
            "/scans/reports",
            List.of(
                    new Column<>(
                            "number",
                            "scans.report.number",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> Cell.link(row.number(), "/scans/reports/" + row.id())),
                    new Column<>(
                            "code",
                            "scans.code",
                            Column.Kind.LONG,
                            true,
                            true,
                            (row, texts) -> Cell.of(Codes.shown(row.code()))),
                    new Column<>(
                            "state", "scans.state", Column.Kind.TIME, false, true, (row, texts) -> state(row, texts)),
                    new Column<>(
                            "at",
                            "scans.report.at",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(Times.minute(row.at()))),
                    new Column<>(
                            "region",
                            "scans.report.region",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) ->
                                    Cell.of(row.region() == null ? "" : texts.get("scans.region." + row.region()))),
                    new Column<>(
                            "seller",
                            "scans.report.seller",
                            Column.Kind.LONG,
                            false,
                            true,
                            (row, texts) -> Cell.of(row.seller())),
                    new Column<>(
                            "note",
                            "scans.report.note",
                            Column.Kind.LONG,
                            false,
                            true,
                            (row, texts) -> Cell.of(row.note()))),
            List.of(
                    new Filter(
                            "state",
                            "scans.state",
                            Filter.Kind.CHOICE,
                            Arrays.stream(Report.State.values())
                                    .map(state -> new Filter.Choice(
                                            state.name().toLowerCase(Locale.ROOT), "scans.report.state." + state))
                                    .toList()),
                    new Filter("code", "scans.code", Filter.Kind.TEXT, List.of()),
                    new Filter("from", "scans.from", Filter.Kind.DAY, List.of()),
                    new Filter("to", "scans.to", Filter.Kind.DAY, List.of())),
            "scans.reports.empty",
            null,
            null);

    ReportTable(JdbcClient database) {
        super(database, "code_report", Reports.COLUMNS);
    }

    static Cell state(Report report, Texts texts) {
        return Cell.tag(
                texts.get("scans.report.state." + report.state()),
                report.state() == Report.State.OPEN ? Tone.WATCH : Tone.GOOD);
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        conditions.addIfPresent("state = ?", FindingTable.upper(query.value("state")));
        String code = query.value("code");
        conditions.addIfPresent("position(? in code) > 0", code == null ? null : Codes.typed(code));
        var from = query.startOfDay("from");
        var to = query.endOfDay("to");
        conditions.addIfPresent("id >= ?", from == null ? null : TimeOrderedIds.least(from));
        conditions.addIfPresent("id < ?", to == null ? null : TimeOrderedIds.least(to));
    }

    @Override
    protected String order(TableQuery query) {
        String direction = query.sort().isEmpty() || query.descending() ? " desc" : "";
        return (query.sort().equals("code") ? "code" + direction + ", " : "") + "id" + direction;
    }

    @Override
    protected Report read(ResultSet row, int index) throws SQLException {
        return Reports.report(row, index);
    }
}
