package org.raceway.scans;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against a code by its scans.
 *
 * @param figures arguments of the sentence that explains it
 * @param visitors different ones behind it
 * @param dueAt until when events that would explain it may arrive; absent where none would
 */
record Suspicion(
        FindingCause cause,
        List<String> figures,
        int visitors,
        @Nullable Instant dueAt) {
    Suspicion {
        figures = List.copyOf(figures);
    }
}
