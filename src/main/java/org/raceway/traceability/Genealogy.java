package org.raceway.traceability;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/**
 * Where a thing came from and what became of it. Follows transformations, the lot that a unit was made in, and
 * aggregations and associations for as long as they held; an event that an error declaration retired counts as never
 * recorded.
 */
@Service
public class Genealogy {
    private static final int PREVIEWED = 50;

    private final GenealogyReads reads;

    private final ObjectProvider<NodeSharing> sharing;

    Genealogy(GenealogyReads reads, ObjectProvider<NodeSharing> sharing) {
        this.reads = reads;
        this.sharing = sharing;
    }

    /**
     * What a reader sees of a node.
     *
     * @param near when it is next to the reader in the chain
     * @param beyond when it is further away
     */
    public record Preview(GenealogyGraph.Node node, Set<SharedField> near, Set<SharedField> beyond) {}

    /**
     * What a reader would see of an enterprise's own nodes around a thing, at most {@value #PREVIEWED}. Where the reader stands in the
     * chain is not told: the enterprise may not know.
     */
    public List<Preview> preview(String id, UUID owner, UUID reader) {
        GenealogyGraph graph = trace(id, Direction.BOTH, null, GenealogyGraph.Bounds.DEFAULT);
        List<GenealogyGraph.Node> own = graph.nodes().stream()
                .filter(node -> owner.equals(node.owner()))
                .limit(PREVIEWED)
                .toList();
        return GenealogyRedaction.preview(graph, own, reader, sharing());
    }

    private NodeSharing sharing() {
        return sharing.getIfAvailable(() -> NodeSharing.USUAL);
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
        return GenealogyRedaction.redact(trace(id, direction, at, bounds), caller, sharing());
    }

    /** What this caller may see of a graph. */
    public GenealogyGraph redacted(GenealogyGraph graph, Caller caller) {
        return GenealogyRedaction.redact(graph, caller, sharing());
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
