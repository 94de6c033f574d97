package org.raceway.traceability;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.raceway.platform.WholeDatabase;
import org.raceway.traceability.GenealogyReads.EventBody;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads handed-over goods from the ledger's tables, newest first: keyed statements with arrays as parameters, none unbounded. */
@Repository
class TransferReads {
    /** References that one question follows. */
    private static final int REFERENCES = 100_000;

    /** Steps of the standard under which the trade's steps are recorded. */
    private static final List<String> STANDARD = List.of("shipping", "receiving", "accepting", "departing", "arriving");

    /** The trade's step stands in the body only; the index leads to few enough for looking there. */
    private static final String NAMES_STEP = " and (biz_step = any(?::text[])"
            + " or exists (select from unnest(?::text[]) as step where position(convert_to(step, 'UTF8') in body) > 0))";

    private static final String RECORDED_BY = """
            select event, owner, identity, event_time, body from event
            where owner = any(?::uuid[]) and biz_step = any(?::text[]) and event_time >= ? and event_time < ?
            and not error_declared
            """ + NAMES_STEP + " order by event_time desc, event desc limit ?";

    private static final String NAMING = """
            select event, owner, identity, event_time, body from event
            where event = any((select array(select event from event_reference
                where key = any(?::uuid[]) and role = any(?::int2[]) and owner <> all(?::uuid[])
                order by event desc limit ?))::uuid[])
            and event_time >= ? and event_time < ? and not error_declared
            """ + NAMES_STEP + " order by event_time desc, event desc limit ?";

    private static final String REFERRING = """
            select event, owner, identity, event_time, body from event
            where event = any((select array(select event from event_reference
                where key = any(?::uuid[]) and role = any(?::int2[]) limit ?))::uuid[])
            """;

    private static final String TAKEN_BACK =
            "select key, owner from event_reference where key = any((select ?::uuid[])::uuid[]) and role = any(?::int2[])";

    private final JdbcTemplate jdbc;

    TransferReads(WholeDatabase database) {
        this.jdbc = database.template();
    }

    List<EventBody> recordedBy(UUID[] owners, Set<String> steps, Instant from, Instant until, int limit) {
        return jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(RECORDED_BY);
                    statement.setArray(1, connection.createArrayOf("uuid", owners));
                    statement.setArray(
                            2,
                            connection.createArrayOf(
                                    "text",
                                    Stream.concat(STANDARD.stream(), steps.stream())
                                            .toArray()));
                    time(statement, 3, from, until);
                    steps(connection, statement, 5, steps);
                    statement.setInt(7, limit);
                    return statement;
                },
                (row, index) -> event(row));
    }

    List<EventBody> naming(UUID[] parties, UUID[] but, Set<String> steps, Instant from, Instant until, int limit) {
        return jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(NAMING);
                    statement.setArray(1, connection.createArrayOf("uuid", parties));
                    statement.setArray(2, roles(connection, ReferenceRole.SOURCE, ReferenceRole.DESTINATION));
                    statement.setArray(3, connection.createArrayOf("uuid", but));
                    statement.setInt(4, REFERENCES);
                    time(statement, 5, from, until);
                    steps(connection, statement, 7, steps);
                    statement.setInt(9, limit);
                    return statement;
                },
                (row, index) -> event(row));
    }

    /** The events that put these out. */
    List<EventBody> putOut(Collection<UUID> keys) {
        return referring(keys, ReferenceRole.OUTPUT);
    }

    /** The events of these transformations. */
    List<EventBody> partsOf(Collection<UUID> transformations) {
        return referring(transformations, ReferenceRole.TRANSFORMATION);
    }

    private List<EventBody> referring(Collection<UUID> keys, ReferenceRole role) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(REFERRING);
                    statement.setArray(1, connection.createArrayOf("uuid", keys.toArray()));
                    statement.setArray(2, roles(connection, role));
                    statement.setInt(3, REFERENCES);
                    return statement;
                },
                (row, index) -> event(row));
    }

    /** Those of these events that an error declaration names, each with who declared it. */
    Set<TraceEvent.Identity> takenBack(Collection<UUID> identities) {
        if (identities.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(TAKEN_BACK);
                    statement.setArray(1, connection.createArrayOf("uuid", new ArrayList<>(identities).toArray()));
                    statement.setArray(2, roles(connection, ReferenceRole.ERROR_DECLARATION));
                    return statement;
                },
                (row, index) -> new TraceEvent.Identity(row.getObject(1, UUID.class), row.getObject(2, UUID.class))));
    }

    private static void time(PreparedStatement statement, int first, Instant from, Instant until) throws SQLException {
        statement.setObject(first, from.atOffset(ZoneOffset.UTC));
        statement.setObject(first + 1, until.atOffset(ZoneOffset.UTC));
    }

    private static void steps(Connection connection, PreparedStatement statement, int first, Set<String> steps)
            throws SQLException {
        statement.setArray(first, connection.createArrayOf("text", steps.toArray()));
        statement.setArray(first + 1, connection.createArrayOf("text", steps.toArray()));
    }

    private static java.sql.Array roles(Connection connection, ReferenceRole... roles) throws SQLException {
        return connection.createArrayOf(
                "int2", Stream.of(roles).map(ReferenceRole::ordinal).toArray());
    }

    private static EventBody event(ResultSet row) throws SQLException {
        return new EventBody(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getBytes(5));
    }
}
