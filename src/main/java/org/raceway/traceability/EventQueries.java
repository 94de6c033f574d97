package org.raceway.traceability;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.raceway.access.RowCondition;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Answers event queries, page by page. */
@Component
@SuppressWarnings("EnumOrdinal") // what the ledger stores
class EventQueries {
    private static final Bounds BOUNDS = new Bounds(100_000, 20_000);
    private static final int FIRST_BATCH = 200;
    private static final int LARGEST_BATCH = 2_000;
    private static final int MAXIMUM_PLACES = 10_000;

    private static final String MATCHED = """
            select distinct event from event_reference where key = any(?) and role = any(?)
            """;
    private static final String DESCRIBED = """
            select distinct key from master_data
            where exists (select from unnest(?::text[]) name
              where jsonb_exists(attributes, name) and (?::jsonb[] = '{}' or attributes -> name @> any(?::jsonb[])))
            limit ?
            """;
    private static final String SELECT = """
            select event, owner, identity, error_declared, body from event where true
            """;

    private final JdbcClient jdbc;
    private final EventStore store;
    private final PageTokens tokens;
    private final TransactionTemplate transaction;
    private final Bounds bounds;

    @Autowired
    EventQueries(JdbcClient jdbc, PageTokens tokens, PlatformTransactionManager transactions) {
        this(jdbc, new PostgresEventStore(jdbc), tokens, transactions, BOUNDS);
    }

    EventQueries(
            JdbcClient jdbc,
            EventStore store,
            PageTokens tokens,
            PlatformTransactionManager transactions,
            Bounds bounds) {
        this.jdbc = jdbc;
        this.store = store;
        this.tokens = tokens;
        transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
        this.bounds = bounds;
    }

