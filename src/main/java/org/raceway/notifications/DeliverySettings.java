package org.raceway.notifications;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mails and webhooks are tried.
 *
 * @param firstRetry after the first failure; doubled after each further one
 * @param longestRetry the most between two tries
 * @param giveUpAfter a delivery of this age that fails is dead
 * @param lease how long one try may take before another process takes the delivery up
 * @param waiting deliveries of one channel; of what comes on top only the inbox tells
 * @param waitingOfWebhook deliveries of one webhook
 */
@ConfigurationProperties("raceway.notifications")
record DeliverySettings(
        @DefaultValue("1m") Duration firstRetry,
        @DefaultValue("4h") Duration longestRetry,
        @DefaultValue("3d") Duration giveUpAfter,
        @DefaultValue("5m") Duration lease,
        @DefaultValue("100000") int waiting,
        @DefaultValue("1000") int waitingOfWebhook) {
    private static final int MOST_DOUBLINGS = 30;

    /** When to try again after so many failed attempts. */
    Instant next(int attempts, Instant now) {
        return now.plus(pause(attempts, longestRetry));
    }

    /** How long to leave a server alone that has failed so many times in a row. */
    Duration pause(int failures, Duration longest) {
        Duration pause = firstRetry.multipliedBy(1L << Math.clamp(failures - 1L, 0, MOST_DOUBLINGS));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
