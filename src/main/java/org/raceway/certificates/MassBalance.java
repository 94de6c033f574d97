package org.raceway.certificates;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.raceway.certificates.HeatBalance.Finding;
import org.raceway.certificates.HeatBalance.FindingKind;
import org.raceway.traceability.GenealogyGraph;
import org.raceway.traceability.GenealogyGraph.Edge;
import org.raceway.traceability.GenealogyGraph.EdgeKind;
import org.raceway.traceability.GenealogyGraph.Kind;
import org.raceway.traceability.GenealogyGraph.Node;

/**
 * Balances the steel of a heat, from the walk downstream of it. Steel can only get less: scale, crop ends, turnings. So less coming
 * out is a loss, and more coming out, beyond what weighing explains, is steel that the heat never was.
 */
final class MassBalance {
    /**
     * What weighing explains, in percent: two weighings on vehicle scales of accuracy class III (GB/T 7723, OIML R 76), each wrong by up
     * to 1.5 divisions of 20 kg at some 12 t, are 0.25 % each.
     */
    static final BigDecimal TOLERANCE_PERCENT = new BigDecimal("0.5");

    private static final BigDecimal FACTOR = BigDecimal.ONE.add(TOLERANCE_PERCENT.movePointLeft(2));
    private static final String KILOGRAMS = "KGM";

    private final GenealogyGraph graph;
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, List<Edge>> into = new LinkedHashMap<>();
    private final Map<String, List<Edge>> outOf = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private MassBalance(GenealogyGraph graph) {
        this.graph = graph;
        graph.nodes().forEach(node -> nodes.put(node.id(), node));
        for (Edge edge : graph.edges()) {
            if (edge.kind() == EdgeKind.INPUT || edge.kind() == EdgeKind.OUTPUT) {
                into.computeIfAbsent(edge.to(), key -> new ArrayList<>()).add(edge);
                outOf.computeIfAbsent(edge.from(), key -> new ArrayList<>()).add(edge);
            }
        }
    }

    /**
     * The balance.
     *
     * @param graph downstream of the heat, unredacted
     * @param certificates of the heat that hold
     */
    static HeatBalance of(GenealogyGraph graph, List<MillCertificate> certificates) {
        return new MassBalance(graph).balance(certificates);
    }

    private HeatBalance balance(List<MillCertificate> certificates) {
        Node heat = graph.nodes().getFirst();
        BigDecimal melted = heat.madeBy() == null ? null : kilograms(heat.quantity(), heat.unit());
        BigDecimal certified = certified(certificates);
        BigDecimal available = melted != null ? melted : certified;
        String number = heat.facts().getOrDefault("heatNumber", heat.label());

        List<HeatBalance.Use> uses = new ArrayList<>();
        BigDecimal taken = BigDecimal.ZERO;
        int unstated = 0;
        for (Edge edge : sorted(outOf.getOrDefault(heat.id(), List.of()))) {
            BigDecimal kilograms = kilograms(edge.quantity(), edge.unit());
            if (kilograms == null) {
                unstated++;
            } else {
                taken = taken.add(kilograms);
            }
            Node step = nodes.get(edge.to());
            uses.add(new HeatBalance.Use(
                    edge.to(),
                    step == null ? null : step.owner(),
                    edge.step(),
                    edge.since(),
                    kilograms,
                    taken,
                    exceeds(taken, available)));
        }
        if (melted != null && certified != null && exceeds(certified, melted)) {
            findings.add(new Finding(FindingKind.CERTIFIED_ABOVE_MELTED, heat.id(), number, certified, melted));
        }
        if (available != null && exceeds(taken, available)) {
            findings.add(new Finding(FindingKind.HEAT_OVERDRAWN, heat.id(), number, taken, available));
        }
        List<HeatBalance.Step> steps = steps();
        lots(heat);
        BigDecimal surplus = findings.stream()
                .map(Finding::surplus)
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO);
        return new HeatBalance(
                heat.id(),
                number,
                heat.madeBy() == null ? null : heat.owner(),
                melted,
                certified,
                available,
                uses,
                taken,
                steps,
                findings,
                surplus,
                TOLERANCE_PERCENT,
                unstated,
                isCut(heat));
    }

    /** The walk ends after a few steps on purpose; only what is cut before the heat's own uses are all read is a gap. */
    private boolean isCut(Node heat) {
        return graph.truncated()
                && outOf.getOrDefault(heat.id(), List.of()).size()
                        >= graph.bounds().nodes();
    }

    private static @Nullable BigDecimal certified(List<MillCertificate> certificates) {
        Map<String, BigDecimal> byNumber = new HashMap<>();
        certificates.forEach(
                certificate -> byNumber.merge(certificate.number(), certificate.massKilograms(), BigDecimal::max));
        return byNumber.values().stream().reduce(BigDecimal::add).orElse(null);
    }

    private List<HeatBalance.Step> steps() {
        List<HeatBalance.Step> steps = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.kind() != Kind.STEP) {
                continue;
            }
            BigDecimal in = sum(into.get(node.id()));
            BigDecimal out = sum(outOf.get(node.id()));
            // What the step took of other steel is not on this walk: it can only be balanced where it took nothing
            // else.
            BigDecimal stated = kilograms(node.quantity(), node.unit());
            if (in != null && out != null && stated != null && in.compareTo(stated) == 0) {
                steps.add(new HeatBalance.Step(node.id(), node.owner(), node.step(), node.firstTime(), in, out));
                if (exceeds(out, in)) {
                    findings.add(new Finding(
                            FindingKind.STEP_GAINS, node.id(), Objects.requireNonNullElse(node.step(), ""), out, in));
                }
            }
        }
        steps.sort(Comparator.comparing(HeatBalance.Step::at, Comparator.nullsLast(Comparator.naturalOrder())));
        return steps;
    }

    private void lots(Node heat) {
        for (Node node : graph.nodes()) {
            if (node.kind() == Kind.STEP || node.id().equals(heat.id()) || node.madeBy() == null) {
                continue;
            }
            BigDecimal made = kilograms(node.quantity(), node.unit());
            BigDecimal taken = sum(outOf.get(node.id()));
            if (made != null && taken != null && exceeds(taken, made)) {
                findings.add(new Finding(FindingKind.LOT_OVERDRAWN, node.id(), node.label(), taken, made));
            }
        }
    }

    /** In kilograms; absent as soon as one part is not weighed, and for nothing at all. */
    private static @Nullable BigDecimal sum(@Nullable List<Edge> edges) {
        if (edges == null) {
            return null;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Edge edge : edges) {
            BigDecimal kilograms = kilograms(edge.quantity(), edge.unit());
            if (kilograms == null) {
                return null;
            }
            sum = sum.add(kilograms);
        }
        return sum;
    }

    private static @Nullable BigDecimal kilograms(@Nullable BigDecimal quantity, @Nullable String unit) {
        return quantity == null
                ? null
                : switch (Objects.requireNonNullElse(unit, "")) {
                    case KILOGRAMS -> quantity;
                    case "TNE" -> quantity.movePointRight(3);
                    case "GRM" -> quantity.movePointLeft(3);
                    default -> null;
                };
    }

    private static boolean exceeds(BigDecimal more, @Nullable BigDecimal less) {
        return less != null && more.compareTo(less.multiply(FACTOR)) > 0;
    }

    private static List<Edge> sorted(List<Edge> edges) {
        return edges.stream()
                .filter(edge -> edge.kind() == EdgeKind.INPUT)
                .sorted(Comparator.comparing(Edge::since, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }
}
