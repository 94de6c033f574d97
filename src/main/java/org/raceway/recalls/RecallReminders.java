package org.raceway.recalls;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Reminds who is late, once a day each. */
@Component
final class RecallReminders implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RecallReminders.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final StoredRecalls recalls;
    private volatile CountDownLatch end = new CountDownLatch(0);

    RecallReminders(StoredRecalls recalls) {
        this.recalls = recalls;
    }

    @Override
    public void start() {
        CountDownLatch mine = new CountDownLatch(1);
        end = mine;
        Thread.ofVirtual().name("recall-reminders").start(() -> run(mine));
    }

    @Override
    public void stop() {
        end.countDown();
    }

    @Override
    public boolean isRunning() {
        return end.getCount() > 0;
    }

    private void run(CountDownLatch ended) {
        try {
            while (!ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    int some = recalls.remindLate();
                    if (some > 0) {
                        LOG.info("{} enterprises were reminded of recalls", some);
                    }
                } catch (RuntimeException e) {
                    LOG.warn("Enterprises are reminded of recalls later: {}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
