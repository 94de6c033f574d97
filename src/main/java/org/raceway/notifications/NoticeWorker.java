package org.raceway.notifications;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Picks up, every few seconds, what a killed process or a database that was gone left lying. */
@Component
final class NoticeWorker implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeWorker.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final NoticeDispatch dispatch;
    private volatile CountDownLatch end = new CountDownLatch(0);

    NoticeWorker(NoticeDispatch dispatch) {
        this.dispatch = dispatch;
    }

    @Override
    public void start() {
        CountDownLatch mine = new CountDownLatch(1);
        end = mine;
        Thread.ofVirtual().name("notices").start(() -> run(mine));
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
                    while (dispatch.deliverLeftOvers() == NoticeDispatch.AT_ONCE && ended.getCount() > 0) {
                        // More are waiting.
                    }
                } catch (RuntimeException e) {
                    LOG.warn("Notices wait: {}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
