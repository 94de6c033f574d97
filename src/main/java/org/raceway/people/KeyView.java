package org.raceway.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as its page shows it.
 *
 * @param kind {@code API_KEY}, {@code CLIENT} or {@code SIGNING_CLIENT}
 * @param shownId what may be shown of it; a client's {@code client_id}
 * @param live whether it may be used
 * @param byOperator whether the reader is of the operator's staff
 * @param requests a minute, absent where nobody has set them
 * @param limit requests a minute that hold
 * @param ceiling the most that its enterprise may set
 */
public record KeyView(
        UUID id,
        String kind,
        String name,
        String shownId,
        boolean live,
        boolean byOperator,
        Instant secretMadeAt,
        @Nullable Integer requests,
        int limit,
        int ceiling,
        List<Day> days) {
    public KeyView {
        days = List.copyOf(days);
    }

    /** How often it was used on a day. */
    public record Day(LocalDate day, long requests) {}

    /** Whether it has a secret, which can be rotated. */
    public boolean hasSecret() {
        return !kind.equals("SIGNING_CLIENT");
    }
}
