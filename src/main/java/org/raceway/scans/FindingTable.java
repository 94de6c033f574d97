package org.raceway.scans;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What speaks against the codes of the caller's enterprise; the operator sees everybody's. */
@Repository
class FindingTable extends SqlTable<Finding> {
    static final TableDefinition<Finding> DEFINITION = new TableDefinition<>(
            "scans",
            "/scans",
            List.of(
                    new Column<>(
                            "code",
                            "scans.code",
                            Column.Kind.LONG,
                            true,
                            true,
                            (row, texts) -> Cell.link(Codes.shown(row.code()), "/scans/findings/" + row.id())),
                    new Column<>(
                            "cause",
                            "scans.cause",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> Cell.of(texts.get("scans.cause." + row.cause()))),
                    new Column<>(
                            "state", "scans.state", Column.Kind.TIME, false, true, (row, texts) -> state(row, texts)),
                    new Column<>(
                            "visitors",
                            "scans.visitors",
                            Column.Kind.NUMBER,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.visitors(), texts)),
                    new Column<>(
                            "found",
                            "scans.foundAt",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(Times.minute(row.foundAt()))),
                    new Column<>(
                            "last",
                            "scans.lastAt",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(Times.minute(row.lastAt()))),
                    new Column<>(
                            "because",
                            "scans.what",
                            Column.Kind.LONG,
                            false,
                            false,
                            (row, texts) -> Cell.of(row.explained(texts))),
                    new Column<>(
                            "note",
                            "scans.decided",
                            Column.Kind.LONG,
                            false,
                            false,
                            (row, texts) -> Cell.of(row.note()))),
            List.of(
                    new Filter(
                            "state",
                            "scans.state",
                            Filter.Kind.CHOICE,
                            Arrays.stream(FindingState.values())
                                    .filter(state -> state != FindingState.WAITING)
                                    .map(state -> new Filter.Choice(
                                            state.name().toLowerCase(Locale.ROOT), "scans.state." + state))
                                    .toList()),
                    new Filter(
                            "cause",
                            "scans.cause",
                            Filter.Kind.CHOICE,
                            Arrays.stream(FindingCause.values())
                                    .map(cause -> new Filter.Choice(
                                            cause.name().toLowerCase(Locale.ROOT), "scans.cause." + cause))
                                    .toList()),
                    new Filter("code", "scans.code", Filter.Kind.TEXT, List.of()),
                    new Filter("from", "scans.from", Filter.Kind.DAY, List.of()),
                    new Filter("to", "scans.to", Filter.Kind.DAY, List.of())),
            "scans.empty",
            null,
            null);

    FindingTable(JdbcClient database, Findings findings) {
        super(database, "code_finding", Findings.COLUMNS);
        this.findings = findings;
    }

    private final Findings findings;

    static Cell state(Finding finding, Texts texts) {
        return Cell.tag(
                texts.get("scans.state." + finding.state()),
                switch (finding.state()) {
                    case OPEN, WAITING -> Tone.WATCH;
                    case CONFIRMED -> Tone.BAD;
                    case DISMISSED, SETTLED -> Tone.GOOD;
                });
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        conditions.add("state <> 'WAITING'");
        conditions.addIfPresent("state = ?", upper(query.value("state")));
        conditions.addIfPresent("cause = ?", upper(query.value("cause")));
        String code = query.value("code");
        conditions.addIfPresent("position(? in code) > 0", code == null ? null : Codes.typed(code));
        conditions.addIfPresent("found_at >= ?", query.startOfDay("from"));
        conditions.addIfPresent("found_at < ?", query.endOfDay("to"));
    }

    static @Nullable String upper(@Nullable String value) {
        return value == null ? null : value.toUpperCase(Locale.ROOT);
    }

    @Override
    protected String order(TableQuery query) {
        String direction = query.sort().isEmpty() || query.descending() ? " desc" : "";
        String column = switch (query.sort()) {
            case "code" -> "code" + direction + ", ";
            case "visitors" -> "visitors" + direction + ", ";
            case "last" -> "last_at" + direction + ", ";
            default -> "";
        };
        return column + "id" + direction;
    }

    @Override
    protected Finding read(ResultSet row, int index) throws SQLException {
        return findings.finding(row, index);
    }
}
