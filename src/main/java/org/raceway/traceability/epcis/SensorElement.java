package org.raceway.traceability.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sensor observations of one event (EPCIS 2.0 clause 7.3.7). */
public record SensorElement(@Nullable SensorMetadata metadata, List<SensorReport> reports, List<Extension> extensions) {
    public SensorElement {
        reports = List.copyOf(reports);
        extensions = List.copyOf(extensions);
    }
}
