package org.raceway.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Isolation;
import org.raceway.access.Permission;
import org.raceway.platform.TableQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A role that reaches less than the enterprise sees only what its holder, or their department, captured. */
@RacewayIntegrationTest
class EventScopeIntegrationTests {
    private static final Path EXAMPLE = Path.of("src/main/resources/static/assets/example-capture.json");
    private static final TableQuery ALL = new TableQuery(Map.of(), "", false, 0, 50);

    private final Capture capture;
    private final CaptureJobs jobs;
    private final EventQueries queries;
    private final JdbcClient database;
    private final Isolation isolation;

    @Autowired
    EventScopeIntegrationTests(
            Capture capture, CaptureJobs jobs, EventQueries queries, JdbcClient database, Isolation isolation) {
        this.capture = capture;
        this.jobs = jobs;
        this.queries = queries;
        this.database = database;
        this.isolation = isolation;
    }

    @Test
    void showsCapturesAndEventsAsFarAsTheScopeReaches() throws Exception {
        UUID plant = UUID.randomUUID();
        UUID workshop = UUID.randomUUID();
        Caller maker = caller(plant, workshop, DataScope.OWN);
        CaptureJob job = capture.capture(
                plant,
                Maker.of(maker),
                Files.readAllBytes(EXAMPLE),
                "application/ld+json",
                CaptureBehaviour.ROLLBACK,
                "test");
        assertThat(job.success()).isTrue();
        assertThat(seen(maker, job)).isEqualTo(job.stored()).isPositive();
        assertThat(seen(caller(plant, workshop, DataScope.OWN), job)).isZero();
        assertThat(seen(caller(plant, workshop, DataScope.DEPARTMENT), job)).isEqualTo(job.stored());
        assertThat(seen(caller(plant, UUID.randomUUID(), DataScope.DEPARTMENT), job))
                .isZero();
        assertThat(seen(caller(plant, UUID.randomUUID(), DataScope.ENTERPRISE), job))
                .isEqualTo(job.stored());
        assertThat(seen(caller(UUID.randomUUID(), workshop, DataScope.GRANTED), job))
                .isZero();
        assertThat(seen(caller(null, null, DataScope.CLUSTER), job)).isEqualTo(job.stored());
    }

    /** How many of the job's events the caller sees; the job, the table and the query must agree. */
    private long seen(Caller caller, CaptureJob job) {
        EventScope scope = EventScope.of(caller);
        return isolation.everywhere(() -> {
            long events = database.sql(
                            "select count(*) from event where capture = ? and event in (select event.event from event where "
                                    + scope.events().sql() + ")")
                    .params(java.util.stream.Stream.concat(
                                    java.util.stream.Stream.of((Object) job.id()), scope.events().values().stream())
                            .toList())
                    .query(Long.class)
                    .single();
            assertThat(jobs.find(scope, job.id()).isPresent()).isEqualTo(events > 0);
            assertThat(jobs.page(scope, null, 10).stream()
                            .anyMatch(one -> one.id().equals(job.id())))
                    .isEqualTo(events > 0);
            if (scope.owner() != null) {
                assertThat(new EventTable(database, scope).count(ALL, 1_000)).isEqualTo(events);
                assertThat(new CaptureJobTable(database, scope).count(ALL, 1_000))
                        .isEqualTo(events > 0 ? 1 : 0);
                assertThat(queries.page(EventQuery.of(Map.of(), ""), scope.owner(), scope.makers())
                                .events())
                        .hasSize((int) events);
            }
            return events;
        });
    }

    private static Caller caller(
            @org.jspecify.annotations.Nullable UUID enterprise,
            @org.jspecify.annotations.Nullable UUID department,
            DataScope scope) {
        return new Caller(UUID.randomUUID(), enterprise, department, Set.of(Permission.EVENTS_READ), scope);
    }
}
