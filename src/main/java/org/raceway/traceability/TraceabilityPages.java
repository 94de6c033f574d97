package org.raceway.traceability;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.access.CurrentCaller;
import org.raceway.access.Permission;
import org.raceway.platform.Chart;
import org.raceway.platform.Figure;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.raceway.platform.StartPart;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.raceway.platform.Visitor;
import org.raceway.platform.WholeDatabase;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger's entries in the rail and on the start page. */
@Configuration(proxyBeanMethods = false)
class TraceabilityPages {
    private static final Set<String> CAPTURING = Set.of(Permission.EVENTS_CAPTURE.code());
    private static final Set<String> READING = Set.of(Permission.EVENTS_READ.code());
    private static final int RECENT = 6;

    @Bean
    Room captureRoom() {
        return new Room("/capture", "capture.room", "upload", Section.TRACEABILITY, 20, CAPTURING, true);
    }

    @Bean
    Room capturesRoom() {
        return new Room("/captures", "captures.room", "jobs", Section.TRACEABILITY, 30, READING, true);
    }

    @Bean
    Room eventsRoom() {
        return new Room("/events", "events.room", "events", Section.TRACEABILITY, 40, READING, true);
    }

    @Bean
    @Order(10)
    StartPart traceabilityStartPart(JdbcClient database, WholeDatabase whole, CurrentCaller callers, Clock clock) {
        return new LedgerStartPart(database, whole, callers, clock);
    }

    private record LedgerStartPart(JdbcClient database, WholeDatabase whole, CurrentCaller callers, Clock clock)
            implements StartPart {

        @Override
        public List<Figure> figures(Visitor visitor, Texts texts) {
            Caller caller = callers.get();
            boolean reads = caller.may(Permission.EVENTS_READ);
            if (!reads && !caller.may(Permission.CLUSTER_TOTALS)) {
                return List.of();
            }
            // The bureau sees the whole cluster as totals only.
            EventScope scope = caller.may(Permission.CLUSTER_TOTALS) ? EventScope.EVERYTHING : EventScope.of(caller);
            Totals totals = client(caller)
                    .sql("""
                            select coalesce(sum(stored), 0) as stored, count(*) as captures,
                                   count(*) filter (where not success) as faulty,
                                   count(distinct owner) filter (where stored > 0) as owners
                            from capture_job where
                            """ + scope.jobs().sql())
                    .params(scope.jobs().values())
                    .query((row, index) -> new Totals(
                            row.getLong("stored"),
                            row.getLong("captures"),
                            row.getLong("faulty"),
                            row.getLong("owners")))
                    .single();
            Instant now = clock.instant();
            List<Figure> figures = new ArrayList<>();
            figures.add(Figure.count(
                    "captures.figureStored",
                    totals.stored(),
                    "captures.unitEvents",
                    reads ? "/events" : null,
                    "captures.fromEvents",
                    now,
                    texts));
            figures.add(Figure.count(
                    "captures.figureJobs",
                    totals.captures(),
                    "captures.unitJobs",
                    reads ? "/captures" : null,
                    "captures.fromJobs",
                    now,
                    texts));
            if (scope.owner() == null) {
                figures.add(Figure.count(
                        "captures.figureOwners",
                        totals.owners(),
                        "captures.unitOwners",
                        reads ? "/captures" : null,
                        "captures.fromOwners",
                        now,
                        texts));
            }
            if (reads) {
                figures.add(Figure.count(
                        "captures.figureFaulty",
                        totals.faulty(),
                        "captures.unitJobs",
                        "/captures?result=refused",
                        "captures.fromFaulty",
                        now,
                        texts));
            }
            return figures;
        }

        @Override
        public List<Chart> charts(Visitor visitor, Texts texts) {
            Caller caller = callers.get();
            boolean reads = caller.may(Permission.EVENTS_READ);
            if (!reads && !caller.may(Permission.CLUSTER_TOTALS)) {
                return List.of();
            }
            EventScope scope = caller.may(Permission.CLUSTER_TOTALS) ? EventScope.EVERYTHING : EventScope.of(caller);
            return EventDays.latest(client(caller), scope).stream()
                    .map(days -> days.chart(texts, reads))
                    .toList();
        }

        /** Who sees the cluster's totals may not see the rows under them. */
        private JdbcClient client(Caller caller) {
            return caller.may(Permission.CLUSTER_TOTALS) ? whole.client() : database;
        }

        @Override
        public List<Recent> recent(Visitor visitor, Texts texts) {
            Caller caller = callers.get();
            if (!caller.may(Permission.EVENTS_READ)) {
                return List.of();
            }
            EventScope scope = EventScope.of(caller);
            return database.sql("select capture, created_at, success, events, stored, repeated from capture_job where "
                            + scope.jobs().sql() + " order by capture desc limit " + RECENT)
                    .params(scope.jobs().values())
                    .query((row, index) -> {
                        boolean success = row.getBoolean("success");
                        boolean some = row.getInt("stored") + row.getInt("repeated") > 0;
                        return new Recent(
                                Times.minute(row.getObject("created_at", OffsetDateTime.class)
                                        .toInstant()),
                                texts.get("captures.line", row.getInt("events"), row.getInt("stored")),
                                "/captures/" + row.getObject("capture", UUID.class),
                                success ? Tone.GOOD : some ? Tone.WATCH : Tone.BAD,
                                texts.get(success ? "captures.good" : some ? "captures.partly" : "captures.refused"));
                    })
                    .list();
        }
    }

    private record Totals(long stored, long captures, long faulty, long owners) {}
}
