package org.raceway.traceability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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
 * those beyond only kind, step and place in the graph; more or less of others' nodes where their owners say so.
 */
final class GenealogyRedaction {
    private static final Set<SharedField> ALL = Collections.unmodifiableSet(EnumSet.allOf(SharedField.class));
    private static final int GTIN = 14;

    private final GenealogyGraph graph;
    private final @Nullable UUID reader;
    private final NodeSharing.Decision decision;
    private final Map<String, Set<String>> putOut = new HashMap<>();
    private final Map<String, Set<SharedField>> fields = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    private GenealogyRedaction(GenealogyGraph graph, @Nullable UUID reader, NodeSharing sharing) {
        this.graph = graph;
        this.reader = reader;
        this.decision = reader == null
                ? (node, usual) -> usual
                : sharing.of(
                        reader,
                        graph.nodes().stream()
                                .map(Node::owner)
                                .filter(Objects::nonNull)
                                .filter(owner -> !owner.equals(reader))
                                .distinct()
                                .toList());
        for (Edge edge : graph.edges()) {
            String product = product(edge.to());
            if (edge.kind() == EdgeKind.OUTPUT && product != null) {
                putOut.computeIfAbsent(edge.from(), step -> new HashSet<>()).add(product);
            }
        }
    }

    static GenealogyGraph redact(GenealogyGraph graph, Caller caller) {
        return redact(graph, caller, NodeSharing.USUAL);
    }

    static GenealogyGraph redact(GenealogyGraph graph, Caller caller, NodeSharing sharing) {
        return caller.seesCluster() ? graph : new GenealogyRedaction(graph, caller.enterprise(), sharing).redacted();
    }

    /** What a reader sees of these nodes of others, next to it and further away. */
    static List<Genealogy.Preview> preview(GenealogyGraph graph, List<Node> nodes, UUID reader, NodeSharing sharing) {
        GenealogyRedaction redaction = new GenealogyRedaction(graph, reader, sharing);
        return nodes.stream()
                .map(node ->
                        new Genealogy.Preview(node, redaction.decided(node, ALL), redaction.decided(node, Set.of())))
                .toList();
    }

