package org.raceway.enterprises;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How busy an enterprise is, for its page. The ledger's room answers. */
public interface ActivitySource {

    /** What an enterprise, records merged into it included, has done lately. */
    Activity activity(UUID enterprise);

    /**
     * What somebody has done lately.
     *
     * @param lastCapture absent for never
     * @param events recorded since {@code since}
     * @param at when this was counted
     */
    record Activity(@Nullable Instant lastCapture, long events, Instant since, Instant at) {}
}
