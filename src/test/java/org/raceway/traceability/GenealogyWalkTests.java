package org.raceway.traceability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.raceway.traceability.FakeLedger.PLANT;
import static org.raceway.traceability.FakeLedger.box;
import static org.raceway.traceability.FakeLedger.lot;
import static org.raceway.traceability.FakeLedger.unit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.traceability.GenealogyGraph.Bounds;
import org.raceway.traceability.GenealogyGraph.EdgeKind;
import org.raceway.traceability.GenealogyGraph.Gap;
import org.raceway.traceability.GenealogyGraph.GapKind;
import org.raceway.traceability.GenealogyGraph.Kind;
import org.raceway.traceability.GenealogyGraph.Node;

class GenealogyWalkTests {
    private final FakeLedger ledger = new FakeLedger();

    @Test
    void followsABearingToItsHeatAndTheHeatToItsBearings() {
        chain();
        GenealogyGraph up = trace(unit("B1"), Direction.UPSTREAM, null);
        assertThat(things(up)).containsExactlyInAnyOrder(unit("B1"), lot("A1"), lot("G1"), lot("F1"), lot("H1"));
        assertThat(node(up, lot("H1")).kind()).isEqualTo(Kind.HEAT);
        assertThat(node(up, lot("H1")).facts())
                .containsEntry("heatNumber", "H-2026-01")
                .containsEntry("composition.C", "0.98");
        assertThat(node(up, lot("F1")).kind()).isEqualTo(Kind.FURNACE_LOT);
        assertThat(node(up, lot("F1")).quantity()).isEqualByComparingTo(new BigDecimal("90"));

        GenealogyGraph down = trace(lot("H1"), Direction.DOWNSTREAM, null);
        assertThat(things(down))
                .containsExactlyInAnyOrder(lot("H1"), lot("F1"), lot("G1"), lot("A1"), unit("B1"), unit("B2"), box(1));
        assertThat(down.edges()).anySatisfy(edge -> {
            assertThat(edge.from()).isEqualTo(unit("B1"));
            assertThat(edge.to()).isEqualTo(box(1));
            assertThat(edge.kind()).isEqualTo(EdgeKind.CONTAINED);
            assertThat(edge.since()).isEqualTo(Instant.parse("2026-01-06T00:00:00Z"));
            assertThat(edge.until()).isNull();
        });
        assertThat(up.truncated()).isFalse();
    }

    @Test
    void looksUpOncePerLevel() {
        chain();
        trace(lot("H1"), Direction.DOWNSTREAM, null);
        assertThat(ledger.lookUps).isLessThanOrEqualTo(14);
    }

    @Test
    void joinsInputsAndOutputsOfOneTransformationId() {
        ledger.add("2026-01-01T00:00:00Z", "TransformationEvent", """
                'transformationID': 'urn:uuid:11111111-1111-1111-1111-111111111111',
                'inputQuantityList': [{'epcClass': '%s', 'quantity': 10}]""".formatted(lot("IN")));
        ledger.add("2026-01-02T00:00:00Z", "TransformationEvent", """
                'transformationID': 'urn:uuid:11111111-1111-1111-1111-111111111111',
                'outputQuantityList': [{'epcClass': '%s', 'quantity': 9}]""".formatted(lot("OUT")));
        assertThat(things(trace(lot("IN"), Direction.DOWNSTREAM, null))).contains(lot("OUT"));
        GenealogyGraph up = trace(lot("OUT"), Direction.UPSTREAM, null);
        assertThat(things(up)).contains(lot("IN"));
        assertThat(up.nodes().stream().filter(n -> n.kind() == Kind.STEP)).hasSize(1);
        assertThat(gaps(up)).doesNotContain(GapKind.NO_INPUT, GapKind.NO_OUTPUT);
    }

