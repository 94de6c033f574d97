package org.raceway.traceability.epcis;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds for all reports of a sensor element (EPCIS 2.0 clause 7.3.7.1). Identifiers as they were sent. */
public record SensorMetadata(
        @Nullable OffsetDateTime time,
        @Nullable OffsetDateTime startTime,
        @Nullable OffsetDateTime endTime,
        @Nullable String deviceId,
        @Nullable String deviceMetadata,
        @Nullable String rawData,
        @Nullable String dataProcessingMethod,
        @Nullable String businessRules,
        List<Extension> extensions) {
    public SensorMetadata {
        extensions = List.copyOf(extensions);
    }
}
