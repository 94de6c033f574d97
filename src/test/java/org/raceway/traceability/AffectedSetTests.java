package org.raceway.traceability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.raceway.traceability.FakeLedger.PLANT;
import static org.raceway.traceability.FakeLedger.lot;
import static org.raceway.traceability.FakeLedger.unit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.traceability.AffectedSet.Position;
import org.raceway.traceability.AffectedSet.State;
import org.raceway.traceability.GenealogyGraph.Bounds;

class AffectedSetTests {
    private static final UUID CUSTOMER = new UUID(0, 2);
    private static final UUID SHOP = new UUID(0, 3);
    private static final String PARTY = "https://id.gs1.org/417/950600013435";

    private final FakeLedger ledger = new FakeLedger();
    private final AffectedSets affected = new AffectedSets(
            ledger,
            items -> Map.of(),
            party -> Optional.ofNullable(
                    Map.of(PARTY + "2", CUSTOMER, PARTY + "3", SHOP).get(party)));

    @Test
    void leavesOutWhatLeftTheBoxBeforeAndWhatCameAfter() {
        pack(PLANT, "2026-01-01T00:00:00Z", "ADD", box(1), unit("BEFORE"), unit("IN"));
        pack(PLANT, "2026-01-02T00:00:00Z", "DELETE", box(1), unit("BEFORE"));
        pack(PLANT, "2026-01-05T00:00:00Z", "DELETE", box(1), unit("IN"));
        pack(PLANT, "2026-01-06T00:00:00Z", "ADD", box(1), unit("AFTER"));
        assertThat(things(of(box(1), "2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z")))
                .containsExactly(unit("IN"));
        assertThat(things(of(box(1), null, null))).containsExactlyInAnyOrder(unit("BEFORE"), unit("IN"), unit("AFTER"));
        assertThat(things(of(box(1), "2026-01-05T12:00:00Z", "2026-01-05T18:00:00Z")))
                .isEmpty();
    }

    @Test
    void looksIntoBoxesOnAPalletForAsLongAsTheyStoodOnIt() {
        pack(PLANT, "2026-01-01T00:00:00Z", "ADD", box(1), unit("A"));
        pack(PLANT, "2026-01-01T00:00:00Z", "ADD", box(2), unit("B"));
        pack(PLANT, "2026-01-02T00:00:00Z", "ADD", box(9), box(1), box(2));
        pack(PLANT, "2026-01-04T00:00:00Z", "DELETE", box(9), box(2));
        assertThat(things(of(box(9), "2026-01-03T00:00:00Z", null))).containsExactlyInAnyOrder(unit("A"), unit("B"));
        assertThat(things(of(box(9), "2026-01-05T00:00:00Z", null))).containsExactly(unit("A"));
        Position a = position(of(unit("A"), null, null));
        assertThat(a.containers()).containsExactly(box(1), box(9));
    }

