package org.raceway.traceability;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a document's header said of an identifier.
 *
 * @param vocabulary such as {@code urn:epcglobal:epcis:vtype:EPCClass}
 * @param id as it was sent
 * @param attributes by full name; a value that is no scalar stands as JSON
 */
record MasterData(
        UUID key,
        UUID owner,
        String vocabulary,
        String id,
        Map<String, String> attributes,
        List<String> children,
        Instant updatedAt) {
    MasterData {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }
}