    /**
     * What one page may cost.
     *
     * @param matched events of which the keys are held at once
     * @param walked events that are looked at; a page ends there, even with less than it has room for
     */
    record Bounds(int matched, int walked) {}

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
        return page(query, owner, null);
    }

    /**
     * The same for who sees only some of the owner's captures.
     *
     * @param makers a condition on {@code capture_job}; absent for all of the owner's
     */
    Page page(EventQuery query, @Nullable UUID owner, @Nullable RowCondition makers) {
        String bound = owner + "\n" + (makers == null ? "" : makers.values() + "\n") + query.fingerprint();
        String token = query.pageToken();
        tokens.prepare(); // a read-only transaction could not make the secret
        PageTokens.Place place = token == null ? null : tokens.read(token, bound);
        try {
            Page page = transaction.execute(status -> {
                jdbc.sql("set local statement_timeout = '10s'").update();
                return read(query, owner, makers, place, bound);
            });
            if (page == null) {
                throw new IllegalStateException("a query gave no page");
            }
            return page;
        } catch (QueryTimeoutException e) {
            throw new CaptureRefusedException(e, CaptureProblem.QUERY_TOO_LARGE);
        }
    }

    private Page read(
            EventQuery query,
            @Nullable UUID owner,
            @Nullable RowCondition makers,
            PageTokens.@Nullable Place place,
            String bound) {
        Conditions conditions = new Conditions();
        List<EventQuery.Match> matches = new ArrayList<>(query.matches());
        for (EventQuery.Described described : query.described()) {
            List<UUID> some = described(described);
            switch (described.field()) {
                case READ_POINT -> conditions.and("read_point = any(?)", (Object) some.toArray(UUID[]::new));
                case BUSINESS_LOCATION ->
                    conditions.and("business_location = any(?)", (Object) some.toArray(UUID[]::new));
                case BUSINESS_TRANSACTION, SOURCE, DESTINATION, EPC_CLASS ->
                    matches.add(new EventQuery.Match(some, described.field().roles()));
            }
        }
        Set<UUID> keys = matched(query, matches, owner);
        if (keys != null) {
            if (keys.isEmpty()) {
                return new Page(List.of(), null);
            }
            conditions.and("event = any(?)", (Object) keys.toArray(UUID[]::new));
        }
        conditions.of(query, owner);
        if (makers != null) {
            conditions.and(
                    "capture in (select capture_job.capture from capture_job where " + makers.sql() + ")",
                    makers.values().toArray());
        }
        query.readPoints().forEach(places -> conditions.any("read_point", places(places)));
        query.businessLocations().forEach(places -> conditions.any("business_location", places(places)));
        Integer maximum = query.maximum();
        if (maximum != null && place == null && exceeds(query, conditions, maximum)) {
            throw new CaptureRefusedException(CaptureProblem.QUERY_TOO_LARGE);
        }
        Integer countLimit = query.remaining();
        int remaining = place != null ? place.remaining() : countLimit == null ? -1 : countLimit;
        int limit = remaining < 0 ? query.perPage() : Math.min(query.perPage(), remaining);
        List<StoredEvent> found = new ArrayList<>();
        Walked walked = walk(query, conditions, place, limit + 1, event -> {
            if (found.size() == limit) {
                return false;
            }
            found.add(event);
            return true;
        });
        int left = remaining < 0 ? -1 : remaining - found.size();
        StoredEvent last = walked.last();
        if (walked.ended() || last == null || left == 0) {
            return new Page(found, null);
        }
        return new Page(
                found,
                tokens.sign(
                        new PageTokens.Place(
                                microseconds(last.event().eventTime().toInstant()), last.key(), left),
                        bound));
    }

    private boolean exceeds(EventQuery query, Conditions conditions, int maximum) {
        if (query.conditions().isEmpty()) {
            return count(conditions, maximum + 1) > maximum;
        }
        AtomicInteger counted = new AtomicInteger();
        return !walk(query, conditions, null, FIRST_BATCH, event -> counted.incrementAndGet() <= maximum)
                .ended();
    }

    /**
     * How far a walk came.
     *
     * @param last the last event that was looked at and not refused
     * @param ended whether there are no more events
     */
    private record Walked(@Nullable StoredEvent last, boolean ended) {}

    /**
     * Shows the events that hold, in the query's order, until one is refused, until there are no more, or until so many have
     * been looked at that the rest is for another page.
     */
    private Walked walk(
            EventQuery query,
            Conditions conditions,
            PageTokens.@Nullable Place from,
            int firstBatch,
            Predicate<StoredEvent> taken) {
        PageTokens.Place place = from;
        StoredEvent last = null;
        int batch;
        int wished = firstBatch;
        for (int walked = 0; walked < bounds.walked(); walked += batch) {
            batch = Math.min(wished, bounds.walked() - walked);
            wished = Math.min(wished * 8, LARGEST_BATCH);
            List<StoredEvent> events = select(query, conditions, place, batch);
            for (StoredEvent event : events) {
                if (query.holds(event.event()) && !taken.test(event)) {
                    return new Walked(last, false);
                }
                last = event;
            }
            if (events.size() < batch || last == null) {
                return new Walked(last, true);
            }
            place = new PageTokens.Place(microseconds(last.event().eventTime().toInstant()), last.key(), -1);
        }
        return new Walked(last, false);
    }

    private List<StoredEvent> select(
            EventQuery query, Conditions conditions, PageTokens.@Nullable Place place, int limit) {
        Conditions all = conditions.copy();
        if (place != null) {
            all.after(query, place);
        }
        String direction = query.ascending() ? "" : " desc";
        String order = switch (query.order()) {
            case EVENT_TIME -> "event_time" + direction + ", event" + direction;
            case RECORD_TIME -> "event" + direction;
        };
        return jdbc.sql(SELECT + all.sql + " order by " + order + " limit " + limit)
                .params(all.parameters)
                .query((ResultSet result, int row) -> PostgresEventStore.storedEvent(result))
                .list();
    }

    /** The keys of the places, and of those that master data puts inside of them where that is asked for. */
    private Object[] places(EventQuery.Places places) {
        Set<UUID> all = new LinkedHashSet<>(places.keys());
        Set<UUID> level = places.within() ? all : Set.of();
        while (!level.isEmpty()) {
            Set<UUID> children = new LinkedHashSet<>();
            for (MasterData parent : store.masterData(level).values()) {
                for (String child : parent.children()) {
                    children.add(Keys.of(Gs1Identifiers.canonical(child)));
                }
            }
            children.removeAll(all);
            all.addAll(children);
            if (all.size() > MAXIMUM_PLACES) {
                throw new CaptureRefusedException(CaptureProblem.QUERY_TOO_LARGE);
            }
            level = children;
        }
        return all.toArray(UUID[]::new);
    }

    private int count(Conditions conditions, int limit) {
        return jdbc.sql("select count(*) from (select from event where true " + conditions.sql + " limit " + limit
                        + ") x")
                .params(conditions.parameters)
                .query(Integer.class)
                .single();
    }

    /** The identifiers that master data describes like this. */
    private List<UUID> described(EventQuery.Described described) {
        String[] values = described.values().stream()
                .map(JsonMapper.shared()::writeValueAsString)
                .toArray(String[]::new);
        List<UUID> keys = jdbc.sql(DESCRIBED)
                .params(described.attributes().toArray(String[]::new), values, values, MAXIMUM_PLACES + 1)
                .query(UUID.class)
                .list();
        if (keys.size() > MAXIMUM_PLACES) {
            throw new CaptureRefusedException(CaptureProblem.QUERY_TOO_LARGE);
        }
        return keys;
    }

    /**
     * The keys that all matches and event IDs allow; absent where nothing narrows them. A match that more events have than
     * can be held narrows nothing: the query's conditions on the event say the same.
     */
    private @Nullable Set<UUID> matched(EventQuery query, List<EventQuery.Match> matches, @Nullable UUID owner) {
        Set<UUID> keys = null;
        if (!query.identities().isEmpty()) {
            keys = new HashSet<>();
            for (List<UUID> some : store.eventKeys(query.identities()).values()) {
                keys.addAll(some);
            }
            // An error declaration has the event ID of what it declares wrong.
            Set<UUID> declarations = referring(query.identities(), Set.of(ReferenceRole.ERROR_DECLARATION), owner);
            if (declarations == null) {
                throw new CaptureRefusedException(CaptureProblem.QUERY_TOO_LARGE);
            }
            keys.addAll(declarations);
        }
        for (EventQuery.Match match : matches) {
            if (keys != null && keys.isEmpty()) {
                break;
            }
            Set<UUID> some = referring(match.keys(), match.roles(), owner);
            if (some == null && !query.matches().contains(match)) {
                // No condition on the event says the same.
                throw new CaptureRefusedException(CaptureProblem.QUERY_TOO_LARGE);
            }
            if (keys == null) {
                keys = some;
            } else if (some != null) {
                keys.retainAll(some);
            }
        }
        return keys;
    }

    /** The events that name one of the keys; absent where they are too many. */
    private @Nullable Set<UUID> referring(Collection<UUID> keys, Set<ReferenceRole> roles, @Nullable UUID owner) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(keys.toArray(UUID[]::new));
        parameters.add(roles.stream().map(role -> (short) role.ordinal()).toArray(Short[]::new));
        if (owner != null) {
            parameters.add(owner);
        }
        Set<UUID> events = new HashSet<>(
                jdbc.sql(MATCHED + (owner == null ? "" : " and owner = ?") + " limit " + (bounds.matched() + 1))
                        .params(parameters)
                        .query(UUID.class)
                        .list());
        return events.size() > bounds.matched() ? null : events;
    }

    private static long microseconds(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static final class Conditions {
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();

        private Conditions copy() {
            Conditions copy = new Conditions();
            copy.sql.append(sql);
            copy.parameters.addAll(parameters);
            return copy;
        }

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
