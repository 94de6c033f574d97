package org.raceway.traceability;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.raceway.traceability.epcis.Violation;

/**
 * A finished capture (EPCIS 2.0 clause 12.6): its answer is given only after the events are durable and visible.
 *
 * @param id time-ordered
 * @param owner the enterprise that captured
 * @param maker who in it
 * @param success false when anything was refused
 * @param events in the document
 * @param stored of these, newly stored
 * @param repeated of these, known before: the same event had been captured by the same owner
 * @param errors why events were refused, at most {@value #MAXIMUM_ERRORS}
 * @param source the media type, or the door that the document came by
 */
public record CaptureJob(
        UUID id,
        UUID owner,
        Maker maker,
        Instant createdAt,
        Instant finishedAt,
        CaptureBehaviour behaviour,
        boolean success,
        int events,
        int stored,
        int repeated,
        List<Violation> errors,
        String source) {

    /** A job keeps no more errors than this: enough to mend a document by, however long it is. */
    public static final int MAXIMUM_ERRORS = 1_000;

    public CaptureJob {
        errors = List.copyOf(errors);
    }
}
