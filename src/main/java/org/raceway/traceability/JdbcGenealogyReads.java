package org.raceway.traceability;

import java.sql.PreparedStatement;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads the ledger's tables: one keyed statement a call, arrays as parameters. */
@Repository
class JdbcGenealogyReads implements GenealogyReads {
    private final JdbcTemplate jdbc;

    JdbcGenealogyReads(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<ReferenceRow> references(Collection<UUID> keys, Set<ReferenceRole> roles, int limit) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("""
                            select key, role, event, owner from event_reference
                            where key = any(?) and role = any(?)
                            limit ?
                            """);
                    statement.setArray(1, connection.createArrayOf("uuid", keys.toArray()));
                    statement.setArray(
                            2,
                            connection.createArrayOf(
                                    "int2",
                                    roles.stream().map(ReferenceRole::ordinal).toArray()));
                    statement.setInt(3, limit);
                    return statement;
                },
                (row, index) -> new ReferenceRow(
                        row.getObject(1, UUID.class),
                        ReferenceRole.of(row.getInt(2)),
                        row.getObject(3, UUID.class),
                        row.getObject(4, UUID.class)));
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
