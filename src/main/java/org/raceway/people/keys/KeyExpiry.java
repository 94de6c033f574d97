package org.raceway.people.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.raceway.access.Isolation;
import org.raceway.access.Permission;
import org.raceway.notifications.Audience;
import org.raceway.notifications.Notice;
import org.raceway.notifications.NoticeArgument;
import org.raceway.notifications.Notifications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells an enterprise that a key of its will end, before its machines stand still. */
@Component
class KeyExpiry {
    /** How long before; the shorter ones first, so that a key with three days left gets one notice and not two. */
    private static final List<Integer> DAYS = List.of(3, 14);

    private static final Duration AT_LEAST = Duration.ofDays(20);
    private static final Logger LOG = LoggerFactory.getLogger(KeyExpiry.class);

    private final StoredKeys keys;
    private final Notifications notifications;
    private final Isolation isolation;
    private final TransactionTemplate transactions;
    private final Clock clock;

    KeyExpiry(
            StoredKeys keys,
            Notifications notifications,
            Isolation isolation,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.keys = keys;
        this.notifications = notifications;
        this.isolation = isolation;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    void tellUnlessDown() {
        try {
            tell(clock.instant());
        } catch (RuntimeException e) {
            LOG.warn("Notices of ending keys wait: {}", e.getMessage());
        }
    }

    /** Sends the notices that are due. A key made for a shorter time than the notice comes before its end gets only the last one. */
    void tell(Instant now) {
        for (int days : DAYS) {
            for (MachineKey key : isolation.everywhere(() -> keys.ending(now, now.plus(Duration.ofDays(days)), days))) {
                if (days == DAYS.getFirst()
                        || Duration.between(key.createdAt(), key.expiresAt()).compareTo(AT_LEAST) > 0) {
                    isolation.everywhere(() -> transactions.execute(status -> tell(key, days)));
                }
            }
        }
    }

    private boolean tell(MachineKey key, int days) {
        if (!keys.warned(key.id(), days)) {
            return false;
        }
        notifications.send(Notice.of(
                        KeyPages.ENDING,
                        Audience.holders(key.enterprise(), Permission.KEYS_MANAGE),
                        "/keys/" + key.id())
                .with(
                        NoticeArgument.of(key.name()),
                        NoticeArgument.of(key.shownId()),
                        NoticeArgument.at(key.expiresAt())));
        return true;
    }
}
