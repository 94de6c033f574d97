package org.raceway.consents;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Ends consents whose time is over and tells of those that soon will be. Nothing depends on when it runs: a read looks at the
 * clock itself.
 */
@Component
final class ConsentExpiry implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ConsentExpiry.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final StoredConsents consents;
    private volatile CountDownLatch end = new CountDownLatch(0);

    ConsentExpiry(StoredConsents consents) {
        this.consents = consents;
    }

    @Override
    public void start() {
        CountDownLatch mine = new CountDownLatch(1);
        end = mine;
        Thread.ofVirtual().name("consent-expiry").start(() -> run(mine));
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
            do {
                try {
                    int some = consents.expire();
                    if (some > 0) {
                        LOG.info("{} consents have expired", some);
                    }
                } catch (RuntimeException e) {
                    LOG.warn("Consents expire later: {}", e.getMessage());
                }
            } while (!ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
