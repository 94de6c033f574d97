package org.raceway.traceability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.traceability.GenealogyGraph.Edge;
import org.raceway.traceability.GenealogyGraph.EdgeKind;
import org.raceway.traceability.GenealogyGraph.Gap;
import org.raceway.traceability.GenealogyGraph.HistoryEntry;
import org.raceway.traceability.GenealogyGraph.Node;

/**
 * What a caller sees of a graph: the operator everything; an enterprise its own nodes, the nodes next to them, and of
 * those beyond only kind, step and place in the graph.
 */
final class GenealogyRedaction {
    private GenealogyRedaction() {}

    static GenealogyGraph redact(GenealogyGraph graph, Caller caller) {
        if (caller.seesCluster()) {
            return graph;
        }
        Set<String> visible = visible(graph, caller.enterprise());
        Map<String, String> names = new HashMap<>();
        List<Node> kept = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (visible.contains(node.id())) {
                names.put(node.id(), node.id());
                kept.add(withOwnHistory(node, caller.enterprise()));
            } else {
                // The caller typed the start; every other identifier beyond the neighbours is not theirs to learn.
                String name = node.id().equals(graph.start()) ? node.id() : "redacted:" + (names.size() + 1);
                names.put(node.id(), name);
                kept.add(new Node(
                        name,
                        name.equals(node.id()) ? node.label() : "",
                        node.kind(),
                        node.step(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        node.level(),
                        Map.of(),
                        List.of(),
                        true));
            }
        }
        List<Edge> edges = graph.edges().stream()
                .map(edge -> {
                    boolean open = visible.contains(edge.from()) && visible.contains(edge.to());
                    return new Edge(
                            names.getOrDefault(edge.from(), edge.from()),
                            names.getOrDefault(edge.to(), edge.to()),
                            edge.kind(),
                            open ? edge.event() : null,
                            edge.step(),
                            open ? edge.quantity() : null,
                            open ? edge.unit() : null,
                            open ? edge.since() : null,
                            open ? edge.until() : null);
                })
                .toList();
        List<Gap> gaps = graph.gaps().stream()
                .filter(gap -> visible.contains(gap.node()))
                .toList();
        return new GenealogyGraph(
                graph.start(), graph.direction(), graph.at(), kept, edges, gaps, graph.truncated(), graph.bounds());
    }

    /**
     * Own nodes and those next to them; what the enterprise only handled, and who made that. Who else handled or used
     * the same lot stays closed: that is a competitor as often as not.
     */
    private static Set<String> visible(GenealogyGraph graph, @Nullable UUID enterprise) {
        Set<String> visible = new HashSet<>();
        if (enterprise == null) {
            return visible;
        }
        Set<String> own = new HashSet<>();
        Set<String> handled = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (enterprise.equals(node.owner())) {
                own.add(node.id());
            } else if (node.history().stream().anyMatch(entry -> enterprise.equals(entry.owner()))) {
                handled.add(node.id());
            }
        }
        visible.addAll(own);
        visible.addAll(handled);
        for (Edge edge : graph.edges()) {
            if (own.contains(edge.from())) {
                visible.add(edge.to());
            }
            if (own.contains(edge.to()) || (handled.contains(edge.to()) && edge.kind() == EdgeKind.OUTPUT)) {
                visible.add(edge.from());
            }
        }
        return visible;
    }

    /** The caller's own events, and what others recorded of the making. */
    private static Node withOwnHistory(Node node, @Nullable UUID enterprise) {
        List<HistoryEntry> history = node.history().stream()
                .filter(entry ->
                        Objects.equals(entry.owner(), enterprise) || Objects.equals(entry.event(), node.madeBy()))
                .toList();
        return node.withHistory(history);
    }
}