    @Test
    void takesOfALotOnlyWhatTheBoxHeld() {
        made("L", 100);
        ledger.add("2026-01-02T00:00:00Z", "AggregationEvent", children("ADD", box(1), "L", 20));
        ledger.add("2026-01-02T00:00:00Z", "AggregationEvent", children("ADD", box(2), "L", 30));
        AffectedSet one = of(box(1), null, null);
        assertThat(one.positions()).singleElement().satisfies(position -> {
            assertThat(position.containers()).containsExactly(box(1));
            assertThat(position.quantity()).isEqualByComparingTo("20");
        });
        AffectedSet whole = of(lot("L"), null, null);
        assertThat(whole.positions()).hasSize(3);
        assertThat(whole.positions().stream()
                        .map(position -> Objects.requireNonNull(position.quantity()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("100");
        // Taken out, it can't be told from the rest.
        ledger.add("2026-01-03T00:00:00Z", "AggregationEvent", children("DELETE", box(1), "L", 20));
        assertThat(of(box(1), null, "2026-01-04T00:00:00Z").positions()).hasSize(2);
    }

    @Test
    void followsAUnitFromHandToHand() {
        object(PLANT, "2026-01-01T00:00:00Z", "ADD", "commissioning", unit("U"), "");
        assertThat(position(of(unit("U"), null, null)).state()).isEqualTo(State.IN_PLANT);
        pack(PLANT, "2026-01-02T00:00:00Z", "ADD", box(1), unit("U"));
        object(PLANT, "2026-01-03T00:00:00Z", "OBSERVE", "shipping", box(1), to("2"));
        Position sent = position(of(unit("U"), null, null));
        assertThat(sent.state()).isEqualTo(State.SHIPPED);
        assertThat(sent.holder()).isEqualTo(PLANT);
        assertThat(sent.destination()).isEqualTo(CUSTOMER);
        // Never recorded as received, but plainly there.
        pack(CUSTOMER, "2026-01-04T00:00:00Z", "DELETE", box(1), unit("U"));
        Position there = position(of(unit("U"), null, null));
        assertThat(there.state()).isEqualTo(State.IN_STOCK);
        assertThat(there.holder()).isEqualTo(CUSTOMER);
        assertThat(there.containers()).isEmpty();
        object(PLANT, "2026-01-05T00:00:00Z", "OBSERVE", "shipping", box(1), to("3"));
        assertThat(position(of(unit("U"), null, null)).holder())
                .as("the empty box goes without it")
                .isEqualTo(CUSTOMER);
        object(CUSTOMER, "2026-01-06T00:00:00Z", "OBSERVE", "retail_selling", unit("U"), "");
        object(SHOP, "2026-01-07T00:00:00Z", "OBSERVE", "inspecting", unit("U"), "");
        ledger.add(PLANT, "2026-01-08T00:00:00Z", "ObjectEvent", """
                'action': 'OBSERVE', 'epcList': ['%s'], 'persistentDisposition': {'set': ['recalled']}""".formatted(unit("U")));
        Position sold = position(of(unit("U"), null, null));
        assertThat(sold.state()).isEqualTo(State.SOLD);
        assertThat(sold.holder()).isEqualTo(CUSTOMER);
        object(CUSTOMER, "2026-01-09T00:00:00Z", "DELETE", "destroying", unit("U"), "");
        assertThat(position(of(unit("U"), null, null)).state()).isEqualTo(State.DESTROYED);
    }

    @Test
    void countsALotByHolderThoughAnArrivalWasNotRecorded() {
        made("L", 100);
        ledger.add("2026-01-02T00:00:00Z", "ObjectEvent", quantity("OBSERVE", "shipping", "L", 60) + to("2"));
        ledger.add(CUSTOMER, "2026-01-03T00:00:00Z", "TransformationEvent", """
                'inputQuantityList': [{'epcClass': '%s', 'quantity': 45}],
                'outputQuantityList': [{'epcClass': '%s', 'quantity': 45}]""".formatted(lot("L"), lot("M")));
        ledger.add("2026-01-04T00:00:00Z", "ObjectEvent", quantity("DELETE", "destroying", "L", 5));
        List<String> lines = of(lot("L"), null, null).positions().stream()
                .map(position -> position.thing().substring(position.thing().length() - 1) + " "
                        + position.holder().getLeastSignificantBits() + " " + position.state() + " "
                        + Objects.requireNonNull(position.quantity()).toPlainString())
                .sorted()
                .toList();
        assertThat(lines).containsExactly("L 1 DESTROYED 5", "L 1 IN_PLANT 35", "L 1 SHIPPED 15", "M 2 IN_PLANT 45");
    }

    @Test
    void saysWhenThereIsMore() {
        made("L", 100);
        for (int i = 0; i < 20; i++) {
            object(
                    PLANT,
                    "2026-01-02T00:00:00Z",
                    "ADD",
                    "commissioning",
                    unit("U" + i),
                    ", 'ilmd': {'cbvmda:lotNumber': 'L'}");
        }
        AffectedOrigin origin = new AffectedOrigin.Things(List.of(lot("L")), null, null);
        assertThat(affected.of(origin, new Bounds(10, 8, 1_000)).truncated()).isTrue();
        assertThat(affected.of(origin, new Bounds(100, 8, 1_000)).truncated()).isFalse();
    }

    private void made(String lot, int quantity) {
        ledger.add("2026-01-01T00:00:00Z", "ObjectEvent", quantity("ADD", "commissioning", lot, quantity));
    }

    private static String quantity(String action, String step, String lot, int quantity) {
        return "'action': '%s', 'bizStep': '%s', 'quantityList': [{'epcClass': '%s', 'quantity': %d}]"
                .formatted(action, step, lot(lot), quantity);
    }

    private static String children(String action, String box, String lot, int quantity) {
        return "'action': '%s', 'parentID': '%s', 'childQuantityList': [{'epcClass': '%s', 'quantity': %d}]"
                .formatted(action, box, lot(lot), quantity);
    }

    private static String box(int number) {
        String digits = String.format("%017d", number);
        return "https://id.gs1.org/00/" + digits + CheckDigits.of(digits);
    }

    private static String to(String party) {
        return ", 'destinationList': [{'type': 'owning_party', 'destination': '" + PARTY + party + "'}]";
    }

    private void object(UUID owner, String time, String action, String step, String epc, String more) {
        ledger.add(
                owner,
                time,
                "ObjectEvent",
                "'action': '%s', 'bizStep': '%s', 'epcList': ['%s']".formatted(action, step, epc) + more);
    }

    private void pack(UUID owner, String time, String action, String box, String... contents) {
        ledger.add(
                owner,
                time,
                "AggregationEvent",
                "'action': '%s', 'parentID': '%s', 'bizStep': 'packing', 'childEPCs': ['%s']"
                        .formatted(action, box, String.join("', '", contents)));
    }

    private AffectedSet of(String id, @Nullable String since, @Nullable String until) {
        return affected.of(new AffectedOrigin.Things(
                List.of(id), since == null ? null : Instant.parse(since), until == null ? null : Instant.parse(until)));
    }

    private static List<String> things(AffectedSet set) {
        return set.things().stream().map(AffectedSet.Thing::id).toList();
    }

    private static Position position(AffectedSet set) {
        assertThat(set.positions()).hasSize(1);
        return set.positions().getFirst();
    }
}
