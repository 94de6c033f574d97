package org.raceway.traceability;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/** Capture jobs as a table. */
final class CaptureJobTable extends SqlTable<CaptureJobTable.Row> {
    static final TableDefinition<Row> DEFINITION = new TableDefinition<>(
            "captures",
            "/captures",
            List.of(
                    new Column<>(
                            "time",
                            "captures.time",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.link(Times.second(row.at()), "/captures/" + row.id())),
                    new Column<>(
                            "result",
                            "captures.result",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> row.success()
                                    ? Cell.tag(texts.get("captures.good"), Tone.GOOD)
                                    : row.stored() + row.repeated() > 0
                                            ? Cell.tag(texts.get("captures.partly"), Tone.WATCH)
                                            : Cell.tag(texts.get("captures.refused"), Tone.BAD)),
                    new Column<>(
                            "events",
                            "captures.events",
                            Column.Kind.NUMBER,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.events(), texts)),
                    new Column<>(
                            "stored",
                            "captures.stored",
                            Column.Kind.NUMBER,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.stored(), texts)),
                    new Column<>(
                            "repeated",
                            "captures.repeated",
                            Column.Kind.NUMBER,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.repeated(), texts)),
                    new Column<>(
                            "errors",
                            "captures.errors",
                            Column.Kind.NUMBER,
                            false,
                            true,
                            (row, texts) -> Cell.of(row.errors(), texts)),
                    new Column<>(
                            "behaviour",
                            "captures.behaviour",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> Cell.of(texts.get("captures.behaviour." + row.behaviour()))),
                    new Column<>(
                            "source",
                            "captures.source",
                            Column.Kind.WORD,
                            false,
                            true,
                            (row, texts) -> Cell.of(source(row.source(), texts))),
                    new Column<>(
                            "id",
                            "captures.id",
                            Column.Kind.TIME,
                            false,
                            false,
                            (row, texts) -> Cell.of(row.id().toString()))),
            List.of(
                    new Filter(
                            "result",
                            "captures.result",
                            Filter.Kind.CHOICE,
                            List.of(
                                    new Filter.Choice("good", "captures.good"),
                                    new Filter.Choice("refused", "captures.withErrors"))),
                    new Filter("from", "captures.from", Filter.Kind.DAY, List.of()),
                    new Filter("to", "captures.to", Filter.Kind.DAY, List.of())),
            "captures.empty",
            "/capture",
            "captures.emptyLink");

    private static final Map<String, String> ORDER = Map.of(
            "time", "capture",
            "events", "events",
            "stored", "stored",
            "repeated", "repeated");

    private final EventScope scope;

    /** The door that a document came by, in words; a media type stands as it is. */
    static String source(String source, Texts texts) {
        String key = "captures.door." + source;
        return texts.has(key) ? texts.get(key) : source;
    }

    CaptureJobTable(JdbcClient database, EventScope scope) {
        super(
                database,
                "capture_job",
                "capture, created_at, behaviour, success, events, stored, repeated, jsonb_array_length(errors) as errors, source");
        this.scope = scope;
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        conditions.add(scope.jobs().sql(), scope.jobs().values().toArray());
        String result = query.value("result");
        if (result != null) {
            conditions.add(result.equals("good") ? "success" : "not success");
        }
        conditions.addIfPresent("created_at >= ?", query.startOfDay("from"));
        conditions.addIfPresent("created_at < ?", query.endOfDay("to"));
    }

    @Override
    protected String order(TableQuery query) {
        return query.sort().isEmpty()
                ? "capture desc"
                : ORDER.getOrDefault(query.sort(), "capture") + (query.descending() ? " desc" : "") + ", capture desc";
    }

    @Override
    protected Row read(ResultSet row, int index) throws SQLException {
        return new Row(
                row.getObject("capture", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("behaviour"),
                row.getBoolean("success"),
                row.getInt("events"),
                row.getInt("stored"),
                row.getInt("repeated"),
                row.getInt("errors"),
                row.getString("source"));
    }

    /** A job without its errors. */
    record Row(
            UUID id,
            Instant at,
            String behaviour,
            boolean success,
            int events,
            int stored,
            int repeated,
            int errors,
            String source) {}
}
