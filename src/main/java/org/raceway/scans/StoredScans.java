package org.raceway.scans;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Isolation;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Scans in the table {@code code_scan}. */
@Repository
class StoredScans {
    static final String COLUMNS =
            "id, maker, code, verdict, array_to_string(reasons, ',') as said, visitor, latitude, longitude, radius, region";
    /** The most scans of one code that are weighed or shown: the newest. */
    static final int MOST = 2_000;

    private static final int ROWS_A_STATEMENT = 200;
    private static final int DELETED_AT_ONCE = 10_000;

    private final JdbcClient database;
    private final Isolation isolation;
    private final ScanSettings settings;
    private final Clock clock;

    StoredScans(JdbcClient database, Isolation isolation, ScanSettings settings, Clock clock) {
        this.database = database;
        this.isolation = isolation;
        this.settings = settings;
        this.clock = clock;
    }

    void add(List<Scan> batch) {
        for (int from = 0; from < batch.size(); from += ROWS_A_STATEMENT) {
            List<Scan> part = batch.subList(from, Math.min(batch.size(), from + ROWS_A_STATEMENT));
            StringBuilder sql = new StringBuilder("""
                    insert into code_scan (id, maker, code_key, code, verdict, reasons, visitor, latitude, longitude, radius, region)
                    values
                    """);
            List<@Nullable Object> values = new ArrayList<>(part.size() * 11);
            for (Scan scan : part) {
                sql.append(values.isEmpty() ? "" : ", ").append("""
                        (?, cast(? as uuid), ?, ?, ?, string_to_array(?, ','), ?, cast(? as numeric), cast(? as numeric),
                        cast(? as integer), cast(? as text))""");
                Place place = scan.place();
                values.add(scan.id());
                values.add(scan.maker());
                values.add(Keys.of(scan.code()));
                values.add(scan.code());
                values.add(scan.verdict());
                values.add(String.join(",", scan.reasons()));
                values.add(scan.visitor());
                values.add(place == null ? null : place.latitude());
                values.add(place == null ? null : place.longitude());
                values.add(place == null ? null : place.radiusKilometres());
                values.add(place == null ? null : place.region());
            }
            // Written a second time after an answer got lost, they are there already.
            sql.append(" on conflict do nothing");
            isolation.everywhere(
                    () -> database.sql(sql.toString()).params(values).update());
        }
    }

    /** The scans of a code that are weighed together and that the caller may see, the newest first. */
    List<Scan> of(String code) {
        return database.sql("select " + COLUMNS
                        + " from code_scan where code_key = :key and id >= :since order by id desc limit :most")
                .param("key", Keys.of(code))
                .param("since", since())
                .param("most", MOST)
                .query(StoredScans::scan)
                .list();
    }

    private UUID since() {
        return TimeOrderedIds.least(clock.instant().minus(Duration.ofDays(settings.lookBackDays())));
    }

    /** Deletes what is older than the rule says; a part at a time. */
    int deleteOld() {
        Instant now = clock.instant();
        int scans = isolation.everywhere(() -> database.sql("""
                        delete from code_scan where id = any(array(
                            select id from code_scan where id < :before order by id limit :most))
                        """)
                .param("before", TimeOrderedIds.least(now.minus(Duration.ofDays(settings.keptDays()))))
                .param("most", DELETED_AT_ONCE)
                .update());
        int reports = isolation.everywhere(() -> database.sql("""
                        delete from code_report where state <> 'OPEN' and id < :before
                        """)
                .param("before", TimeOrderedIds.least(now.minus(Duration.ofDays(settings.reportsKeptDays()))))
                .update());
        return scans + reports;
    }

    static Scan scan(ResultSet row, int index) throws SQLException {
        String said = row.getString("said");
        int radius = row.getInt("radius");
        Place place = row.wasNull()
                ? null
                : new Place(row.getDouble("latitude"), row.getDouble("longitude"), radius, row.getString("region"));
        return new Scan(
                row.getObject("id", UUID.class),
                row.getObject("maker", UUID.class),
                row.getString("code"),
                row.getString("verdict"),
                said == null || said.isEmpty() ? List.of() : List.of(said.split(",")),
                row.getObject("visitor", UUID.class),
                place);
    }
}
