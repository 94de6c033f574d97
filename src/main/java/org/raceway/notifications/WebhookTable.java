package org.raceway.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.raceway.access.CurrentCaller;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The webhooks of the caller's enterprise as a table. */
@Repository
class WebhookTable extends SqlTable<Webhook> {
    static final TableDefinition<Webhook> DEFINITION = new TableDefinition<>(
            "webhooks",
            "/webhooks",
            List.of(
                    new Column<>(
                            "name",
                            "webhooks.name",
                            Column.Kind.LONG,
                            true,
                            true,
                            (row, texts) -> Cell.link(row.name(), "/webhooks/" + row.id())),
                    new Column<>(
                            "type",
                            "webhooks.type",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(texts.get("webhooks.type." + row.type()))),
                    new Column<>(
                            "enabled",
                            "webhooks.enabled",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> row.enabled()
                                    ? Cell.of(texts.get("webhooks.on"))
                                    : Cell.tag(texts.get("webhooks.off"), Tone.WATCH)),
                    new Column<>("result", "webhooks.result", Column.Kind.TIME, false, true, WebhookPages::result),
                    new Column<>(
                            "last",
                            "webhooks.lastAt",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.lastAt() == null ? "" : Times.minute(row.lastAt()))),
                    new Column<>(
                            "kinds",
                            "webhooks.kindCount",
                            Column.Kind.NUMBER,
                            false,
                            true,
                            (row, texts) -> Cell.of(row.kinds().size(), texts)),
                    new Column<>(
                            "host",
                            "webhooks.host",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.host()))),
            List.of(
                    new Filter("name", "webhooks.name", Filter.Kind.TEXT, List.of()),
                    new Filter(
                            "type",
                            "webhooks.type",
                            Filter.Kind.CHOICE,
                            Arrays.stream(WebhookType.values())
                                    .map(type -> new Filter.Choice(type.name(), "webhooks.type." + type))
                                    .toList())),
            "webhooks.empty",
            "/webhooks/new",
            "webhooks.add");

    private final CurrentCaller callers;

    WebhookTable(JdbcClient database, CurrentCaller callers) {
        super(database, "webhook", Webhook.COLUMNS);
        this.callers = callers;
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        UUID enterprise = callers.get().enterprise();
        if (enterprise == null) {
            conditions.add("reach = 'OPERATOR'");
        } else {
            conditions.add("enterprise = ?", enterprise);
        }
        conditions.addIfPresent("position(lower(?) in lower(name)) > 0", query.value("name"));
        conditions.addIfPresent("type = ?", query.value("type"));
    }

    @Override
    protected String order(TableQuery query) {
        String column = switch (query.sort()) {
            case "type" -> "type";
            case "host" -> "host";
            case "last" -> "last_at";
            default -> "name";
        };
        return column + (query.descending() ? " desc nulls last" : "") + ", id";
    }

    @Override
    protected Webhook read(ResultSet row, int index) throws SQLException {
        return Webhook.read(row, index);
    }
}
