package org.raceway.traceability.epcis;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sensor reading (EPCIS 2.0 clause 7.3.7.1.2).
 *
 * @param type GS1 Web Vocabulary short name ({@code Temperature}) or another vocabulary's URI
 * @param exception {@code ALARM_CONDITION}, {@code ERROR_CONDITION} or another vocabulary's URI
 * @param component CBV short name or another vocabulary's URI
 * @param unit UN/ECE Recommendation 20 code
 */
public record SensorReport(
        @Nullable String type,
        @Nullable String exception,
        @Nullable String deviceId,
        @Nullable String deviceMetadata,
        @Nullable String rawData,
        @Nullable String dataProcessingMethod,
        @Nullable String businessRules,
        @Nullable OffsetDateTime time,
        @Nullable String microorganism,
        @Nullable String chemicalSubstance,
        @Nullable String coordinateReferenceSystem,
        @Nullable BigDecimal value,
        @Nullable String component,
        @Nullable String stringValue,
        @Nullable Boolean booleanValue,
        @Nullable String hexBinaryValue,
        @Nullable String uriValue,
        @Nullable BigDecimal minValue,
        @Nullable BigDecimal maxValue,
        @Nullable BigDecimal meanValue,
        @Nullable BigDecimal standardDeviation,
        @Nullable BigDecimal percentileRank,
        @Nullable BigDecimal percentileValue,
        @Nullable String unit,
        List<Extension> extensions) {
    public SensorReport {
        extensions = List.copyOf(extensions);
    }
}
