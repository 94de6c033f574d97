package org.raceway.traceability;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.EventType;

/**
 * An event's rows, save for its key, which the writer gives when it knows that the event is new.
 *
 * @param index in the document
 * @param identity what makes it the same event as another
 * @param content digest of the CBV event hash
 * @param keys the identifiers it names
 * @param roles as what it names each of them: {@link ReferenceRole} ordinals
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; three objects fewer for each of 10,000 events a second
record PreparedEvent(
        int index,
        UUID identity,
        UUID content,
        @Nullable String eventId,
        Instant eventTime,
        EventType type,
        @Nullable Action action,
        @Nullable String bizStep,
        @Nullable String disposition,
        @Nullable UUID readPoint,
        @Nullable UUID businessLocation,
        boolean errorDeclared,
        byte[] body,
        UUID[] keys,
        byte[] roles) {}
