package org.raceway.notifications;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** What recurs: handing on what a killed process left lying, daily mails, counting, throwing away. */
@Component
final class NoticeWorker implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeWorker.class);
    private static final Duration STEP = Duration.ofSeconds(5);

    private final List<Chore> chores;
    private volatile CountDownLatch end = new CountDownLatch(0);

    NoticeWorker(
            NoticeDispatch dispatch,
            DailyMails dailyMails,
            DeliveryWorker deliveries,
            DeliveryGauges gauges,
            MailFailures failures,
            Housekeeping housekeeping) {
        this.chores = List.of(
                new Chore("notices", STEP, dispatch::deliverLeftOvers),
                new Chore("daily mails", Duration.ofMinutes(1), () -> {
                    if (dailyMails.send() > 0) {
                        deliveries.wake();
                    }
                }),
                new Chore("gauges", Duration.ofSeconds(30), gauges::refresh),
                new Chore("mail failures", Duration.ofHours(1), failures::tell),
                new Chore("letters", Duration.ofMinutes(1), housekeeping::clearLetters),
                new Chore("housekeeping", Duration.ofHours(6), housekeeping::run));
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
            while (!ended.await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                chores.forEach(Chore::runWhenDue);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Chore {
        private final String name;
        private final Duration every;
        private final Runnable work;
        private long due = System.nanoTime();

        Chore(String name, Duration every, Runnable work) {
            this.name = name;
            this.every = every;
            this.work = work;
        }

        void runWhenDue() {
            if (System.nanoTime() - due < 0) {
                return;
            }
            due = System.nanoTime() + every.toNanos();
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("{} wait: {}", name, e.getMessage());
            }
        }
    }
}
