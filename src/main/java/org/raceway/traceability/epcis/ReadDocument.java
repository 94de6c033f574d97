package org.raceway.traceability.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader made of a whole document, a query document or a single event.
 *
 * @param schemaVersion as sent; absent for a single event
 * @param events in document order
 * @param masterData of the header, or of a master data document
 * @param violations of the document itself; with any of them nothing of the document may be stored
 */
public record ReadDocument(
        @Nullable String schemaVersion,
        List<ReadEvent> events,
        List<MasterDataElement> masterData,
        List<Violation> violations) {
    public ReadDocument {
        events = List.copyOf(events);
        masterData = List.copyOf(masterData);
        violations = List.copyOf(violations);
    }
}
