package org.raceway.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of the trail, read. */
final class Chain {
    static final String ENTRY_COLUMNS = """
            e.id, e.occurred_at, e.action, e.subject_kind, e.subject, e.enterprise, e.outcome, e.details::text as details,
            e.actor_kind, e.actor, e.actor_for, e.actor_enterprise, e.actor_part, e.request_id, e.origin
            """;
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    private final JdbcClient database;

    Chain(JdbcClient database) {
        this.database = database;
    }

    /** A row of {@code audit_seal}. */
    record Seal(long number, UUID entry, Instant sealedAt, String algorithm, String digest) {}

    /** A row of {@code audit_head}. */
    record DayHead(LocalDate day, Head head) {}

    /** Seals in order. */
    List<Seal> seals(long from, int limit) {
        return database.sql("""
                        select number, entry, sealed_at, algorithm, digest from audit_seal
                        where number >= ? order by number limit ?
                        """)
                .params(from, limit)
                .query((row, index) -> new Seal(
                        row.getLong("number"),
                        row.getObject("entry", UUID.class),
                        instant(row, "sealed_at"),
                        row.getString("algorithm"),
                        row.getString("digest")))
                .list();
    }

    Optional<Head> head() {
        return database.sql("select number, algorithm, digest from audit_seal order by number desc limit 1")
                .query(Chain::readHead)
                .optional();
    }

    Optional<Head> headAt(long number) {
        return database.sql("select number, algorithm, digest from audit_seal where number = ?")
                .param(number)
                .query(Chain::readHead)
                .optional();
    }

    /** The last head of each day, the newest first. */
    List<DayHead> dailyHeads(int limit) {
        return database.sql("select day, number, algorithm, digest from audit_head order by day desc limit ?")
                .param(limit)
                .query((row, index) -> new DayHead(row.getObject("day", LocalDate.class), readHead(row, index)))
                .list();
    }

    Map<UUID, RecordedEntry> entries(Collection<UUID> ids) {
        Map<UUID, RecordedEntry> found = new HashMap<>();
        database.sql("select " + ENTRY_COLUMNS + " from audit_entry e where e.id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query(Chain::entry)
                .list()
                .forEach(entry -> found.put(entry.id(), entry));
        return found;
    }

    Map<UUID, Origin> origins(Collection<UUID> ids) {
        Map<UUID, Origin> found = new HashMap<>();
        database.sql("select entry, salt, address, user_agent from audit_origin where entry = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, index) -> Map.entry(
                        row.getObject("entry", UUID.class),
                        new Origin(row.getString("salt"), row.getString("address"), row.getString("user_agent"))))
                .list()
                .forEach(origin -> found.put(origin.getKey(), origin.getValue()));
        return found;
    }

    static RecordedEntry entry(ResultSet row, int index) throws SQLException {
        return new RecordedEntry(
                row.getObject("id", UUID.class),
                instant(row, "occurred_at"),
                row.getString("action"),
                row.getString("subject_kind"),
                row.getString("subject"),
                row.getObject("enterprise", UUID.class),
                row.getString("outcome"),
                JSON.readValue(row.getString("details"), DETAILS),
                row.getString("actor_kind"),
                row.getObject("actor", UUID.class),
                row.getObject("actor_for", UUID.class),
                row.getObject("actor_enterprise", UUID.class),
                row.getString("actor_part"),
                row.getString("request_id"),
                row.getString("origin"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        if (moment == null) {
            throw new SQLException(column + " is null");
        }
        return moment.toInstant();
    }

    private static Head readHead(ResultSet row, int index) throws SQLException {
        return new Head(row.getLong("number"), row.getString("algorithm"), row.getString("digest"));
    }
}
