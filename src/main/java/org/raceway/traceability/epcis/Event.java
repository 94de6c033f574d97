package org.raceway.traceability.epcis;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One EPCIS event (EPCIS 2.0 clause 7.4). Identifiers stand as they were sent, in URN or Digital Link form. Terms of the
 * CBV ({@code bizStep}, {@code disposition}, the types of references) are held as their short name, whichever form was
 * sent; terms of other vocabularies as their URI. A list that the event does not have is empty.
 *
 * @param extendedType the URI of an {@link EventType#EXTENDED} event's type
 * @param eventTime with the offset that it was written with
 * @param recordTime set by the repository that captured it
 * @param eventTimeZoneOffset such as {@code +08:00}, as it was sent
 * @param action absent for a transformation
 * @param parentId of an aggregation, association or transaction event
 * @param epcs {@code epcList}, {@code childEPCs} or {@code inputEPCList}
 * @param quantities {@code quantityList}, {@code childQuantityList} or {@code inputQuantityList}
 * @param outputEpcs of a transformation
 * @param outputQuantities of a transformation
 * @param readPoint the identifier
 * @param businessLocation the identifier
 * @param readPointExtensions what the read point holds besides its identifier
 * @param businessLocationExtensions what the business location holds besides its identifier
 */
public record Event(
        EventType type,
        @Nullable String extendedType,
        @Nullable String eventId,
        OffsetDateTime eventTime,
        @Nullable OffsetDateTime recordTime,
        String eventTimeZoneOffset,
        @Nullable Action action,
        @Nullable String parentId,
        List<String> epcs,
        List<Quantity> quantities,
        List<String> outputEpcs,
        List<Quantity> outputQuantities,
        @Nullable String transformationId,
        @Nullable String bizStep,
        @Nullable String disposition,
        @Nullable PersistentDisposition persistentDisposition,
        @Nullable String readPoint,
        @Nullable String businessLocation,
        List<TypedReference> businessTransactions,
        List<TypedReference> sources,
        List<TypedReference> destinations,
        List<SensorElement> sensorElements,
        List<Extension> ilmd,
        List<String> certificationInfo,
        @Nullable ErrorDeclaration errorDeclaration,
        List<Extension> extensions,
        List<Extension> readPointExtensions,
        List<Extension> businessLocationExtensions) {
    public Event {
        epcs = List.copyOf(epcs);
        quantities = List.copyOf(quantities);
        outputEpcs = List.copyOf(outputEpcs);
        outputQuantities = List.copyOf(outputQuantities);
        businessTransactions = List.copyOf(businessTransactions);
        sources = List.copyOf(sources);
        destinations = List.copyOf(destinations);
        sensorElements = List.copyOf(sensorElements);
        ilmd = List.copyOf(ilmd);
        certificationInfo = List.copyOf(certificationInfo);
        extensions = List.copyOf(extensions);
        readPointExtensions = List.copyOf(readPointExtensions);
        businessLocationExtensions = List.copyOf(businessLocationExtensions);
    }
}
