package org.raceway.traceability.epcis;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says that the event with the same content was in error (EPCIS 2.0 clause 7.4.1.2). */
public record ErrorDeclaration(
        OffsetDateTime declarationTime,
        @Nullable String reason,
        List<String> correctiveEventIds,
        List<Extension> extensions) {
    public ErrorDeclaration {
        correctiveEventIds = List.copyOf(correctiveEventIds);
        extensions = List.copyOf(extensions);
    }
}
