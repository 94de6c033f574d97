package org.raceway.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.TestCluster;
import org.raceway.enterprises.Enterprises;
import org.raceway.sandbox.SandboxFault;
import org.raceway.sandbox.SandboxTruth;
import org.raceway.traceability.AffectedSet.Position;
import org.raceway.traceability.AffectedSet.State;
import org.raceway.traceability.AffectedSet.Thing;
import org.springframework.beans.factory.annotation.Autowired;

/** What a fault reaches, against the simulated cluster, which knows what it really reaches. */
@RacewayIntegrationTest
class AffectedSetIntegrationTests {
    private static final Instant LATER = Instant.parse("2026-12-31T00:00:00Z");
    private static @Nullable SandboxTruth loaded;

    @Autowired
    private AffectedSets affected;

    @Autowired
    private Enterprises enterprises;

    @BeforeEach
    void load(@Autowired Capture capture) {
        loaded = TestCluster.load(capture, enterprises);
    }

    @Test
    void reachesExactlyWhatWasMadeOfTheBadFurnaceLot() {
        List<SandboxFault.BadFurnaceLot> faults = truth().faults(SandboxFault.BadFurnaceLot.class);
        assertThat(faults).isNotEmpty();
        for (SandboxFault.BadFurnaceLot fault : faults) {
            AffectedSet found = check(fault.subject());
            assertThat(found.starts()).extracting(Thing::id).containsExactly(fault.subject());
            checkWhereabouts(found);
        }
    }

    @Test
    void reachesExactlyWhatWasMadeOfEveryHeatAndOfFurnaceLots() {
        for (String heat : truth().heats()) {
            check(heat);
        }
        for (String lot : sample(truth().furnaceLots(), 25)) {
            checkWhereabouts(check(lot));
        }
        for (String lot : sample(truth().assemblyLots(), 25)) {
            check(lot);
        }
    }

    @Test
    void findsTheBadFurnaceLotByItsFurnaceAndHour() {
        for (SandboxFault.BadFurnaceLot fault : truth().faults(SandboxFault.BadFurnaceLot.class)) {
            UUID heatTreater = Objects.requireNonNull(
                    affected.of(things(fault.subject())).starts().getFirst().maker());
            AffectedSet found = affected.of(new AffectedOrigin.Steps(
                    heatTreater,
                    fault.hardened().minusSeconds(600),
                    fault.hardened().plusSeconds(600),
                    "quenching",
                    null,
                    fault.furnace()));
            assertThat(goods(found.starts())).containsExactly(fault.subject());
            assertThat(goods(found.things())).isEqualTo(expected(Set.of(fault.subject())));
            AffectedSet none = affected.of(new AffectedOrigin.Steps(
                    heatTreater,
                    fault.hardened().minusSeconds(600),
                    fault.hardened().plusSeconds(600),
                    "quenching",
                    null,
                    "no such furnace"));
            assertThat(none.things()).isEmpty();
            assertThat(none.positions()).isEmpty();
        }
    }

    @Test
    void leavesOutWhatHadLeftTheBoxBefore() {
        int emptied = 0;
        int kept = 0;
        for (String box : sample(truth().boxes(), 60)) {
            Set<String> ever = goods(affected.of(things(box)).things());
            for (Instant since : List.of(Instant.parse("2026-01-01T00:00:00Z"), LATER)) {
                Set<String> found = affected.of(new AffectedOrigin.Things(List.of(box), since, null)).things().stream()
                        .filter(thing -> thing.kind() == GenealogyGraph.Kind.UNIT)
                        .map(Thing::id)
                        .collect(Collectors.toSet());
                Set<String> held = truth().contents(box, LATER).stream()
                        .filter(id -> id.contains("/21/"))
                        .collect(Collectors.toSet());
                if (since.equals(LATER)) {
                    assertThat(found).as("in %s at the end", box).isEqualTo(held);
                    emptied += held.isEmpty() && !ever.isEmpty() ? 1 : 0;
                    kept += held.isEmpty() ? 0 : 1;
                } else {
                    assertThat(found).as("%s since January", box).containsAll(held);
                }
            }
        }
        assertThat(emptied).as("boxes that were opened").isPositive();
        assertThat(kept).as("boxes that were not").isPositive();
    }

