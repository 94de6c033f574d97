package org.raceway.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Permission;
import org.raceway.notifications.NoticeKind.Mail;
import org.raceway.notifications.Recipients.Recipient;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Hands what was sent to its readers. Usually right after the sender's transaction; what a killed process left lying is picked
 * up by the {@link NoticeWorker}.
 */
@Component
class NoticeDispatch {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeDispatch.class);
    /** Dispatches a round of the worker. */
    private static final int AT_ONCE = 1_000;

    private static final Duration LEFT_OVER = Duration.ofSeconds(5);

    private final WholeDatabase whole;
    private final JdbcTemplate database;
    private final ObjectProvider<Recipients> recipients;
    private final DeclaredKinds kinds;
    private final Preferences preferences;
    private final Deliveries deliveries;
    private final DeliveryWorker worker;
    private final DeliveryGauges gauges;
    private final DeliverySettings settings;
    private final MailSettings mail;
    private final TimeOrderedIds ids;
    private final Clock clock;

    NoticeDispatch(
            WholeDatabase whole,
            ObjectProvider<Recipients> recipients,
            DeclaredKinds kinds,
            Preferences preferences,
            Deliveries deliveries,
            DeliveryWorker worker,
            DeliveryGauges gauges,
            DeliverySettings settings,
            MailSettings mail,
            TimeOrderedIds ids,
            Clock clock) {
        this.whole = whole;
        this.database = whole.template();
        this.recipients = recipients;
        this.kinds = kinds;
        this.preferences = preferences;
        this.deliveries = deliveries;
        this.worker = worker;
        this.gauges = gauges;
        this.settings = settings;
        this.mail = mail;
        this.ids = ids;
        this.clock = clock;
    }

    /** Hands on this one; what fails is left to the worker. */
    void deliver(UUID id) {
        try {
            whole.inTransaction(() -> {
                database.query("delete from notice_dispatch where id = ? returning *", NoticeDispatch::read, id)
                        .forEach(this::handOn);
                return true;
            });
            worker.wake();
        } catch (RuntimeException e) {
            LOG.warn("The notice {} is handed on later: {}", id, e.getMessage());
        }
    }

    /** Hands on what is left over, each by itself: one that can't be handed on holds up none of the others. */
    void deliverLeftOvers() {
        // Younger ones are their sender's.
        whole.client()
                .sql("select id from notice_dispatch where id < ? order by id limit ?")
                .params(TimeOrderedIds.least(clock.instant().minus(LEFT_OVER)), AT_ONCE)
                .query(UUID.class)
                .list()
                .forEach(this::deliver);
    }

    private void handOn(Sent sent) {
        Recipients people = recipients.getObject();
        List<UUID> accounts = sent.permission() == null
                ? sent.accounts()
                : people.holding(sent.enterprise(), Permission.of(sent.permission()));
        if (accounts.size() > Audience.MOST_PEOPLE) {
            LOG.warn(
                    "{} people hold {}: the first {} are told",
                    accounts.size(),
                    sent.permission(),
                    Audience.MOST_PEOPLE);
            accounts = accounts.subList(0, Audience.MOST_PEOPLE);
        }
        List<Recipient> readers = people.byIds(accounts).stream()
                .filter(reader -> !reader.account().equals(sent.except()))
                .toList();
        Map<UUID, Mail> chosen = mail.on()
                ? preferences.of(readers.stream().map(Recipient::account).toList(), sent.kind())
                : Map.of();
        Mail byDefault = kinds.find(sent.kind()).map(NoticeKind::mail).orElse(Mail.OFF);
        List<Deliveries.Order> mails = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>(readers.size());
        for (Recipient reader : readers) {
            Mail how =
                    mail.on() && reader.email() != null ? chosen.getOrDefault(reader.account(), byDefault) : Mail.OFF;
            if (how == Mail.NOW) {
                mails.add(order(sent, Delivery.Channel.MAIL, reader.account(), null));
            }
            rows.add(new Object[] {
                reader.account(),
                sent.id(),
                sent.kind(),
                sent.arguments(),
                sent.link(),
                sent.task(),
                sent.reach().name(),
                sent.enterprise(),
                sent.at().atOffset(ZoneOffset.UTC),
                how == Mail.DIGEST
            });
        }
        database.batchUpdate("""
                insert into notice (account, id, kind, arguments, link, task, reach, enterprise, created_at, digest)
                values (?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?)
                """, rows, new int[] {
            Types.OTHER,
            Types.OTHER,
            Types.VARCHAR,
            Types.VARCHAR,
            Types.VARCHAR,
            Types.VARCHAR,
            Types.VARCHAR,
            Types.OTHER,
            Types.TIMESTAMP_WITH_TIMEZONE,
            Types.BOOLEAN
        });
        List<UUID> webhooks = sent.reach() == Reach.PERSON || sent.kind().equals(NotificationPages.WEBHOOK_FAILED)
                ? List.of()
                : webhooks(sent);
        for (UUID webhook : webhooks) {
            List<Deliveries.Order> message = List.of(order(sent, Delivery.Channel.WEBHOOK, null, webhook));
            if (deliveries.waitingOf(webhook, settings.waitingOfWebhook()) < settings.waitingOfWebhook()) {
                deliveries.add(message);
            } else {
                deliveries.addDead(message, settings.waitingOfWebhook() + " messages wait already");
            }
        }
        int room = settings.waiting() - gauges.count(Delivery.State.WAITING, Delivery.Channel.MAIL);
        if (mails.size() > room) {
            LOG.warn("{} mails wait: of {} more only the inbox tells", settings.waiting(), mails.size());
        } else {
            deliveries.add(mails);
        }
    }

    private List<UUID> webhooks(Sent sent) {
        String whose = sent.enterprise() == null ? "reach = 'OPERATOR'" : "enterprise = :enterprise";
        return whole.client()
                .sql("select id from webhook where enabled and :kind = any(kinds) and " + whose)
                .param("kind", sent.kind())
                .param("enterprise", sent.enterprise(), Types.OTHER)
                .query(UUID.class)
                .list();
    }

    private Deliveries.Order order(
            Sent sent, Delivery.Channel channel, @Nullable UUID account, @Nullable UUID webhook) {
        return new Deliveries.Order(
                ids.next(),
                channel,
                account,
                webhook,
                sent.reach(),
                sent.enterprise(),
                sent.kind(),
                sent.arguments(),
                sent.link(),
                List.of());
    }

    private static Sent read(ResultSet row, int index) throws SQLException {
        return new Sent(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("arguments"),
                row.getString("link"),
                row.getString("task"),
                Reach.valueOf(row.getString("reach")),
                row.getObject("enterprise", UUID.class),
                row.getString("permission"),
                Stream.of((Object[]) row.getArray("accounts").getArray())
                        .map(UUID.class::cast)
                        .toList(),
                row.getObject("except_for", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private record Sent(
            UUID id,
            String kind,
            String arguments,
            String link,
            @Nullable String task,
            Reach reach,
            @Nullable UUID enterprise,
            @Nullable String permission,
            List<UUID> accounts,
            @Nullable UUID except,
            Instant at) {}
}