    private GenealogyGraph redacted() {
        Set<String> visible = visible();
        List<Node> kept = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Set<SharedField> shown = fields(node, visible.contains(node.id()) ? ALL : Set.of());
            fields.put(node.id(), shown);
            boolean named = shown.contains(SharedField.IDENTIFIER);
            // The caller typed the start; every other identifier that is not shown is not theirs to learn.
            String name = named || node.id().equals(graph.start()) ? node.id() : "redacted:" + (names.size() + 1);
            names.put(node.id(), name);
            kept.add(shown(node, name, named, shown));
        }
        List<Edge> edges =
                graph.edges().stream().map(edge -> shown(edge, visible)).toList();
        List<Gap> gaps = graph.gaps().stream()
                .filter(gap -> visible.contains(gap.node()) && hasAll(gap.node()))
                .toList();
        return new GenealogyGraph(
                graph.start(), graph.direction(), graph.at(), kept, edges, gaps, graph.truncated(), graph.bounds());
    }

    private boolean hasAll(String node) {
        return fields.getOrDefault(node, Set.of()).containsAll(ALL);
    }

    private Set<SharedField> fields(Node node, Set<SharedField> usual) {
        Set<SharedField> shown = decided(node, usual);
        if (!isHandled(node) || shown.contains(SharedField.IDENTIFIER)) {
            return shown;
        }
        // What went through the reader's own hands stands in the reader's own events.
        EnumSet<SharedField> known = EnumSet.of(SharedField.IDENTIFIER);
        known.addAll(shown);
        return known;
    }

    private Set<SharedField> decided(Node node, Set<SharedField> usual) {
        UUID owner = node.owner();
        if (reader == null || owner == null || owner.equals(reader)) {
            return usual;
        }
        String product = product(node.id());
        return decision.fields(
                new NodeSharing.Shared(
                        owner,
                        product != null ? Set.of(product) : putOut.getOrDefault(node.id(), Set.of()),
                        node.step(),
                        node.history().stream()
                                .filter(entry -> Objects.equals(entry.event(), node.madeBy()))
                                .map(HistoryEntry::time)
                                .findFirst()
                                .orElse(node.firstTime())),
                usual);
    }

    private boolean isHandled(Node node) {
        return node.history().stream().anyMatch(entry -> Objects.equals(entry.owner(), reader));
    }

    private Node shown(Node node, String name, boolean named, Set<SharedField> shown) {
        Map<String, String> facts = new TreeMap<>();
        node.facts().forEach((fact, value) -> {
            if (shown.contains(SharedField.ofFact(fact))) {
                facts.put(fact, value);
            }
        });
        boolean times = shown.contains(SharedField.TIME);
        boolean amounts = shown.contains(SharedField.QUANTITY);
        return new Node(
                name,
                name.equals(node.id()) ? node.label() : "",
                node.kind(),
                node.step(),
                shown.contains(SharedField.MAKER) ? node.owner() : null,
                shown.contains(SharedField.HISTORY) ? node.madeBy() : null,
                times ? node.firstTime() : null,
                times ? node.lastTime() : null,
                amounts ? node.quantity() : null,
                amounts ? node.unit() : null,
                node.level(),
                facts,
                history(node, shown),
                !named);
    }

    /** The caller's own events, and what others recorded of the making. */
    private List<HistoryEntry> history(Node node, Set<SharedField> shown) {
        boolean making = shown.contains(SharedField.HISTORY) && shown.contains(SharedField.TIME);
        List<HistoryEntry> history = new ArrayList<>();
        for (HistoryEntry entry : node.history()) {
            if (reader != null && reader.equals(entry.owner())) {
                history.add(entry);
            } else if (making && Objects.equals(entry.event(), node.madeBy())) {
                history.add(shown(entry, shown));
            }
        }
        return history;
    }

    private static HistoryEntry shown(HistoryEntry entry, Set<SharedField> shown) {
        boolean amounts = shown.contains(SharedField.QUANTITY);
        boolean maker = shown.contains(SharedField.MAKER);
        return new HistoryEntry(
                entry.event(),
                maker ? entry.owner() : null,
                entry.time(),
                entry.type(),
                entry.action(),
                entry.step(),
                entry.disposition(),
                entry.persistentSet(),
                entry.persistentUnset(),
                amounts ? entry.quantity() : null,
                amounts ? entry.unit() : null,
                maker ? entry.place() : null,
                maker ? entry.fromParty() : null,
                maker ? entry.toParty() : null);
    }

    private Edge shown(Edge edge, Set<String> visible) {
        boolean open = visible.contains(edge.from()) && visible.contains(edge.to());
        boolean amounts = open && has(edge, SharedField.QUANTITY);
        boolean times = open && has(edge, SharedField.TIME);
        return new Edge(
                names.getOrDefault(edge.from(), edge.from()),
                names.getOrDefault(edge.to(), edge.to()),
                edge.kind(),
                open && has(edge, SharedField.HISTORY) ? edge.event() : null,
                edge.step(),
                amounts ? edge.quantity() : null,
                amounts ? edge.unit() : null,
                times ? edge.since() : null,
                times ? edge.until() : null);
    }

    /** Whose step it is decides; where none is, both ends do. */
    private boolean has(Edge edge, SharedField field) {
        return switch (edge.kind()) {
            case INPUT -> fields.getOrDefault(edge.to(), Set.of()).contains(field);
            case OUTPUT -> fields.getOrDefault(edge.from(), Set.of()).contains(field);
            case UNIT_OF_LOT, CONTAINED, UNPACKED ->
                fields.getOrDefault(edge.from(), Set.of()).contains(field)
                        && fields.getOrDefault(edge.to(), Set.of()).contains(field);
        };
    }

    private static @Nullable String product(String id) {
        int start = id.indexOf("/01/");
        int from = start + "/01/".length();
        return start < 0 || id.length() < from + GTIN ? null : id.substring(from, from + GTIN);
    }

    /**
     * Own nodes and those next to them; what the enterprise only handled, and who made that. Who else handled or used
     * the same lot stays closed: that is a competitor as often as not.
     */
    private Set<String> visible() {
        Set<String> visible = new HashSet<>();
        if (reader == null) {
            return visible;
        }
        Set<String> own = new HashSet<>();
        Set<String> handled = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (reader.equals(node.owner())) {
                own.add(node.id());
            } else if (isHandled(node)) {
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
}
