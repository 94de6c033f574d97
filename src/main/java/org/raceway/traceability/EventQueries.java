package org.raceway.traceability;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers event queries, page by page. */
@Component
@SuppressWarnings("EnumOrdinal") // what the ledger stores
class EventQueries {
    /** One identifier that more events name asks for a narrower query. */
    static final int MAXIMUM_MATCHED = 100_000;

    private static final String MATCHED = """
            select distinct event from event_reference where key = any(?) and role = any(?)
            """;
    private static final String SELECT = """
            select event, owner, identity, error_declared, body from event where true
            """;

    private final JdbcClient jdbc;
    private final EventStore store;
    private final PageTokens tokens;
    private final TransactionTemplate transaction;

    EventQueries(JdbcClient jdbc, EventStore store, PageTokens tokens, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.store = store;
        this.tokens = tokens;
        transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
    }

    /**
     * A page of events.
     *
     * @param nextPageToken absent on the last page
     */
    record Page(List<StoredEvent> events, @Nullable String nextPageToken) {
        Page {
            events = List.copyOf(events);
        }
    }

    /**
     * A page of what the query asks for.
     *
     * @param owner whose events; absent for everybody's
     * @throws CaptureRefusedException if the query touches too much, or its page token is not its own
     */
    Page page(EventQuery query, @Nullable UUID owner) {
        String bound = owner + "\n" + query.fingerprint();
        String token = query.pageToken();
        tokens.prepare(); // a read-only transaction could not make the secret
        PageTokens.Place place = token == null ? null : tokens.read(token, bound);
        try {
            Page page = transaction.execute(status -> {
                jdbc.sql("set local statement_timeout = '10s'").update();
                return read(query, owner, place, bound);
            });
            if (page == null) {
                throw new IllegalStateException("a query gave no page");
            }
            return page;
        } catch (QueryTimeoutException e) {
            throw new CaptureRefusedException(e, CaptureProblem.QUERY_TOO_LARGE);
        }
    }

    private Page read(EventQuery query, @Nullable UUID owner, PageTokens.@Nullable Place place, String bound) {
        Conditions conditions = new Conditions();
        Set<UUID> keys = matched(query, owner);
        if (keys != null) {
            if (keys.isEmpty()) {
                return new Page(List.of(), null);
            }
            conditions.and("event = any(?)", (Object) keys.toArray(UUID[]::new));
        }
        conditions.of(query, owner);
        Integer maximum = query.maximum();
        if (maximum != null && place == null && count(conditions, maximum + 1) > maximum) {
            throw new CaptureRefusedException(CaptureProblem.QUERY_TOO_LARGE);
        }
        Integer countLimit = query.remaining();
        int remaining = countLimit == null ? -1 : countLimit;
        if (place != null) {
            remaining = place.remaining();
            conditions.after(query, place);
        }
        int limit = remaining < 0 ? query.perPage() : Math.min(query.perPage(), remaining);
        String direction = query.ascending() ? "" : " desc";
        String order = switch (query.order()) {
            case EVENT_TIME -> "event_time" + direction + ", event" + direction;
            case RECORD_TIME -> "event" + direction;
        };
        List<StoredEvent> found =
                new ArrayList<>(jdbc.sql(SELECT + conditions.sql + " order by " + order + " limit " + (limit + 1))
                        .params(conditions.parameters)
                        .query((ResultSet result, int row) -> PostgresEventStore.storedEvent(result))
                        .list());
        boolean more = found.size() > limit;
        if (more) {
            found.removeLast();
        }
        int left = remaining < 0 ? -1 : remaining - found.size();
        if (!more || left == 0) {
            return new Page(found, null);
        }
        StoredEvent last = found.getLast();
        return new Page(
                found,
                tokens.sign(
                        new PageTokens.Place(
                                microseconds(last.event().eventTime().toInstant()), last.key(), left),
                        bound));
    }

    private int count(Conditions conditions, int limit) {
        return jdbc.sql("select count(*) from (select from event where true " + conditions.sql + " limit " + limit
                        + ") x")
                .params(conditions.parameters)
                .query(Integer.class)
                .single();
    }

