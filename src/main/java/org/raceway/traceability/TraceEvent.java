package org.raceway.traceability;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.epcis.Action;
import org.raceway.traceability.epcis.EventType;
import org.raceway.traceability.epcis.Quantity;
import org.raceway.traceability.epcis.TypedReference;

/**
 * The part of an event that a walk needs. Identifiers as they were sent.
 *
 * @param step the trade's step, else the CBV business step, else absent
 * @param lotNumber that its instance and lot master data name
 * @param facts flattened instance and lot master data: {@code heatNumber}, {@code inspection.result}
 */
record TraceEvent(
        UUID id,
        UUID owner,
        UUID identity,
        Instant time,
        EventType type,
        @Nullable Action action,
        @Nullable String eventId,
        boolean declaresError,
        @Nullable String parent,
        List<String> epcs,
        List<Quantity> quantities,
        List<String> outputEpcs,
        List<Quantity> outputQuantities,
        @Nullable String transformationId,
        @Nullable String bizStep,
        @Nullable String step,
        @Nullable String disposition,
        List<String> persistentSet,
        List<String> persistentUnset,
        @Nullable String readPoint,
        @Nullable String businessLocation,
        List<TypedReference> businessTransactions,
        List<TypedReference> sources,
        List<TypedReference> destinations,
        @Nullable String lotNumber,
        Map<String, String> facts) {

    /** One enterprise's record of what happened. */
    record Identity(UUID digest, UUID owner) {}

    Identity key() {
        return new Identity(identity, owner);
    }

    boolean isTransformation() {
        return type == EventType.TRANSFORMATION;
    }

    boolean isContainment() {
        return (type == EventType.AGGREGATION || type == EventType.ASSOCIATION) && parent != null;
    }
}
