package org.raceway.people.keys;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.RowCondition;
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

/** The keys that the caller may see, as a table. */
final class KeyTable extends SqlTable<KeyTable.Row> {
    static final TableDefinition<Row> DEFINITION = new TableDefinition<>(
            "keys",
            "/keys",
            List.of(
                    new Column<>(
                            "name",
                            "keys.name",
                            Column.Kind.LONG,
                            true,
                            true,
                            (row, texts) -> Cell.link(
                                    row.key().name(), "/keys/" + row.key().id())),
                    new Column<>(
                            "state", "keys.state", Column.Kind.TIME, false, true, (row, texts) -> state(row, texts)),
                    new Column<>(
                            "kind",
                            "keys.kind",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) ->
                                    Cell.of(texts.get("keys.kind." + row.key().kind()))),
                    new Column<>(
                            "id",
                            "keys.id",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> Cell.of(row.key().shownId())),
                    new Column<>(
                            "used",
                            "keys.lastUsed",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(
                                    row.lastUsed() == null ? texts.get("keys.never") : Times.minute(row.lastUsed()))),
                    new Column<>(
                            "address",
                            "keys.lastAddress",
                            Column.Kind.TIME,
                            false,
                            true,
                            (row, texts) -> Cell.of(row.lastAddress())),
                    new Column<>(
                            "requests",
                            "keys.requestsThatDay",
                            Column.Kind.NUMBER,
                            true,
                            true,
                            (row, texts) -> Cell.of(row.requests(), texts)),
                    new Column<>(
                            "expires",
                            "keys.expires",
                            Column.Kind.TIME,
                            true,
                            true,
                            (row, texts) -> Cell.of(Times.minute(row.key().expiresAt()))),
                    new Column<>(
                            "created",
                            "keys.created",
                            Column.Kind.TIME,
                            true,
                            false,
                            (row, texts) -> Cell.of(Times.minute(row.key().createdAt()))),
                    new Column<>(
                            "enterprise",
                            "keys.enterprise",
                            Column.Kind.LONG,
                            true,
                            false,
                            (row, texts) ->
                                    Cell.of(texts.english() ? row.enterpriseEnglishName() : row.enterpriseName()))),
            List.of(
                    new Filter("find", "keys.find", Filter.Kind.TEXT, List.of()),
                    new Filter(
                            "state",
                            "keys.state",
                            Filter.Kind.CHOICE,
                            List.of(
                                    new Filter.Choice("live", "keys.filter.live"),
                                    new Filter.Choice("ending", "keys.state.ENDING"),
                                    new Filter.Choice("expired", "keys.state.EXPIRED"),
                                    new Filter.Choice("revoked", "keys.state.REVOKED"))),
                    new Filter(
                            "kind",
                            "keys.kind",
                            Filter.Kind.CHOICE,
                            List.of(
                                    new Filter.Choice("API_KEY", "keys.kind.API_KEY"),
                                    new Filter.Choice("CLIENT", "keys.kind.CLIENT"),
                                    new Filter.Choice("SIGNING_CLIENT", "keys.kind.SIGNING_CLIENT")))),
            "keys.empty",
            "/keys/new",
            "keys.make");

    private static final String TABLE = """
            (select access_key.*, used.last_used_at, used.last_address, used.requests, enterprise.name as enterprise_name,
                    enterprise.english_name as enterprise_english_name
             from access_key
                  join enterprise on enterprise.id = access_key.enterprise
                  left join lateral (select last_used_at, last_address, requests from access_key_use
                                     where access_key_use.key = access_key.id order by day desc limit 1) as used on true
            ) as listed""";

    private static final Map<String, String> ORDER = Map.of(
            "name", "name",
            "kind", "kind",
            "used", "last_used_at",
            "requests", "requests",
            "expires", "expires_at",
            "created", "created_at",
            "enterprise", "enterprise_name");

    private final Clock clock;
    private final RowCondition reach;

    KeyTable(JdbcClient database, Clock clock, Caller caller) {
        super(
                database,
                TABLE,
                StoredKeys.COLUMNS
                        + ", last_used_at, last_address, requests, enterprise_name, enterprise_english_name");
        this.clock = clock;
        this.reach = StoredKeys.reach(caller);
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        conditions.add(reach.sql(), reach.values().toArray());
        String find = query.value("find");
        if (find != null) {
            conditions.add(
                    "(position(lower(?) in lower(name)) > 0 or public_id = regexp_replace(?, '^rw[kc]_', ''))",
                    find,
                    find);
        }
        conditions.addIfPresent("kind = ?", query.value("kind"));
        OffsetDateTime now = StoredKeys.at(clock.instant());
        String state = query.value("state");
        switch (state == null ? "" : state) {
            case "live" -> conditions.add("revoked_at is null and expires_at > ?", now);
            case "ending" ->
                conditions.add(
                        "revoked_at is null and expires_at > ? and expires_at <= ?", now, now.plus(MachineKey.SOON));
            case "expired" -> conditions.add("revoked_at is null and expires_at <= ?", now);
            case "revoked" -> conditions.add("revoked_at is not null");
            default -> {
                // All of them.
            }
        }
    }

    @Override
    protected String order(TableQuery query) {
        return query.sort().isEmpty()
                ? "revoked_at is not null, created_at desc, id"
                : ORDER.getOrDefault(query.sort(), "name") + (query.descending() ? " desc nulls last" : " nulls first")
                        + ", id";
    }

    @Override
    protected Row read(ResultSet row, int index) throws SQLException {
        OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
        return new Row(
                StoredKeys.read(row, index),
                clock.instant(),
                used == null ? null : used.toInstant(),
                row.getString("last_address"),
                row.getLong("requests"),
                row.getString("enterprise_name"),
                row.getString("enterprise_english_name"));
    }

    static Cell state(MachineKey key, Instant now, Texts texts) {
        MachineKey.State state = key.state(now);
        return Cell.tag(
                texts.get("keys.state." + state),
                switch (state) {
                    case ACTIVE -> Tone.GOOD;
                    case ENDING, ROTATING -> Tone.WATCH;
                    case EXPIRED -> Tone.BAD;
                    case REVOKED -> Tone.UNKNOWN;
                });
    }

    private static Cell state(Row row, Texts texts) {
        return state(row.key(), row.readAt(), texts);
    }

    /** A key and how it was used last. */
    record Row(
            MachineKey key,
            Instant readAt,
            @Nullable Instant lastUsed,
            @Nullable String lastAddress,
            long requests,
            String enterpriseName,
            String enterpriseEnglishName) {}
}
