package org.raceway.traceability;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a walk found. Edges run with the material: from the steel to the bearing, from a content to its container.
 *
 * @param start canonical identifier that was asked for
 * @param at the moment that was asked for; absent for the whole history
 * @param nodes in the order they were met; the start first
 * @param gaps what should be there and is not
 * @param truncated a bound was met, so there is more than what is here
 */
public record GenealogyGraph(
        String start,
        Direction direction,
        @Nullable Instant at,
        List<Node> nodes,
        List<Edge> edges,
        List<Gap> gaps,
        boolean truncated,
        Bounds bounds) {
    public GenealogyGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        gaps = List.copyOf(gaps);
    }

    /** The same graph with these nodes only. */
    GenealogyGraph withNodes(Predicate<Node> kept) {
        return new GenealogyGraph(
                start, direction, at, nodes.stream().filter(kept).toList(), edges, gaps, truncated, bounds);
    }

    /** The same graph with these nodes' histories only: of everything made of a heat they are most of what there is. */
    GenealogyGraph withHistoryOf(Predicate<Node> told) {
        return new GenealogyGraph(
                start,
                direction,
                at,
                nodes.stream()
                        .map(node -> told.test(node) ? node : node.withHistory(List.of()))
                        .toList(),
                edges,
                gaps,
                truncated,
                bounds);
    }

    /**
     * A thing, a lot, a container, or a step that made things of others.
     *
     * @param id canonical identifier; for a step its transformation ID or its event; a placeholder when redacted
     * @param label what a person reads: the lot or serial number, the SSCC, the step
     * @param step that made it, or that it is; the CBV short name where the event has no trade step
     * @param owner enterprise that recorded its making, or named it first
     * @param madeBy event that recorded its making; absent where none is known
     * @param firstTime of the events that name it
     * @param quantity made, or brought into being; of a step what it took in; absent where unknown, or in several units
     * @param unit UN/ECE Recommendation 20 code; absent for pieces
     * @param level steps away from the start: negative upstream, positive downstream
     * @param facts from instance and lot master data: {@code heatNumber}, {@code inspection.result}, certificates
     * @param history events that name it, oldest first
     * @param redacted only kind, step and level are true of it
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Node(
            String id,
            String label,
            Kind kind,
            @Nullable String step,
            @Nullable UUID owner,
            @Nullable UUID madeBy,
            @Nullable Instant firstTime,
            @Nullable Instant lastTime,
            @Nullable BigDecimal quantity,
            @Nullable String unit,
            int level,
            Map<String, String> facts,
            List<HistoryEntry> history,
            boolean redacted) {
        public Node {
            facts = Collections.unmodifiableMap(facts);
            history = Collections.unmodifiableList(history);
        }

        Node withHistory(List<HistoryEntry> told) {
            return new Node(
                    id, label, kind, step, owner, madeBy, firstTime, lastTime, quantity, unit, level, facts, told,
                    redacted);
        }
    }

    /** What a node is. */
    public enum Kind {
        HEAT,
        FURNACE_LOT,
        LOT,
        UNIT,
        CONTAINER,
        ASSET,
        PRODUCT,
        STEP,
        OTHER
    }

    /**
     * An event in a node's life.
     *
     * @param owner enterprise that captured it
     * @param place business location, else read point, as sent
     * @param fromParty source of the type owning or possessing party, as sent
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record HistoryEntry(
            UUID event,
            @Nullable UUID owner,
            Instant time,
            String type,
            @Nullable String action,
            @Nullable String step,
            @Nullable String disposition,
            List<String> persistentSet,
            List<String> persistentUnset,
            @Nullable BigDecimal quantity,
            @Nullable String unit,
            @Nullable String place,
            @Nullable String fromParty,
            @Nullable String toParty) {}

    /**
     * Material that goes from one node to another.
     *
     * @param event that says so; absent when redacted
     * @param since when it began to hold; for containment the time of packing
     * @param until when it ceased to hold; absent when it still holds or never ceases
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Edge(
            String from,
            String to,
            EdgeKind kind,
            @Nullable UUID event,
            @Nullable String step,
            @Nullable BigDecimal quantity,
            @Nullable String unit,
            @Nullable Instant since,
            @Nullable Instant until) {}

    /** How material goes. */
    public enum EdgeKind {
        INPUT,
        OUTPUT,
        UNIT_OF_LOT,
        CONTAINED,
        UNPACKED
    }

    /**
     * Something that should be there and is not, or cannot be as it was recorded.
     *
     * @param node where
     * @param event the event that raises the question
     * @param values for the message: quantities, units, steps
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Gap(
            GapKind kind,
            String node,
            @Nullable UUID event,
            @Nullable Instant time,
            List<String> values) {
        public Gap {
            values = List.copyOf(values);
        }
    }

    /** What can be missing. */
    public enum GapKind {
        NO_INPUT,
        NO_OUTPUT,
        NOBODY_MADE,
        NO_LOT,
        SHIPPED_NOT_RECEIVED,
        SUBCONTRACT_NOT_RETURNED,
        MORE_OUT_THAN_IN,
        MORE_USED_THAN_MADE,
        STEP_MISSING,
        USED_BEFORE_MADE,
        NO_RECORD
    }

    /**
     * How far a walk goes at most.
     *
     * @param nodes that it returns
     * @param depth levels, each direction
     * @param references that it reads
     */
    public record Bounds(int nodes, int depth, int references) {
        /** 20,000 nodes, 64 levels, 400,000 references. */
        public static final Bounds DEFAULT = new Bounds(20_000, 64, 400_000);

        public Bounds {
            if (nodes < 1 || depth < 1 || references < 1) {
                throw new IllegalArgumentException("bounds are at least 1");
            }
        }
    }
}
