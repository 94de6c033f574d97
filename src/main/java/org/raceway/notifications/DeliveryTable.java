package org.raceway.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.CurrentCaller;
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

/** The outbox as a table: the operator's whole, an enterprise's own webhooks' messages. What they say is not shown. */
@Repository
class DeliveryTable extends SqlTable<Delivery> {
    static final TableDefinition<Delivery> DEFINITION = new TableDefinition<>(
            "deliveries",
            "/deliveries",
            List.of(
                    new Column<>(
                            "time",
                            "deliveries.time",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.link(Times.second(row.at()), "/deliveries/" + row.id())),
                    new Column<>(
                            "channel",
                            "deliveries.channel",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> Cell.of(texts.get("deliveries.channel." + row.channel()))),
                    new Column<>(
                            "kind",
                            "inbox.kind",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> Cell.of(kind(row, texts))),
                    new Column<>(
                            "state",
                            "deliveries.state",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> state(row, texts)),
                    new Column<>(
                            "attempts",
                            "deliveries.attempts",
                            Column.Kind.NUMBER,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.attempts(), texts)),
                    new Column<>(
                            "error",
                            "deliveries.error",
                            Column.Kind.LONG,
                            false,
                            true,
                            (row, texts) ->
                                    Cell.of(row.error() == null ? "" : WebhookPages.answer(row.error(), texts)))),
            List.of(
                    new Filter(
                            "state",
                            "deliveries.state",
                            Filter.Kind.CHOICE,
                            Arrays.stream(Delivery.State.values())
                                    .map(state -> new Filter.Choice(state.name(), "deliveries.state." + state))
                                    .toList()),
                    new Filter(
                            "channel",
                            "deliveries.channel",
                            Filter.Kind.CHOICE,
                            Arrays.stream(Delivery.Channel.values())
                                    .map(channel -> new Filter.Choice(channel.name(), "deliveries.channel." + channel))
                                    .toList()),
                    new Filter("from", "inbox.from", Filter.Kind.DAY, List.of()),
                    new Filter("to", "inbox.to", Filter.Kind.DAY, List.of())),
            "deliveries.empty",
            null,
            null);

    private final CurrentCaller callers;

    DeliveryTable(JdbcClient database, CurrentCaller callers) {
        super(database, "delivery", "*");
        this.callers = callers;
    }

    static String kind(Delivery delivery, Texts texts) {
        return delivery.text().kind().equals(Delivery.DIGEST)
                ? texts.get("deliveries.digest")
                : DeclaredKinds.name(delivery.text().kind(), texts);
    }

    static Cell state(Delivery delivery, Texts texts) {
        return Cell.tag(
                texts.get("deliveries.state." + delivery.state()),
                switch (delivery.state()) {
                    case WAITING -> Tone.WATCH;
                    case SENT -> Tone.GOOD;
                    case DEAD -> Tone.BAD;
                });
    }

    /** Which deliveries a caller may look at, with the value of its question mark; absent for all. */
    static @Nullable UUID only(Caller caller) {
        return caller.enterprise();
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        UUID enterprise = only(callers.get());
        if (enterprise != null) {
            conditions.add("channel = 'WEBHOOK' and enterprise = ?", enterprise);
        }
        conditions.addIfPresent("state = ?", upper(query.value("state")));
        conditions.addIfPresent("channel = ?", upper(query.value("channel")));
        conditions.addIfPresent("created_at >= ?", query.startOfDay("from"));
        conditions.addIfPresent("created_at < ?", query.endOfDay("to"));
    }

    private static @Nullable String upper(@Nullable String value) {
        return value == null ? null : value.toUpperCase(Locale.ROOT);
    }

    @Override
    protected String order(TableQuery query) {
        String direction = query.sort().isEmpty() || query.descending() ? " desc" : "";
        return (query.sort().equals("attempts") ? "attempts" + direction + ", " : "") + "id" + direction;
    }

    @Override
    protected Delivery read(ResultSet row, int index) throws SQLException {
        return Delivery.read(row, index);
    }
}