    @Test
    void countsTheCorrectedEventOnly() {
        for (SandboxFault.WrongEvent fault : truth().faults(SandboxFault.WrongEvent.class)) {
            if (!fault.subject().contains("/00/")) {
                assertThat(goods(affected.of(things(fault.rightlyNamed())).things()))
                        .contains(fault.subject());
                check(fault.wronglyNamed());
            }
        }
    }

    private AffectedSet check(String start) {
        AffectedSet found = affected.of(things(start));
        assertThat(found.truncated()).isFalse();
        assertThat(goods(found.things())).as("made of %s", start).isEqualTo(expected(Set.of(start)));
        Map<String, BigDecimal> loose = new HashMap<>();
        for (Position position : found.positions()) {
            if (position.containers().isEmpty()
                    && position.state().isRecallable()
                    && position.state() != State.SOLD
                    && !position.thing().contains("/21/")) {
                loose.merge(position.thing(), Objects.requireNonNull(position.quantity()), BigDecimal::add);
            }
        }
        Set<String> twice = truth().faults(SandboxFault.DoublyIssuedCode.class).stream()
                .flatMap(fault -> fault.lots().stream())
                .collect(Collectors.toSet());
        for (Thing thing : found.things()) {
            if (!thing.residue() && !thing.id().contains("/21/") && !twice.contains(thing.id())) {
                assertThat(loose.getOrDefault(thing.id(), BigDecimal.ZERO))
                        .as("left of %s", thing)
                        .isEqualByComparingTo(truth().left(thing.id()));
            }
        }
        return found;
    }

    private void checkWhereabouts(AffectedSet found) {
        Set<String> copied = truth().faults().stream()
                .filter(fault ->
                        fault instanceof SandboxFault.DoublySoldCode || fault instanceof SandboxFault.DoublyIssuedCode)
                .map(SandboxFault::subject)
                .collect(Collectors.toSet());
        Map<String, UUID> byGln = new HashMap<>();
        enterprises
                .all()
                .forEach(enterprise -> byGln.put(Objects.requireNonNullElse(enterprise.gln(), ""), enterprise.id()));
        Map<String, Position> units = new HashMap<>();
        for (Position position : found.positions()) {
            if (position.thing().contains("/21/")) {
                assertThat(units.put(position.thing(), position)).isNull();
            }
        }
        for (Thing thing : found.things()) {
            if (thing.kind() != GenealogyGraph.Kind.UNIT || copied.contains(thing.id())) {
                continue;
            }
            Position position = Objects.requireNonNull(units.get(thing.id()), thing.id());
            SandboxTruth.Whereabouts truth = truth().whereabouts(thing.id());
            assertThat(position.holder()).as("holder of %s", thing.id()).isEqualTo(byGln.get(truth.holder()));
            String fate = truth.fate();
            assertThat(position.state())
                    .as("state of %s", thing.id())
                    .isIn(
                            fate.equals("SOLD")
                                    ? Set.of(State.SOLD)
                                    : fate.equals("ON_ITS_WAY")
                                            ? Set.of(State.SHIPPED)
                                            : fate.equals("DESTROYED")
                                                    ? Set.of(State.DESTROYED)
                                                    : Set.of(
                                                            position.holder().equals(thing.maker())
                                                                    ? State.IN_PLANT
                                                                    : State.IN_STOCK));
            Set<String> boxes = truth().containersHolding(thing.id(), LATER);
            if (position.state().isRecallable()) {
                assertThat(new HashSet<>(position.containers()))
                        .as("around %s", thing.id())
                        .isEqualTo(boxes);
            }
        }
    }

    private Set<String> expected(Set<String> starts) {
        Set<String> all = new TreeSet<>(starts);
        starts.forEach(start -> all.addAll(truth().downstream(start)));
        return all;
    }

    private static Set<String> goods(List<Thing> things) {
        return things.stream()
                .filter(thing -> !thing.residue())
                .map(Thing::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static AffectedOrigin things(String... ids) {
        return new AffectedOrigin.Things(List.of(ids), null, null);
    }

    private static SandboxTruth truth() {
        return Objects.requireNonNull(loaded);
    }

    private static List<String> sample(List<String> all, int count) {
        int step = Math.max(1, all.size() / count);
        return IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .mapToObj(all::get)
                .toList();
    }
}
