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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads the ledger's tables: one keyed statement a call, arrays as parameters. */
@Repository
class JdbcGenealogyReads implements GenealogyReads {
    /** Keys from which on a second round trip costs less than one statement that does both. */
    private static final int MANY = 64;

    /** Arrays stand in sub-selects so that the planner does not weigh each of thousands of keys. */
    private static final String REFERENCES = """
            (select key, role, event from event_reference
            where key = any((select ?::uuid[])::uuid[]) and role = any(?::int2[])
            limit ?)""";

    private static final String EVENTS = """
            select event, owner, identity, event_time, body from event where event = any((select ?::uuid[])::uuid[])
            """;

    private static final String WITHIN = """
            select event, owner, identity, event_time, body from event
            where owner = ? and event_time >= ? and event_time < ? and not error_declared limit ?
            """;

    /** The events' keys are an array so that they are read in their order. */
    private static final String AND_THEIR_EVENTS = """
            ), unknown as (
                select event from named except select unnest(?::uuid[])
            )
            select event, null::uuid, null::uuid, null::timestamptz, null::bytea, key, role from named
            union all
            select event, owner, identity, event_time, body, null, null from event
            where event = any((select array_agg(event order by event) from unknown)::uuid[])
            """;

    private final JdbcTemplate jdbc;

    @Autowired
    JdbcGenealogyReads(WholeDatabase database) {
        this(database.template());
    }

    JdbcGenealogyReads(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Naming naming(List<Wanted> wanted, int limit, Set<UUID> known) {
        return wanted.stream().mapToInt(each -> each.keys().size()).sum() < MANY
                ? inOne(wanted, limit, known)
                : inTwo(wanted, limit, known);
    }

    private Naming inOne(List<Wanted> wanted, int limit, Set<UUID> known) {
        List<ReferenceRow> references = new ArrayList<>();
        List<EventBody> events = new ArrayList<>();
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(
                            "with named as materialized (" + references(wanted) + AND_THEIR_EVENTS);
                    int last = set(statement, wanted, limit);
                    statement.setArray(last + 1, connection.createArrayOf("uuid", known.toArray()));
                    return statement;
                },
                row -> {
                    UUID key = row.getObject(6, UUID.class);
                    if (key != null) {
                        references.add(
                                new ReferenceRow(key, ReferenceRole.of(row.getInt(7)), row.getObject(1, UUID.class)));
                    } else {
                        events.add(event(row));
                    }
                });
        return new Naming(references, events);
    }

    private Naming inTwo(List<Wanted> wanted, int limit, Set<UUID> known) {
        List<ReferenceRow> references = jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(references(wanted));
                    set(statement, wanted, limit);
                    return statement;
                },
                (row, index) -> new ReferenceRow(
                        row.getObject(1, UUID.class), ReferenceRole.of(row.getInt(2)), row.getObject(3, UUID.class)));
        Set<UUID> unknown = new HashSet<>();
        for (ReferenceRow reference : references) {
            if (!known.contains(reference.event())) {
                unknown.add(reference.event());
            }
        }
        return new Naming(references, events(unknown));
    }

    private static String references(List<Wanted> wanted) {
        return String.join(" union all ", Collections.nCopies(wanted.size(), REFERENCES));
    }

    /** Sets the parameters of {@link #references(List)}; the last one's position. */
    private static int set(PreparedStatement statement, List<Wanted> wanted, int limit) throws SQLException {
        Connection connection = statement.getConnection();
        int parameter = 0;
        for (Wanted each : wanted) {
            statement.setArray(
                    ++parameter, connection.createArrayOf("uuid", each.keys().toArray()));
            Object[] roles = each.roles().stream().map(ReferenceRole::ordinal).toArray();
            statement.setArray(++parameter, connection.createArrayOf("int2", roles));
            statement.setInt(++parameter, limit);
        }
        return parameter;
    }

    @Override
    public List<EventBody> events(Collection<UUID> eventKeys) {
        if (eventKeys.isEmpty()) {
            return List.of();
        }
        return jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(EVENTS);
                    statement.setArray(1, connection.createArrayOf("uuid", eventKeys.toArray()));
                    return statement;
                },
                (row, index) -> event(row));
    }

    @Override
    public List<EventBody> within(UUID owner, Instant from, Instant until, int limit) {
        return jdbc.query(
                WITHIN,
                (row, index) -> event(row),
                owner,
                from.atOffset(ZoneOffset.UTC),
                until.atOffset(ZoneOffset.UTC),
                limit);
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
