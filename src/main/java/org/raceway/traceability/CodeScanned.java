package org.raceway.traceability;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody looked at the public page of a code. Listeners run before the page is sent: they must neither wait nor keep what tells
 * who it was.
 *
 * @param id canonical identifier of the unit, lot, box or other single thing
 * @param maker enterprise that holds the code's GS1 company prefix, if it is registered
 * @param reasons keys of the sentences behind the verdict
 * @param address network address of the visitor
 * @param browser what the visitor's browser calls itself; empty where it says nothing
 */
public record CodeScanned(
        String id,
        @Nullable UUID maker,
        Passport.Verdict verdict,
        List<String> reasons,
        Instant at,
        String address,
        String browser) {
    public CodeScanned {
        reasons = List.copyOf(reasons);
    }
}
