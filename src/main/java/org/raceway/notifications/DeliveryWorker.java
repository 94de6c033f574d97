package org.raceway.notifications;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Empties the outbox: a few threads a channel, so that a server that hangs holds up nobody else's messages. */
@Component
final class DeliveryWorker implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final int THREADS_A_CHANNEL = 4;
    /** How often due retries are looked for. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Deliveries deliveries;
    private final DeliverySettings settings;
    private final List<Lane> lanes;
    private final MeterRegistry meters;
    private volatile boolean running;

    DeliveryWorker(
            Deliveries deliveries, DeliverySettings settings, List<DeliveryChannel> channels, MeterRegistry meters) {
        this.deliveries = deliveries;
        this.settings = settings;
        this.lanes = channels.stream().map(Lane::new).toList();
        this.meters = meters;
    }

    /** Something new is in the outbox. */
    void wake() {
        lanes.forEach(lane -> lane.bell.release());
    }

    @Override
    public void start() {
        running = true;
        for (Lane lane : lanes) {
            for (int i = 0; i < THREADS_A_CHANNEL; i++) {
                Thread.ofVirtual()
                        .name("deliveries-" + lane.channel.channel() + "-" + i)
                        .start(lane::run);
            }
        }
    }

    /** What is under way ends by itself or comes back after its lease. */
    @Override
    public void stop() {
        running = false;
        lanes.forEach(lane -> lane.bell.release(THREADS_A_CHANNEL));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private final class Lane {
        private final DeliveryChannel channel;
        private final Semaphore bell = new Semaphore(0);
        /** Failures of the server in a row, whatever the message. */
        private final AtomicInteger failures = new AtomicInteger();

        private volatile long restUntil = System.nanoTime();

        Lane(DeliveryChannel channel) {
            this.channel = channel;
        }

        void run() {
            while (running) {
                try {
                    Optional<Delivery> next =
                            System.nanoTime() - restUntil < 0 ? Optional.empty() : deliveries.take(channel.channel());
                    if (next.isPresent()) {
                        deliver(next.get());
                    } else {
                        rest();
                    }
                } catch (RuntimeException e) {
                    LOG.warn("The outbox waits: {}", e.getMessage());
                    rest();
                }
            }
        }

        private void rest() {
            try {
                long most = failures.get() == 0
                        ? LOOK.toNanos()
                        : Math.min(LOOK.toNanos(), settings.firstRetry().toNanos());
                boolean rung = bell.tryAcquire(most, TimeUnit.NANOSECONDS);
                if (rung) {
                    bell.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running = false;
            }
        }

        /** A message that trips up the channel is tried again as any other, and given up like it. */
        private Attempt attempt(Delivery delivery) {
            try {
                return channel.attempt(delivery);
            } catch (RuntimeException e) {
                LOG.warn("The delivery {} failed", delivery.id(), e);
                return new Attempt.Failed(e.toString(), false);
            }
        }

        private Duration longestPause() {
            return LONGEST_PAUSE.compareTo(settings.longestRetry()) < 0 ? LONGEST_PAUSE : settings.longestRetry();
        }

        private void works() {
            int before = failures.getAndSet(0);
            if (before > 0) {
                LOG.info("{} works again after {} failures", channel.channel(), before);
            }
        }

        private void deliver(Delivery delivery) {
            Attempt attempt = attempt(delivery);
            String word = switch (attempt) {
                case Attempt.Taken taken -> {
                    works();
                    deliveries.sent(delivery);
                    yield "taken";
                }
                case Attempt.Pointless pointless -> {
                    deliveries.drop(delivery);
                    yield "dropped";
                }
                case Attempt.Refused refused -> {
                    works();
                    deliveries.refused(delivery, refused.answer());
                    channel.gaveUp(delivery, refused.answer());
                    yield "refused";
                }
                case Attempt.Failed failed -> {
                    if (failed.server()) {
                        int before = failures.getAndIncrement();
                        Duration pause = settings.pause(before + 1, longestPause());
                        restUntil = System.nanoTime() + pause.toNanos();
                        // Once an outage: it may last for days.
                        LOG.atLevel(before == 0 ? Level.WARN : Level.DEBUG)
                                .log(
                                        "{} fails and is tried again in {} s, later at least every {} s: {}",
                                        channel.channel(),
                                        pause.toSeconds(),
                                        longestPause().toSeconds(),
                                        failed.answer());
                    }
                    if (deliveries.failed(delivery, failed.answer()) == Delivery.State.DEAD) {
                        channel.gaveUp(delivery, failed.answer());
                    }
                    yield "failed";
                }
                case Attempt.Later later -> {
                    if (deliveries.postponed(delivery, later.pause()) == Delivery.State.DEAD) {
                        String error = delivery.error();
                        channel.gaveUp(delivery, error == null ? "" : error);
                    }
                    yield "postponed";
                }
            };
            meters.counter(
                            "raceway.notifications.attempts",
                            "channel",
                            channel.channel().name(),
                            "outcome",
                            word)
                    .increment();
        }
    }
}
