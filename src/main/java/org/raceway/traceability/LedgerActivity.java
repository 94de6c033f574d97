package org.raceway.traceability;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.raceway.access.Isolation;
import org.raceway.enterprises.ActivitySource;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an enterprise's page says of the ledger: a date and a count, which everybody in the cluster may see. */
@Component
class LedgerActivity implements ActivitySource {
    private static final Duration LATELY = Duration.ofDays(30);

    private final JdbcClient database;
    private final Enterprises enterprises;
    private final Isolation isolation;
    private final Clock clock;

    LedgerActivity(JdbcClient database, Enterprises enterprises, Isolation isolation, Clock clock) {
        this.database = database;
        this.enterprises = enterprises;
        this.isolation = isolation;
        this.clock = clock;
    }

    @Override
    public Activity activity(UUID enterprise) {
        Instant now = clock.instant();
        Instant since = now.minus(LATELY);
        UUID[] owners = enterprises.idsOf(enterprise).toArray(UUID[]::new);
        return isolation.as(enterprise, () -> {
            List<UUID> last = database.sql(
                            "select capture from capture_job where owner = any(:owners) order by capture desc limit 1")
                    .param("owners", owners)
                    .query(UUID.class)
                    .list();
            long events = database.sql("""
                            select coalesce(sum(stored), 0) from capture_job where owner = any(:owners) and capture >= :since
                            """)
                    .param("owners", owners)
                    .param("since", TimeOrderedIds.least(since))
                    .query(Long.class)
                    .single();
            return new Activity(last.isEmpty() ? null : TimeOrderedIds.timeOf(last.getFirst()), events, since, now);
        });
    }
}
