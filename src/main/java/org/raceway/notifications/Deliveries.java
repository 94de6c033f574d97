package org.raceway.notifications;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.WholeDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The outbox. */
@Repository
class Deliveries {
    private static final int LONGEST_ERROR = 500;

    private final JdbcTemplate database;
    private final DeliverySettings settings;
    private final Clock clock;

    Deliveries(WholeDatabase database, DeliverySettings settings, Clock clock) {
        this.database = database.template();
        this.settings = settings;
        this.clock = clock;
    }

    /** What to deliver. */
    record Order(
            UUID id,
            Delivery.Channel channel,
            @Nullable UUID account,
            @Nullable UUID webhook,
            Reach reach,
            @Nullable UUID enterprise,
            String kind,
            String arguments,
            String link,
            List<UUID> items) {
        Order {
            items = List.copyOf(items);
        }
    }

    /** Puts messages into the outbox, in the transaction under way on the whole database. */
    void add(Collection<Order> orders) {
        OffsetDateTime now = now();
        database.batchUpdate(
                """
                insert into delivery (id, channel, account, webhook, reach, enterprise, kind, arguments, link, items, state,
                                      attempts, next_at, created_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?::uuid[], 'WAITING', 0, ?, ?, ?)
                """,
                orders.stream()
                        .map(order -> new Object[] {
                            order.id(),
                            order.channel().name(),
                            order.account(),
                            order.webhook(),
                            order.reach().name(),
                            order.enterprise(),
                            order.kind(),
                            order.arguments(),
                            order.link(),
                            array(order.items()),
                            now,
                            now,
                            now.plus(settings.giveUpAfter())
                        })
                        .toList(),
                new int[] {
                    Types.OTHER,
                    Types.VARCHAR,
                    Types.OTHER,
                    Types.OTHER,
                    Types.VARCHAR,
                    Types.OTHER,
                    Types.VARCHAR,
                    Types.VARCHAR,
                    Types.VARCHAR,
                    Types.VARCHAR,
                    Types.TIMESTAMP_WITH_TIMEZONE,
                    Types.TIMESTAMP_WITH_TIMEZONE,
                    Types.TIMESTAMP_WITH_TIMEZONE
                });
    }

    /**
     * Takes the delivery that has been due longest, for as long as the lease. Who does not come back loses it to whoever asks
     * next.
     */
    Optional<Delivery> take(Delivery.Channel channel) {
        Instant now = clock.instant();
        return database
                .query(
                        """
                        update delivery set attempts = attempts + 1, next_at = ?
                        where id = (select id from delivery
                                    where channel = ? and state = 'WAITING' and next_at <= ?
                                    order by next_at limit 1 for update skip locked)
                        returning *
                        """,
                        Delivery::read,
                        now.plus(settings.lease()).atOffset(ZoneOffset.UTC),
                        channel.name(),
                        now.atOffset(ZoneOffset.UTC))
                .stream()
                .findFirst();
    }

    /** The other side has it. */
    void sent(Delivery delivery) {
        end(delivery, Delivery.State.SENT, null);
    }

    /** Not now: again later, or never where it has been tried for long enough. */
    Delivery.State failed(Delivery delivery, String answer) {
        Instant now = clock.instant();
        if (!now.isBefore(delivery.expiresAt())) {
            end(delivery, Delivery.State.DEAD, answer);
            return Delivery.State.DEAD;
        }
        database.update(
                "update delivery set next_at = ?, error = ? where id = ? and state = 'WAITING'",
                settings.next(delivery.attempts(), now).atOffset(ZoneOffset.UTC),
                cut(answer),
                delivery.id());
        return Delivery.State.WAITING;
    }

    /** Never. */
    void refused(Delivery delivery, String answer) {
        end(delivery, Delivery.State.DEAD, answer);
    }

    /** Not yet, and not for want of trying; never where it has waited for long enough. */
    Delivery.State postponed(Delivery delivery, Duration pause) {
        Instant now = clock.instant();
        if (!now.isBefore(delivery.expiresAt())) {
            end(delivery, Delivery.State.DEAD, delivery.error());
            return Delivery.State.DEAD;
        }
        database.update(
                "update delivery set next_at = ?, attempts = attempts - 1 where id = ? and state = 'WAITING'",
                now.plus(pause).atOffset(ZoneOffset.UTC),
                delivery.id());
        return Delivery.State.WAITING;
    }

    /** Those that the other side takes no more of: somebody has to send them again. */
    void addDead(Collection<Order> orders, String reason) {
        add(orders);
        database.batchUpdate(
                "update delivery set state = 'DEAD', ended_at = ?, error = ? where id = ?",
                orders.stream()
                        .map(order -> new Object[] {now(), reason, order.id()})
                        .toList());
    }

    /** How many wait for this webhook, counted no further than {@code most}. */
    int waitingOf(UUID webhook, int most) {
        Integer count = database.queryForObject(
                "select count(*) from (select from delivery where webhook = ? and state = 'WAITING' limit ?) as counted",
                Integer.class,
                webhook,
                most);
        return count == null ? 0 : count;
    }

    /** There is nobody to deliver to. */
    void drop(Delivery delivery) {
        database.update("delete from delivery where id = ?", delivery.id());
    }

    /** How many there are of each channel in this state. */
    Map<Delivery.Channel, Integer> count(Delivery.State state) {
        Map<Delivery.Channel, Integer> counts = new EnumMap<>(Delivery.Channel.class);
        database.query(
                "select channel, count(*) from delivery where state = ? group by channel",
                row -> {
                    counts.put(Delivery.Channel.valueOf(row.getString(1)), row.getInt(2));
                },
                state.name());
        return counts;
    }

    private void end(Delivery delivery, Delivery.State state, @Nullable String answer) {
        database.update(
                """
                update delivery set state = ?, ended_at = ?, error = ?,
                                    letter_sealed = case when ? then letter_sealed end
                where id = ? and state = 'WAITING'
                """,
                state.name(),
                now(),
                answer == null ? null : cut(answer),
                // Somebody may send it again for as long as its link works.
                state == Delivery.State.DEAD && !delivery.isVoid(clock.instant()),
                delivery.id());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** One line without control characters, of bounded length. */
    static String cut(String answer) {
        String line = answer.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_ERROR ? line : line.substring(0, LONGEST_ERROR - 1) + "…";
    }

    private static String array(List<UUID> ids) {
        return "{" + String.join(",", ids.stream().map(UUID::toString).toList()) + "}";
    }
}
