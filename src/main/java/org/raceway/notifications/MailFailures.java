package org.raceway.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.raceway.access.Permission;
import org.raceway.platform.WholeDatabase;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells the operator, once a day at most, that mails were given up. */
@Component
class MailFailures {
    private static final Duration DAY = Duration.ofDays(1);

    private final WholeDatabase database;
    private final Notifications notifications;
    private final TransactionTemplate transactions;
    private final Clock clock;

    MailFailures(
            WholeDatabase database, Notifications notifications, PlatformTransactionManager transactions, Clock clock) {
        this.database = database;
        this.notifications = notifications;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Tells, if there is something to tell and it was not told within a day. */
    void tell() {
        OffsetDateTime since = clock.instant().minus(DAY).atOffset(ZoneOffset.UTC);
        database.client()
                .sql("""
                        select count(*) as failed, coalesce((array_agg(error order by ended_at desc))[1], '') as answer
                        from delivery
                        where state = 'DEAD' and channel = 'MAIL' and ended_at >= :since
                              and not exists (select from notice
                                              where kind = :kind and reach = 'OPERATOR' and created_at >= :since)
                        having count(*) > 0
                        """)
                .param("since", since)
                .param("kind", NotificationPages.MAIL_FAILED)
                .query((row, index) -> Notice.of(
                                NotificationPages.MAIL_FAILED,
                                Audience.operator(Permission.NOTIFICATIONS_CONFIGURE),
                                "/deliveries?state=DEAD")
                        .with(
                                NoticeArgument.of(String.valueOf(row.getInt("failed"))),
                                NoticeArgument.of(row.getString("answer"))))
                .list()
                .forEach(notice -> transactions.executeWithoutResult(status -> notifications.send(notice)));
    }
}
