package org.raceway.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person's wish to have their data erased, and what became of it.
 *
 * @param reason why it was refused
 * @param erased how many values were erased, by {@code table.column}
 */
record ErasureRequest(
        UUID id,
        UUID account,
        UUID requestedBy,
        Instant requestedAt,
        Status status,
        @Nullable UUID decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reason,
        Map<String, String> erased) {

    /** Where it stands. */
    enum Status {
        REQUESTED,
        DONE,
        REFUSED
    }
}
