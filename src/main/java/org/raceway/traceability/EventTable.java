package org.raceway.traceability;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.identifiers.gs1.Keys;
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
import org.raceway.traceability.epcis.Cbv;
import org.raceway.traceability.epcis.EpcisJson;
import org.raceway.traceability.epcis.Event;
import org.raceway.traceability.epcis.EventType;
import org.raceway.traceability.epcis.Quantity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger's events as a table. */
final class EventTable extends SqlTable<EventTable.Row> {
    /** As many identifiers as a cell names; the event's page has all. */
    private static final int NAMED = 2;

    static final TableDefinition<Row> DEFINITION = new TableDefinition<>(
            "events",
            "/events",
            List.of(
                    new Column<>(
                            "time",
                            "events.time",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.link(Times.second(row.at()), "/events/" + row.key())),
                    new Column<>(
                            "step",
                            "events.step",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> Cell.of(EventWords.step(row.event().bizStep(), texts))),
                    new Column<>(
                            "type",
                            "events.type",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> Cell.of(EventWords.type(row.event().type(), texts))),
                    new Column<>(
                            "action",
                            "events.action",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) ->
                                    Cell.of(EventWords.action(row.event().action(), texts))),
                    new Column<>(
                            "what",
                            "events.what",
                            Column.Kind.LONG,
                            false,
                            true,
                            (row, texts) -> Cell.of(what(row.event(), texts))),
                    new Column<>(
                            "disposition",
                            "events.disposition",
                            Column.Kind.TIME,
                            false,
                            false,
                            (row, texts) ->
                                    Cell.of(EventWords.disposition(row.event().disposition(), texts))),
                    new Column<>(
                            "where",
                            "events.where",
                            Column.Kind.LONG,
                            false,
                            false,
                            (row, texts) -> Cell.of(row.event().readPoint())),
                    new Column<>(
                            "declared",
                            "events.declared",
                            Column.Kind.WORD,
                            false,
                            false,
                            (row, texts) -> row.errorDeclared()
                                    ? Cell.tag(texts.get("events.declaredYes"), Tone.WATCH)
                                    : Cell.of("")),
                    new Column<>(
                            "recorded",
                            "events.recorded",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(Times.second(TimeOrderedIds.timeOf(row.key()))))),
            List.of(
                    new Filter("identifier", "events.identifier", Filter.Kind.TEXT, List.of()),
                    new Filter(
                            "step",
                            "events.step",
                            Filter.Kind.CHOICE,
                            Cbv.BUSINESS_STEP.terms().stream()
                                    .map(term -> new Filter.Choice(term, "events.step." + term))
                                    .toList()),
                    new Filter(
                            "type",
                            "events.type",
                            Filter.Kind.CHOICE,
                            Arrays.stream(EventType.values())
                                    .map(type -> new Filter.Choice(type.name(), "events.type." + type.name()))
                                    .toList()),
                    new Filter("from", "events.from", Filter.Kind.DAY, List.of()),
                    new Filter("to", "events.to", Filter.Kind.DAY, List.of())),
            "events.empty",
            "/capture",
            "captures.emptyLink");

    private static final Map<String, String> ORDER = Map.of(
            "time", "event_time",
            "recorded", "event");

    private final EventScope scope;

    EventTable(JdbcClient database, EventScope scope) {
        super(database, "event", "event, owner, event_time, error_declared, body");
        this.scope = scope;
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        conditions.add(scope.events().sql(), scope.events().values().toArray());
        String identifier = query.value("identifier");
        if (identifier != null) {
            conditions.add(
                    "event in (select event from event_reference where key = ?)",
                    Keys.of(Question.of(identifier).id()));
        }
        conditions.addIfPresent("biz_step = ?", query.value("step"));
        String type = query.value("type");
        if (type != null) {
            conditions.add(
                    "type = ?",
                    Arrays.stream(EventType.values())
                            .filter(candidate -> candidate.name().equals(type))
                            .mapToInt(EventType::ordinal)
                            .findFirst()
                            .orElse(-1));
        }
        conditions.addIfPresent("event_time >= ?", query.startOfDay("from"));
        conditions.addIfPresent("event_time < ?", query.endOfDay("to"));
    }

    @Override
    protected String order(TableQuery query) {
        String direction = query.sort().isEmpty() || query.descending() ? " desc" : "";
        String column = ORDER.getOrDefault(query.sort(), "event");
        return column.equals("event") ? "event" + direction : column + direction + ", event" + direction;
    }

    @Override
    protected Row read(ResultSet row, int index) throws SQLException {
        return new Row(
                row.getObject("event", UUID.class),
                row.getObject("owner", UUID.class),
                row.getObject("event_time", OffsetDateTime.class).toInstant(),
                row.getBoolean("error_declared"),
                EpcisJson.readStored(row.getBytes("body")));
    }

    /** The first identifiers of an event, and how many more there are. */
    static String what(Event event, Texts texts) {
        List<String> all = new ArrayList<>();
        if (event.parentId() != null) {
            all.add(event.parentId());
        }
        all.addAll(event.epcs());
        event.quantities().stream().map(Quantity::epcClass).forEach(all::add);
        all.addAll(event.outputEpcs());
        event.outputQuantities().stream().map(Quantity::epcClass).forEach(all::add);
        String named = String.join(" ", all.subList(0, Math.min(NAMED, all.size())));
        return all.size() > NAMED ? named + " " + texts.get("events.more", all.size() - NAMED) : named;
    }

    /** An event with its place in the ledger. */
    record Row(UUID key, UUID owner, Instant at, boolean errorDeclared, Event event) {}
}