    @Test
    void splitsAndMergesKeepQuantitiesWithoutMultiplyingEdges() {
        ledger.add("2026-01-01T00:00:00Z", "TransformationEvent", """
                'inputQuantityList': [{'epcClass': '%s', 'quantity': 60, 'uom': 'KGM'},
                                      {'epcClass': '%s', 'quantity': 40, 'uom': 'KGM'}],
                'outputQuantityList': [{'epcClass': '%s', 'quantity': 70, 'uom': 'KGM'},
                                       {'epcClass': '%s', 'quantity': 20, 'uom': 'KGM'},
                                       {'epcClass': '%s', 'quantity': 5, 'uom': 'KGM'}]""".formatted(
                        lot("X"), lot("Y"), lot("P"), lot("Q"), lot("R")));
        GenealogyGraph down = trace(lot("X"), Direction.DOWNSTREAM, null);
        assertThat(things(down)).containsExactlyInAnyOrder(lot("X"), lot("P"), lot("Q"), lot("R"));
        assertThat(down.edges()).hasSize(4);
        assertThat(down.edges().stream()
                        .map(edge ->
                                edge.quantity() == null ? "" : edge.quantity().toPlainString()))
                .containsExactlyInAnyOrder("60", "70", "20", "5");
        assertThat(things(trace(lot("Q"), Direction.UPSTREAM, null)))
                .containsExactlyInAnyOrder(lot("Q"), lot("X"), lot("Y"));
    }

    @Test
    void boxThatLostItsContentsDoesNotDragThem() {
        pack("2026-01-01T00:00:00Z", "ADD", box(1), unit("A"));
        pack("2026-01-05T00:00:00Z", "DELETE", box(1), unit("A"));
        pack("2026-01-06T00:00:00Z", "ADD", box(1), unit("B"));
        pack("2026-01-07T00:00:00Z", "ADD", box(2), box(1));

        GenealogyGraph a = trace(unit("A"), Direction.DOWNSTREAM, null);
        assertThat(things(a)).containsExactlyInAnyOrder(unit("A"), box(1));
        assertThat(things(trace(unit("B"), Direction.DOWNSTREAM, null)))
                .containsExactlyInAnyOrder(unit("B"), box(1), box(2));

        assertThat(things(trace(box(1), Direction.UPSTREAM, Instant.parse("2026-01-03T00:00:00Z"))))
                .containsExactlyInAnyOrder(box(1), unit("A"));
        assertThat(things(trace(box(1), Direction.UPSTREAM, Instant.parse("2026-01-08T00:00:00Z"))))
                .containsExactlyInAnyOrder(box(1), unit("B"));
        assertThat(things(trace(box(1), Direction.UPSTREAM, null)))
                .containsExactlyInAnyOrder(box(1), unit("A"), unit("B"));
        assertThat(things(trace(box(2), Direction.UPSTREAM, null)))
                .containsExactlyInAnyOrder(box(2), box(1), unit("B"));
    }

    @Test
    void deleteWithoutChildrenEmptiesTheBox() {
        pack("2026-01-01T00:00:00Z", "ADD", box(1), unit("A"));
        ledger.add("2026-01-02T00:00:00Z", "AggregationEvent", "'action': 'DELETE', 'parentID': '" + box(1) + "'");
        pack("2026-01-03T00:00:00Z", "ADD", box(2), box(1));
        assertThat(things(trace(unit("A"), Direction.DOWNSTREAM, null))).doesNotContain(box(2));
        GenealogyGraph down = trace(box(1), Direction.DOWNSTREAM, null);
        assertThat(down.edges())
                .anyMatch(edge -> edge.kind() == EdgeKind.UNPACKED && edge.to().equals(unit("A")));
    }

