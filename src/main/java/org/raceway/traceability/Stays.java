package org.raceway.traceability;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.Quantity;

/** What was in a container, and from when to when: the container's aggregation and association events, folded. */
final class Stays {

    /**
     * One content's time in the container.
     *
     * @param content canonical identifier
     * @param until absent while it is still in
     */
    record Stay(
            String content,
            Instant since,
            @Nullable Instant until,
            TraceEvent packing,
            @Nullable TraceEvent unpacking,
            @Nullable BigDecimal quantity,
            @Nullable String unit) {

        Window window() {
            return new Window(since, until == null ? Instant.MAX : until);
        }
    }

    private Stays() {}

    /** The stays of one container from its events, which need not be in order. */
    static List<Stay> of(List<TraceEvent> events, UnaryOperator<String> canonical) {
        List<TraceEvent> ordered = new ArrayList<>(events);
        ordered.sort(Comparator.comparing(TraceEvent::time).thenComparing(TraceEvent::id));
        Map<String, Stay> open = new LinkedHashMap<>();
        List<Stay> closed = new ArrayList<>();
        for (TraceEvent event : ordered) {
            Action action = event.action() == null ? Action.OBSERVE : event.action();
            switch (action) {
                case ADD -> contents(event).forEach(content -> add(open, canonical, event, content));
                case OBSERVE ->
                    contents(event)
                            .filter(content -> !open.containsKey(canonical.apply(content.epcClass())))
                            .forEach(content -> add(open, canonical, event, content));
                case DELETE -> {
                    List<Quantity> named = contents(event).toList();
                    if (named.isEmpty()) {
                        // CBV: a DELETE that names no child takes out everything.
                        open.values().forEach(stay -> closed.add(close(stay, event)));
                        open.clear();
                    }
                    for (Quantity content : named) {
                        String id = canonical.apply(content.epcClass());
                        Stay stay = open.remove(id);
                        if (stay == null) {
                            continue;
                        }
                        closed.add(close(stay, event));
                        BigDecimal before = stay.quantity();
                        BigDecimal taken = content.quantity();
                        if (before != null && taken != null && before.compareTo(taken) > 0) {
                            open.put(
                                    id,
                                    new Stay(
                                            id,
                                            event.time(),
                                            null,
                                            stay.packing(),
                                            null,
                                            before.subtract(taken),
                                            stay.unit()));
                        }
                    }
                }
            }
        }
        closed.addAll(open.values());
        return closed;
    }

    private static Stream<Quantity> contents(TraceEvent event) {
        return Stream.concat(
                event.epcs().stream().map(epc -> new Quantity(epc, null, null)), event.quantities().stream());
    }

    private static void add(
            Map<String, Stay> open, UnaryOperator<String> canonical, TraceEvent event, Quantity content) {
        String id = canonical.apply(content.epcClass());
        Stay before = open.get(id);
        BigDecimal quantity = content.quantity();
        if (before != null && before.quantity() != null && quantity != null) {
            quantity = quantity.add(before.quantity());
        }
        open.put(
                id,
                new Stay(
                        id,
                        before == null ? event.time() : before.since(),
                        null,
                        before == null ? event : before.packing(),
                        null,
                        quantity,
                        content.unit()));
    }

    private static Stay close(Stay stay, TraceEvent unpacking) {
        return new Stay(
                stay.content(),
                stay.since(),
                unpacking.time(),
                stay.packing(),
                unpacking,
                stay.quantity(),
                stay.unit());
    }
}
