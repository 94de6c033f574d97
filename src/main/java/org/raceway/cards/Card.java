package org.raceway.cards;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lot on its way through the plant.
 *
 * @param thing its canonical identifier
 * @param route the steps in order; the first makes the lot
 * @param quantity as planned
 * @param step recorded last; absent for none yet
 * @param done of the lot in that step
 * @param entries recorded so far
 */
record Card(
        UUID id,
        UUID enterprise,
        CardProduct product,
        String thing,
        String lot,
        List<Step> route,
        BigDecimal quantity,
        Unit unit,
        List<CardInput> inputs,
        @Nullable Step step,
        BigDecimal done,
        int entries,
        Instant createdAt) {
    Card {
        route = List.copyOf(route);
        inputs = List.copyOf(inputs);
    }

    /** The step that comes next; absent when all are done. */
    @Nullable
    Step next() {
        int at = step == null ? 0 : route.indexOf(step) + 1;
        return at < route.size() ? route.get(at) : null;
    }
}
