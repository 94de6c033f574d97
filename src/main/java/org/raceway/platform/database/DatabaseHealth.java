package org.raceway.platform.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;

/** Down at once when the embedded PostgreSQL does not run; else as a query finds it. */
final class DatabaseHealth implements HealthIndicator {
    private final DataSourceHealthIndicator query;
    private final @Nullable PostgresServer embedded;

    DatabaseHealth(DataSourceHealthIndicator query, @Nullable PostgresServer embedded) {
        this.query = query;
        this.embedded = embedded;
    }

    @Override
    public @Nullable Health health() {
        if (embedded != null && !embedded.runs()) {
            return Health.down()
                    .withDetail("reason", "the embedded PostgreSQL does not run and is being started again")
                    .withDetail("restarts", embedded.restarts())
                    .build();
        }
        return query.health();
    }
}
