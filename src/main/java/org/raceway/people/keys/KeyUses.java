package org.raceway.people.keys;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.raceway.access.Isolation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes down who has used which key, once a minute and when the application stops: not with each request, of which there are
 * thousands a second. A process that is killed loses at most the last minute's count.
 */
@Component
class KeyUses implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final LiveKeys keys;
    private final KeyExpiry expiry;
    private final JdbcClient database;
    private final Isolation isolation;
    private volatile CountDownLatch end = new CountDownLatch(0);

    KeyUses(LiveKeys keys, KeyExpiry expiry, JdbcClient database, Isolation isolation) {
        this.keys = keys;
        this.expiry = expiry;
        this.database = database;
        this.isolation = isolation;
        keys.whenLeaving(this::write);
    }

    /** Writes down what has come together. */
    void write() {
        keys.eachUsed(this::write);
    }

    private void write(MachineKey key, KeyUse use) {
        KeyUse.Seen seen = use.take();
        if (seen.requests() == 0) {
            return;
        }
        Instant last = Instant.ofEpochMilli(seen.lastMillis());
        try {
            isolation.everywhere(() -> database.sql("""
                            insert into access_key_use (key, day, enterprise, requests, last_used_at, last_address)
                            values (:key, :day, :enterprise, :requests, :at, :address)
                            on conflict (key, day) do update
                            set requests = access_key_use.requests + excluded.requests,
                                last_address = case when excluded.last_used_at >= access_key_use.last_used_at
                                                    then excluded.last_address else access_key_use.last_address end,
                                last_used_at = greatest(access_key_use.last_used_at, excluded.last_used_at)
                            """)
                    .param("key", key.id())
                    .param("day", last.atZone(ZONE).toLocalDate())
                    .param("enterprise", key.enterprise())
                    .param("requests", seen.requests())
                    .param("at", StoredKeys.at(last))
                    .param("address", seen.lastAddress())
                    .update());
        } catch (RuntimeException e) {
            use.giveBack(seen);
            LOG.warn("The use of a key waits to be written down: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        CountDownLatch mine = new CountDownLatch(1);
        end = mine;
        Thread.ofVirtual().name("keys").start(() -> run(mine));
    }

    @Override
    public void stop() {
        end.countDown();
        write();
    }

    @Override
    public boolean isRunning() {
        return end.getCount() > 0;
    }

    private void run(CountDownLatch ended) {
        try {
            do {
                write();
                expiry.tellUnlessDown();
            } while (!ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
