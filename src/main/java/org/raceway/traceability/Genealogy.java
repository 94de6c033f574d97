package org.raceway.traceability;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.springframework.stereotype.Service;

/**
 * Where a thing came from and what became of it. Follows transformations, the lot that a unit was made in, and
 * aggregations and associations for as long as they held; an event that an error declaration retired counts as never
 * recorded.
 */
@Service
public class Genealogy {
    private final GenealogyReads reads;

    Genealogy(GenealogyReads reads) {
        this.reads = reads;
    }

    /**
     * Everything upstream or downstream of a thing, unredacted.
     *
     * @param id in any form: EPC or class URN, GS1 Digital Link
     * @param at what was known to have happened, and what contained what, at this moment; null for the whole history
     */
    public GenealogyGraph trace(String id, Direction direction, @Nullable Instant at, GenealogyGraph.Bounds bounds) {
        return new GenealogyWalk(reads, at, bounds).trace(id, direction);
    }

    /** The same, with what this caller may see. */
    public GenealogyGraph trace(
            String id, Direction direction, @Nullable Instant at, GenealogyGraph.Bounds bounds, Caller caller) {
        return GenealogyRedaction.redact(trace(id, direction, at, bounds), caller);
    }

    /** What this caller may see of a graph. */
    public GenealogyGraph redacted(GenealogyGraph graph, Caller caller) {
        return GenealogyRedaction.redact(graph, caller);
    }

    /**
     * The canonical identifier of what somebody typed, pasted or scanned: a URN, a GS1 Digital Link, an element string, a GTIN, an SSCC.
     * Empty where it is none.
     */
    public static Optional<String> identify(String typed) {
        Question question = Question.of(typed);
        return question.problem() == null && !question.id().isBlank() ? Optional.of(question.id()) : Optional.empty();
    }
}
