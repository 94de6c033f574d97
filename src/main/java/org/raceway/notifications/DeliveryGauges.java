package org.raceway.notifications;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How deep the outbox is, as it was counted last: {@code raceway.notifications.deliveries} by channel and state. */
@Component
final class DeliveryGauges {
    private final Deliveries deliveries;
    private final Map<Delivery.State, Map<Delivery.Channel, Integer>> counts = new ConcurrentHashMap<>();

    DeliveryGauges(Deliveries deliveries, MeterRegistry meters) {
        this.deliveries = deliveries;
        for (Delivery.State state : new Delivery.State[] {Delivery.State.WAITING, Delivery.State.DEAD}) {
            for (Delivery.Channel channel : Delivery.Channel.values()) {
                Gauge.builder("raceway.notifications.deliveries", () -> count(state, channel))
                        .tag("channel", channel.name())
                        .tag("state", state.name())
                        .register(meters);
            }
        }
    }

    /** Counts again. */
    void refresh() {
        counts.put(Delivery.State.WAITING, deliveries.count(Delivery.State.WAITING));
        counts.put(Delivery.State.DEAD, deliveries.count(Delivery.State.DEAD));
    }

    int count(Delivery.State state, Delivery.Channel channel) {
        return counts.getOrDefault(state, Map.of()).getOrDefault(channel, 0);
    }
}
