package org.raceway.notifications;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.springframework.stereotype.Repository;

/**
 * Once a day, at the hour that a person has chosen: one mail with all that is unread, if something has come since the last one
 * that they want to hear of this way.
 */
@Repository
class DailyMails {
    /** In the cluster's time zone. */
    static final int DEFAULT_HOUR = 8;
    /** Notices that one mail names. */
    static final int MOST_ITEMS = 50;

    private static final int HOURS = 24;
    private static final int AT_ONCE = 500;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final WholeDatabase database;
    private final Deliveries deliveries;
    private final MailSettings mail;
    private final TimeOrderedIds ids;
    private final Clock clock;

    DailyMails(WholeDatabase database, Deliveries deliveries, MailSettings mail, TimeOrderedIds ids, Clock clock) {
        this.database = database;
        this.deliveries = deliveries;
        this.mail = mail;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Puts the digests that are due into the outbox; several processes may do so at once.
     *
     * @return how many
     */
    int send() {
        if (!mail.on()) {
            return 0;
        }
        Instant now = clock.instant();
        String slots = "{"
                + String.join(",", slots(now).stream().map(Instant::toString).toList()) + "}";
        List<Due> due = database.client()
                .sql("""
                        select waiting.account, (:slots::timestamptz[])[coalesce(digest_hour, :hour) + 1] as slot
                        from (select account, min(created_at) as first from notice where digest and read_at is null
                              group by account) as waiting
                             left join notice_setting using (account)
                        where first < (:slots::timestamptz[])[coalesce(digest_hour, :hour) + 1]
                        limit :most
                        """)
                .param("slots", slots)
                .param("hour", DEFAULT_HOUR)
                .param("most", AT_ONCE)
                .query((row, index) -> new Due(
                        row.getObject("account", UUID.class),
                        row.getObject("slot", OffsetDateTime.class).toInstant()))
                .list();
        int sent = 0;
        for (Due one : due) {
            sent += Boolean.TRUE.equals(database.inTransaction(() -> send(one))) ? 1 : 0;
        }
        return sent;
    }

    private boolean send(Due due) {
        int news = database.client()
                .sql("update notice set digest = false where account = ? and digest and created_at < ?")
                .params(due.account(), due.slot().atOffset(ZoneOffset.UTC))
                .update();
        if (news == 0) {
            return false;
        }
        List<UUID> unread = database.client()
                .sql("select id from notice where account = ? and read_at is null order by id desc limit ?")
                .params(due.account(), MOST_ITEMS)
                .query(UUID.class)
                .list();
        if (unread.isEmpty()) {
            return false;
        }
        deliveries.add(List.of(new Deliveries.Order(
                ids.next(),
                Delivery.Channel.MAIL,
                due.account(),
                null,
                Reach.PERSON,
                null,
                Delivery.DIGEST,
                "[]",
                "/inbox",
                unread)));
        return true;
    }

    /** For each hour of the day, when it was that hour last. */
    static List<Instant> slots(Instant now) {
        ZonedDateTime here = now.atZone(ZONE);
        List<Instant> slots = new ArrayList<>(HOURS);
        for (int hour = 0; hour < HOURS; hour++) {
            ZonedDateTime today = here.toLocalDate().atTime(hour, 0).atZone(ZONE);
            slots.add((today.isAfter(here) ? today.minusDays(1) : today).toInstant());
        }
        return slots;
    }

    private record Due(UUID account, Instant slot) {}
}
