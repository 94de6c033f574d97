package org.raceway.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How far loading has come, in the table {@code sandbox_load}. */
@Repository
class SandboxLoads {
    private final JdbcClient database;
    private final JsonMapper json;
    private final Clock clock;

    SandboxLoads(JdbcClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    record Load(
            SandboxSize size,
            long seed,
            int documents,
            long events,
            int campaigns,
            Instant startedAt,
            @Nullable Instant finishedAt,
            Map<String, String> examples) {}

    Optional<Load> find() {
        return database.sql("""
                select size, seed, documents, events, campaigns, started_at, finished_at, examples from sandbox_load
                """).query(this::read).optional();
    }

    void begin(SandboxSize size, long seed) {
        database.sql("""
                insert into sandbox_load (size, seed, documents, events, campaigns, started_at)
                values (:size, :seed, 0, 0, 0, :now)
                on conflict do nothing
                """)
                .param("size", size.name())
                .param("seed", seed)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    void advance(int documents, long events, int campaigns, Map<String, String> examples, boolean finished) {
        database.sql("""
                update sandbox_load
                set documents = :documents, events = :events, campaigns = :campaigns, examples = :examples::jsonb,
                    finished_at = :finished
                """)
                .param("documents", documents)
                .param("events", events)
                .param("campaigns", campaigns)
                .param("examples", json.writeValueAsString(examples))
                .param("finished", finished ? Timestamp.from(clock.instant()) : null, java.sql.Types.TIMESTAMP)
                .update();
    }

    private Load read(ResultSet row, int index) throws SQLException {
        Timestamp finished = row.getTimestamp("finished_at");
        return new Load(
                SandboxSize.valueOf(row.getString("size")),
                row.getLong("seed"),
                row.getInt("documents"),
                row.getLong("events"),
                row.getInt("campaigns"),
                row.getTimestamp("started_at").toInstant(),
                finished == null ? null : finished.toInstant(),
                json.readValue(row.getString("examples"), new TypeReference<LinkedHashMap<String, String>>() {}));
    }
}
