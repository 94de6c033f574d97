package org.raceway.traceability;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.raceway.traceability.epcis.Violation;

/**
 * A capture that waits for a writer.
 *
 * @param events that may be stored; none where a violation rolls all back
 * @param eventsInDocument good and bad
 * @param answer completed after the commit
 */
record PreparedCapture(
        UUID id,
        UUID owner,
        Maker maker,
        Instant createdAt,
        CaptureBehaviour behaviour,
        String source,
        int eventsInDocument,
        List<PreparedEvent> events,
        List<MasterDataRow> masterData,
        List<Violation> violations,
        CompletableFuture<CaptureJob> answer) {}