    @Test
    void lotTakenOutInPartStaysInPart() {
        ledger.add("2026-01-01T00:00:00Z", "AggregationEvent", """
                'action': 'ADD', 'parentID': '%s', 'childQuantityList': [{'epcClass': '%s', 'quantity': 100}]""".formatted(box(1), lot("L")));
        ledger.add("2026-01-02T00:00:00Z", "AggregationEvent", """
                'action': 'DELETE', 'parentID': '%s', 'childQuantityList': [{'epcClass': '%s', 'quantity': 30}]""".formatted(box(1), lot("L")));
        GenealogyGraph at = trace(box(1), Direction.UPSTREAM, Instant.parse("2026-01-03T00:00:00Z"));
        assertThat(at.edges())
                .singleElement()
                .satisfies(edge -> assertThat(edge.quantity()).isEqualByComparingTo(new BigDecimal("70")));
    }

    @Test
    void containerUsedUpGivesWhatItHeldThen() {
        pack("2026-01-01T00:00:00Z", "ADD", box(1), unit("OLD"));
        pack("2026-01-02T00:00:00Z", "DELETE", box(1), unit("OLD"));
        pack("2026-01-03T00:00:00Z", "ADD", box(1), unit("NEW"));
        ledger.add("2026-01-04T00:00:00Z", "TransformationEvent", """
                'inputEPCList': ['%s'], 'outputEPCList': ['%s']""".formatted(box(1), unit("MADE")));
        assertThat(things(trace(unit("MADE"), Direction.UPSTREAM, null)))
                .containsExactlyInAnyOrder(unit("MADE"), box(1), unit("NEW"));
        assertThat(things(trace(unit("NEW"), Direction.DOWNSTREAM, null))).contains(unit("MADE"));
        assertThat(things(trace(unit("OLD"), Direction.DOWNSTREAM, null))).doesNotContain(unit("MADE"));
    }

    @Test
    void errorDeclarationRetiresOnlyItsOwnersEvent() {
        String wrong = "'inputQuantityList': [{'epcClass': '%s'}], 'outputQuantityList': [{'epcClass': '%s'}]"
                .formatted(lot("X"), lot("WRONG"));
        ledger.add("2026-01-01T00:00:00Z", "TransformationEvent", wrong);
        assertThat(things(trace(lot("X"), Direction.DOWNSTREAM, null))).contains(lot("WRONG"));
        ledger.declareError(new UUID(0, 2), "2026-01-01T00:00:00Z", "TransformationEvent", wrong);
        assertThat(things(trace(lot("X"), Direction.DOWNSTREAM, null))).contains(lot("WRONG"));
        ledger.declareError(PLANT, "2026-01-01T00:00:00Z", "TransformationEvent", wrong);
        assertThat(things(trace(lot("X"), Direction.DOWNSTREAM, null))).containsExactly(lot("X"));
    }

    @Test
    void survivesReworkInACircle() {
        transform("2026-01-01T00:00:00Z", "grinding", lot("A"), lot("B"));
        transform("2026-01-02T00:00:00Z", "reworking", lot("B"), lot("B"));
        transform("2026-01-03T00:00:00Z", "reworking", lot("B"), lot("A"));
        assertThat(things(trace(lot("A"), Direction.BOTH, null))).containsExactlyInAnyOrder(lot("A"), lot("B"));
    }