    /** The keys that all matches and event IDs allow; absent when the query has none of them. */
    private @Nullable Set<UUID> matched(EventQuery query, @Nullable UUID owner) {
        Set<UUID> keys = null;
        if (!query.identities().isEmpty()) {
            keys = new HashSet<>();
            for (List<UUID> some : store.eventKeys(query.identities()).values()) {
                keys.addAll(some);
            }
            // An error declaration has the event ID of what it declares wrong.
            keys.addAll(referring(query.identities(), Set.of(ReferenceRole.ERROR_DECLARATION), owner));
        }
        for (EventQuery.Match match : query.matches()) {
            Set<UUID> some = referring(match.keys(), match.roles(), owner);
            if (keys == null) {
                keys = some;
            } else {
                keys.retainAll(some);
            }
            if (keys.isEmpty()) {
                break;
            }
        }
        return keys;
    }

    private Set<UUID> referring(Collection<UUID> keys, Set<ReferenceRole> roles, @Nullable UUID owner) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(keys.toArray(UUID[]::new));
        parameters.add(roles.stream().map(role -> (short) role.ordinal()).toArray(Short[]::new));
        if (owner != null) {
            parameters.add(owner);
        }
        Set<UUID> events = new HashSet<>(
                jdbc.sql(MATCHED + (owner == null ? "" : " and owner = ?") + " limit " + (MAXIMUM_MATCHED + 1))
                        .params(parameters)
                        .query(UUID.class)
                        .list());
        if (events.size() > MAXIMUM_MATCHED) {
            throw new CaptureRefusedException(CaptureProblem.QUERY_TOO_LARGE);
        }
        return events;
    }

    private static long microseconds(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static final class Conditions {
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();

        private void and(String condition, Object... values) {
            sql.append(" and ").append(condition);
            parameters.addAll(List.of(values));
        }

        private void of(EventQuery query, @Nullable UUID owner) {
            if (owner != null) {
                and("owner = ?", owner);
            }
            if (!query.types().isEmpty()) {
                and("type = any(?)", (Object) query.types().stream()
                        .map(type -> (short) type.ordinal())
                        .toArray(Short[]::new));
            }
            if (!query.actions().isEmpty()) {
                and("action = any(?)", (Object) query.actions().stream()
                        .map(action -> (short) action.ordinal())
                        .toArray(Short[]::new));
            }
            any("biz_step", query.bizSteps().toArray(String[]::new));
            any("disposition", query.dispositions().toArray(String[]::new));
            any("read_point", query.readPoints().toArray(UUID[]::new));
            any("business_location", query.businessLocations().toArray(UUID[]::new));
            if (query.errorDeclarationsOnly()) {
                and("error_declared");
            }
            time("event_time >= ?", query.eventTimeFrom());
            time("event_time < ?", query.eventTimeBefore());
            // An event's key begins with its record time.
            Instant from = query.recordTimeFrom();
            if (from != null) {
                and("event >= ?", TimeOrderedIds.least(upwards(from)));
            }
            Instant before = query.recordTimeBefore();
            if (before != null) {
                and("event < ?", TimeOrderedIds.least(upwards(before)));
            }
        }

        /** Record times are whole milliseconds: none lies between one of them and the next. */
        private static Instant upwards(Instant instant) {
            Instant whole = instant.truncatedTo(ChronoUnit.MILLIS);
            return whole.equals(instant) ? whole : whole.plusMillis(1);
        }

        private void any(String column, Object[] values) {
            if (values.length == 1) {
                and(column + " = ?", values[0]);
            } else if (values.length > 1) {
                and(column + " = any(?)", (Object) values);
            }
        }

        private void time(String condition, @Nullable Instant instant) {
            if (instant != null) {
                and(condition, instant.atOffset(ZoneOffset.UTC));
            }
        }

        private void after(EventQuery query, PageTokens.Place place) {
            String comparison = query.ascending() ? " > " : " < ";
            switch (query.order()) {
                case EVENT_TIME ->
                    and(
                            "(event_time, event)" + comparison + "(?, ?)",
                            Instant.EPOCH
                                    .plus(place.microseconds(), ChronoUnit.MICROS)
                                    .atOffset(ZoneOffset.UTC),
                            place.event());
                case RECORD_TIME -> and("event" + comparison + "?", place.event());
            }
        }
    }
}
