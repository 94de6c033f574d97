package org.raceway.traceability.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event as a reader met it.
 *
 * @param index its place in the document from 0
 * @param event absent exactly when there are violations
 * @param violations empty for a good event
 */
public record ReadEvent(int index, @Nullable Event event, List<Violation> violations) {
    public ReadEvent {
        violations = List.copyOf(violations);
    }
}
