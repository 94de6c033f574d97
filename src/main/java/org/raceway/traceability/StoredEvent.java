package org.raceway.traceability;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.raceway.traceability.epcis.Event;
import org.raceway.traceability.epcis.EventHash;

/**
 * An event of the ledger.
 *
 * @param key orders events by record time
 * @param owner the enterprise that captured it
 * @param identity its digest: an event with a reference {@link ReferenceRole#ERROR_DECLARATION} to it declares it wrong
 * @param errorDeclared true when this event is itself an error declaration
 * @param event as it was sent, so without a record time, and without an event ID if none was sent
 */
record StoredEvent(UUID key, UUID owner, UUID identity, Instant recordTime, boolean errorDeclared, Event event) {

    /** The event ID that was sent or, where none was, the CBV event hash. */
    String eventId() {
        String sent = event.eventId();
        return sent == null ? EventHash.of(event) : sent;
    }

    /** The event as the repository gives it: with its record time, and with an event ID. */
    Event complete() {
        return new Event(
                event.type(),
                event.extendedType(),
                eventId(),
                event.eventTime(),
                recordTime.atOffset(ZoneOffset.UTC),
                event.eventTimeZoneOffset(),
                event.action(),
                event.parentId(),
                event.epcs(),
                event.quantities(),
                event.outputEpcs(),
                event.outputQuantities(),
                event.transformationId(),
                event.bizStep(),
                event.disposition(),
                event.persistentDisposition(),
                event.readPoint(),
                event.businessLocation(),
                event.businessTransactions(),
                event.sources(),
                event.destinations(),
                event.sensorElements(),
                event.ilmd(),
                event.certificationInfo(),
                event.errorDeclaration(),
                event.extensions(),
                event.readPointExtensions(),
                event.businessLocationExtensions());
    }
}
