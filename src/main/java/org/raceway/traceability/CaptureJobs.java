package org.raceway.traceability;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.RowCondition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finished captures. */
@Component
public class CaptureJobs {
    static final String SELECT = """
            select capture, owner, created_at, finished_at, behaviour, success, events, stored, repeated, errors, source,
                   captured_by, department
            from capture_job""";

    private static final UUID LAST = new UUID(-1, -1);

    private final JdbcClient jdbc;

    CaptureJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An owner's job. */
    public Optional<CaptureJob> find(UUID owner, UUID id) {
        return jdbc.sql(SELECT + " where owner = ? and capture = ?")
                .params(owner, id)
                .query((result, row) -> job(result))
                .optional();
    }

    /**
     * An owner's jobs, the newest first.
     *
     * @param before the last job of the page before; absent for the first page
     */
    public List<CaptureJob> page(UUID owner, @Nullable UUID before, int limit) {
        return jdbc.sql(SELECT + " where owner = ? and capture < ? order by capture desc limit ?")
                .params(owner, before == null ? LAST : before, limit)
                .query((result, row) -> job(result))
                .list();
    }

    /** A job that the caller sees. */
    Optional<CaptureJob> find(EventScope scope, UUID id) {
        RowCondition seen = scope.jobs();
        List<Object> values = new ArrayList<>(seen.values());
        values.add(id);
        return jdbc.sql(SELECT + " where " + seen.sql() + " and capture = ?")
                .params(values)
                .query((result, row) -> job(result))
                .optional();
    }

    /**
     * The jobs that the caller sees, the newest first.
     *
     * @param before the last job of the page before; absent for the first page
     */
    List<CaptureJob> page(EventScope scope, @Nullable UUID before, int limit) {
        RowCondition seen = scope.jobs();
        List<Object> values = new ArrayList<>(seen.values());
        values.add(before == null ? LAST : before);
        values.add(limit);
        return jdbc.sql(SELECT + " where " + seen.sql() + " and capture < ? order by capture desc limit ?")
                .params(values)
                .query((result, row) -> job(result))
                .list();
    }

    static CaptureJob job(ResultSet result) throws SQLException {
        return new CaptureJob(
                result.getObject("capture", UUID.class),
                result.getObject("owner", UUID.class),
                new Maker(result.getObject("captured_by", UUID.class), result.getObject("department", UUID.class)),
                instant(result, "created_at"),
                instant(result, "finished_at"),
                CaptureBehaviour.valueOf(result.getString("behaviour").toUpperCase(Locale.ROOT)),
                result.getBoolean("success"),
                result.getInt("events"),
                result.getInt("stored"),
                result.getInt("repeated"),
                CapturedErrors.read(result.getString("errors")),
                result.getString("source"));
    }

    static Instant instant(ResultSet result, String column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }
}
