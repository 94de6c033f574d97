package org.raceway.traceability;

import java.sql.PreparedStatement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads the ledger's tables: one keyed statement a call, arrays as parameters. */
@Repository
class JdbcGenealogyReads implements GenealogyReads {
    /**
     * Both in one round trip. Arrays stand in sub-selects so that the planner does not weigh each of thousands of keys;
     * the events' keys are an array so that they are read in their order.
     */
    private static final String NAMING = """
            ), unknown as (
                select event from named except select unnest(?::uuid[])
            )
            select key, role, event, owner, null::uuid, null::timestamptz, null::bytea from named
            union all
            select null, null, event, owner, identity, event_time, body from event
            where event = any((select array_agg(event order by event) from unknown)::uuid[])
            """;

    private static final String NAMED = """
            (select key, role, event, owner from event_reference
            where key = any((select ?::uuid[])::uuid[]) and role = any(?::int2[])
            limit ?)""";

    private final JdbcTemplate jdbc;

    JdbcGenealogyReads(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Naming naming(List<Wanted> wanted, int limit, Set<UUID> known) {
        List<ReferenceRow> references = new ArrayList<>();
        List<EventBody> events = new ArrayList<>();
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("with named as materialized ("
                            + String.join(" union all ", Collections.nCopies(wanted.size(), NAMED)) + NAMING);
                    int parameter = 0;
                    for (Wanted each : wanted) {
                        statement.setArray(
                                ++parameter,
                                connection.createArrayOf("uuid", each.keys().toArray()));
                        statement.setArray(
                                ++parameter,
                                connection.createArrayOf(
                                        "int2",
                                        each.roles().stream()
                                                .map(ReferenceRole::ordinal)
                                                .toArray()));
                        statement.setInt(++parameter, limit);
                    }
                    statement.setArray(++parameter, connection.createArrayOf("uuid", known.toArray()));
                    return statement;
                },
                row -> {
                    UUID key = row.getObject(1, UUID.class);
                    if (key != null) {
                        references.add(new ReferenceRow(
                                key,
                                ReferenceRole.of(row.getInt(2)),
                                row.getObject(3, UUID.class),
                                row.getObject(4, UUID.class)));
                    } else {
                        events.add(new EventBody(
                                row.getObject(3, UUID.class),
                                row.getObject(4, UUID.class),
                                row.getObject(5, UUID.class),
                                row.getObject(6, OffsetDateTime.class).toInstant(),
                                row.getBytes(7)));
                    }
                });
        return new Naming(references, events);
    }

    @Override
    public List<EventBody> events(Collection<UUID> eventKeys) {
        if (eventKeys.isEmpty()) {
            return List.of();
        }
        return jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("""
                            select event, owner, identity, event_time, body from event where event = any(?)
                            """);
                    statement.setArray(1, connection.createArrayOf("uuid", eventKeys.toArray()));
                    return statement;
                },
                (row, index) -> new EventBody(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getBytes(5)));
    }
}