    @Test
    void reportsWhatIsMissing() {
        transform("2026-01-02T00:00:00Z", "quenching", null, lot("F"));
        transform("2026-01-03T00:00:00Z", "grinding", lot("F"), lot("G"));
        transform("2026-01-03T00:00:00Z", "grinding", lot("NOBODY"), lot("G"));
        GenealogyGraph graph = trace(lot("G"), Direction.UPSTREAM, null);
        assertThat(gaps(graph)).contains(GapKind.NO_INPUT, GapKind.NOBODY_MADE);

        ledger.add("2026-02-01T00:00:00Z", "TransformationEvent", """
                'raceway:step': 'rolling',
                'inputQuantityList': [{'epcClass': '%s', 'quantity': 100, 'uom': 'KGM'}],
                'outputQuantityList': [{'epcClass': '%s', 'quantity': 120, 'uom': 'KGM'}]""".formatted(lot("S"), lot("T")));
        assertThat(gaps(trace(lot("T"), Direction.UPSTREAM, null))).contains(GapKind.MORE_OUT_THAN_IN);

        ledger.add("2026-03-01T00:00:00Z", "ObjectEvent", "'action': 'ADD', 'epcList': ['%s']".formatted(unit("U")));
        ledger.add("2026-03-02T00:00:00Z", "ObjectEvent", """
                'action': 'OBSERVE', 'bizStep': 'shipping', 'epcList': ['%s']""".formatted(unit("U")));
        assertThat(gaps(trace(unit("U"), Direction.UPSTREAM, null)))
                .containsExactlyInAnyOrder(GapKind.NO_LOT, GapKind.SHIPPED_NOT_RECEIVED);
        ledger.add("2026-03-03T00:00:00Z", "ObjectEvent", """
                'action': 'OBSERVE', 'bizStep': 'receiving', 'epcList': ['%s']""".formatted(unit("U")));
        assertThat(gaps(trace(unit("U"), Direction.UPSTREAM, null))).containsExactly(GapKind.NO_LOT);
        assertThat(gaps(trace(unit("NONE"), Direction.BOTH, null))).containsExactly(GapKind.NO_RECORD);
    }

