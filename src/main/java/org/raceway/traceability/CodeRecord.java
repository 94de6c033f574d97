package org.raceway.traceability;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of one code.
 *
 * @param id canonical identifier
 * @param code as a person reads it
 * @param maker enterprise that holds the code's GS1 company prefix, if it is registered
 * @param reasons keys of the sentences behind the verdict, the gravest first; empty where it is in order
 * @param history the events that name it, the oldest first, whoever captured them
 * @param issues how often it was issued
 * @param sales the most sales with no return in between
 * @param endedAt when it was retired; absent while it is in trade
 */
public record CodeRecord(
        String id,
        String code,
        GenealogyGraph.Kind kind,
        @Nullable UUID maker,
        Passport.Verdict verdict,
        List<String> reasons,
        List<GenealogyGraph.HistoryEntry> history,
        int issues,
        int sales,
        @Nullable Instant endedAt) {
    public CodeRecord {
        reasons = List.copyOf(reasons);
        history = List.copyOf(history);
    }
}