    @Test
    void reportsASkippedStepAndUseBeforeMaking() {
        transform("2026-01-02T00:00:00Z", "turning", lot("R"), lot("T"));
        transform("2026-01-01T00:00:00Z", "grinding", lot("T"), lot("G"));
        GenealogyGraph graph = trace(lot("G"), Direction.UPSTREAM, null);
        assertThat(graph.gaps()).anySatisfy(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.STEP_MISSING);
            assertThat(gap.values()).containsExactly("grinding", "quenching", "turning");
        });
        assertThat(gaps(graph)).contains(GapKind.USED_BEFORE_MADE);
    }

    @Test
    void stopsAtItsBoundsAndSaysSo() {
        chain();
        GenealogyGraph few =
                new GenealogyWalk(ledger, null, new Bounds(3, 64, 1000)).trace(lot("H1"), Direction.DOWNSTREAM);
        assertThat(few.truncated()).isTrue();
        assertThat(things(few)).hasSize(3);
        GenealogyGraph shallow =
                new GenealogyWalk(ledger, null, new Bounds(100, 2, 1000)).trace(lot("H1"), Direction.DOWNSTREAM);
        assertThat(shallow.truncated()).isTrue();
        GenealogyGraph short_ =
                new GenealogyWalk(ledger, null, new Bounds(100, 64, 3)).trace(lot("H1"), Direction.DOWNSTREAM);
        assertThat(short_.truncated()).isTrue();
    }

    @Test
    void enterpriseSeesItsOwnAndNextNodesOnly() {
        UUID mill = new UUID(0, 10);
        UUID forge = new UUID(0, 11);
        UUID furnace = new UUID(0, 12);
        UUID grinder = new UUID(0, 13);
        transformBy(mill, "2026-01-01T00:00:00Z", "melting", null, lot("H"));
        transformBy(forge, "2026-01-02T00:00:00Z", "forging", lot("H"), lot("R"));
        transformBy(furnace, "2026-01-03T00:00:00Z", "quenching", lot("R"), lot("F"));
        transformBy(grinder, "2026-01-04T00:00:00Z", "grinding", lot("F"), lot("G"));
        GenealogyGraph all = trace(lot("G"), Direction.UPSTREAM, null);

        assertThat(GenealogyRedaction.redact(all, caller(DataScope.CLUSTER, null)))
                .isEqualTo(all);
        GenealogyGraph seen = GenealogyRedaction.redact(all, caller(DataScope.ENTERPRISE, grinder));
        assertThat(seen.nodes()).hasSameSizeAs(all.nodes());
        assertThat(things(seen)).contains(lot("G"), lot("F")).doesNotContain(lot("R"), lot("H"));
        assertThat(seen.nodes().stream().filter(Node::redacted)).isNotEmpty().allSatisfy(node -> {
            assertThat(node.owner()).isNull();
            assertThat(node.label()).isEmpty();
            assertThat(node.facts()).isEmpty();
            assertThat(node.history()).isEmpty();
            assertThat(node.firstTime()).isNull();
        });
        assertThat(seen.nodes().stream().filter(Node::redacted).map(Node::kind)).contains(Kind.HEAT);
        assertThat(seen.toString()).doesNotContain(lot("H")).doesNotContain(mill.toString());
        GenealogyGraph bureau = GenealogyRedaction.redact(all, caller(DataScope.GRANTED, null));
        assertThat(bureau.nodes()).allMatch(Node::redacted);
    }

    private void chain() {
        ledger.add("2026-01-01T00:00:00Z", "TransformationEvent", """
                'raceway:step': 'melting', 'outputQuantityList': [{'epcClass': '%s', 'quantity': 100, 'uom': 'KGM'}],
                'ilmd': {'raceway:heatNumber': 'H-2026-01', 'raceway:composition': {'raceway:C': 0.98}}""".formatted(lot("H1")));
        ledger.add("2026-01-02T00:00:00Z", "TransformationEvent", """
                'raceway:step': 'quenching',
                'inputQuantityList': [{'epcClass': '%s', 'quantity': 95, 'uom': 'KGM'}],
                'outputQuantityList': [{'epcClass': '%s', 'quantity': 90, 'uom': 'KGM'}]""".formatted(lot("H1"), lot("F1")));
        transform("2026-01-03T00:00:00Z", "grinding", lot("F1"), lot("G1"));
        transform("2026-01-04T00:00:00Z", "assembling", lot("G1"), lot("A1"));
        ledger.add("2026-01-05T00:00:00Z", "ObjectEvent", """
                'action': 'ADD', 'bizStep': 'commissioning', 'epcList': ['%s', '%s'],
                'ilmd': {'cbvmda:lotNumber': 'A1'}""".formatted(unit("B1"), unit("B2")));
        pack("2026-01-06T00:00:00Z", "ADD", box(1), unit("B1"));
    }

    private void pack(String time, String action, String parent, String child) {
        ledger.add(
                time,
                "AggregationEvent",
                "'action': '%s', 'parentID': '%s', 'childEPCs': ['%s']".formatted(action, parent, child));
    }

    private void transform(String time, String step, @Nullable String from, String to) {
        transformBy(PLANT, time, step, from, to);
    }

    private void transformBy(UUID owner, String time, String step, @Nullable String from, String to) {
        ledger.add(
                owner,
                time,
                "TransformationEvent",
                "'raceway:step': '%s', 'inputQuantityList': [%s], 'outputQuantityList': [{'epcClass': '%s'}]"
                        .formatted(step, from == null ? "" : "{'epcClass': '" + from + "'}", to));
    }

    private GenealogyGraph trace(String id, Direction direction, @Nullable Instant at) {
        return new GenealogyWalk(ledger, at, Bounds.DEFAULT).trace(id, direction);
    }

    private static Set<String> things(GenealogyGraph graph) {
        return graph.nodes().stream()
                .filter(node -> node.kind() != Kind.STEP)
                .map(Node::id)
                .collect(Collectors.toSet());
    }

    private static Node node(GenealogyGraph graph, String id) {
        return graph.nodes().stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<GapKind> gaps(GenealogyGraph graph) {
        return graph.gaps().stream().map(Gap::kind).toList();
    }

    private static Caller caller(DataScope scope, @Nullable UUID enterprise) {
        return new Caller(UUID.randomUUID(), enterprise, null, Set.of(), scope);
    }
}
