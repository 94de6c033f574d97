package org.raceway.subcontracting;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.subcontracting.SentLot.How;
import org.raceway.subcontracting.SentLot.State;
import org.raceway.traceability.Transfers.Goods;
import org.raceway.traceability.Transfers.Making;
import org.raceway.traceability.Transfers.Transfer;

class ReckoningTests {
    private static final UUID PLANT = UUID.randomUUID();
    private static final UUID PARTNER = UUID.randomUUID();
    private static final Instant DAY = Instant.parse("2026-10-01T02:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-10-20");
    private static final String TURNED = "https://id.gs1.org/01/09520123000001/10/";
    private static final String HARDENED = "https://id.gs1.org/01/09520456000004/10/";

    @Test
    void countsWhatWasMadeOfALotForThatLot() {
        List<SentLot> lots = reckon(
                List.of(out(0, "A", 100), out(0, "B", 50), in(5, HARDENED + "F1", 147)),
                Map.of(HARDENED + "F1", List.of(making(147, pieces(TURNED + "A", 100), pieces(TURNED + "B", 50)))),
                List.of());
        assertThat(lots).extracting(SentLot::state).containsOnly(State.MISSING);
        assertThat(lots).extracting(SentLot::back).containsExactly(number("98"), number("49"));
        assertThat(lots).extracting(SentLot::missing).containsExactly(number("2"), number("1"));
        assertThat(lots.getFirst().step()).isEqualTo("quenching");
        assertThat(lots.getFirst().movements())
                .extracting(SentLot.Movement::how)
                .containsExactly(How.SENT, How.MADE_OF);
    }

    @Test
    void allowsTheLossThatWasAgreedMostExactly() {
        List<Transfer> transfers = List.of(out(0, "A", 100), in(5, HARDENED + "F1", 97));
        Map<String, List<Making>> made = Map.of(HARDENED + "F1", List.of(making(97, pieces(TURNED + "A", 100))));
        SentLot lot = reckon(
                        transfers,
                        made,
                        List.of(term(null, null, "5"), term(PARTNER, "quenching", "2"), term(PARTNER, "grinding", "9")))
                .getFirst();
        assertThat(lot.lost()).isEqualByComparingTo("2");
        assertThat(lot.missing()).isEqualByComparingTo("1");
        assertThat(reckon(transfers, made, List.of(term(null, null, "3")))
                        .getFirst()
                        .state())
                .isEqualTo(State.SETTLED);
    }

    @Test
    void waitsForWhatIsStillThereUntilItsDay() {
        List<Transfer> transfers = List.of(out(0, "A", 100), in(5, TURNED + "A", 60));
        assertThat(reckon(transfers, Map.of(), List.of()).getFirst().state()).isEqualTo(State.AT_PARTNER);
        SentLot late =
                reckon(transfers, Map.of(), List.of(term(PARTNER, null, "0"))).getFirst();
        assertThat(late.state()).isEqualTo(State.OVERDUE);
        assertThat(late.overdue()).isEqualByComparingTo("40");
        assertThat(late.dueOn()).isEqualTo(LocalDate.parse("2026-10-11"));
    }

    @Test
    void takesTheOldestLotWhereNothingElseTells() {
        List<SentLot> lots =
                reckon(List.of(out(0, "A", 100), out(1, "B", 100), in(5, HARDENED + "X", 150)), Map.of(), List.of());
        assertThat(lots).extracting(SentLot::back).containsExactly(number("100"), number("50"));
        assertThat(lots).allMatch(SentLot::assumed);
    }

    @Test
    void tellsWhatCameBackBeyondWhatWent() {
        List<SentLot> lots = reckon(List.of(out(0, "A", 10), in(2, TURNED + "A", 12)), Map.of(), List.of());
        assertThat(lots.getFirst().state()).isEqualTo(State.OVER);
        assertThat(lots.getFirst().over()).isEqualByComparingTo("2");
    }

    @Test
    void losesNothingByPuttingPartsTogether() {
        List<SentLot> lots = reckon(
                List.of(
                        out(0, "A", 100),
                        transfer(0, Subcontracts.OUT, pieces("https://id.gs1.org/01/09520123000018/10/B", 100)),
                        in(5, HARDENED + "P", 100)),
                Map.of(
                        HARDENED + "P",
                        List.of(making(
                                100,
                                pieces(TURNED + "A", 100),
                                pieces("https://id.gs1.org/01/09520123000018/10/B", 100)))),
                List.of());
        assertThat(lots).extracting(SentLot::state).containsOnly(State.SETTLED);
    }

    @Test
    void balancesEachLot() {
        List<SentLot> lots = reckon(
                List.of(out(0, "A", 90), out(0, "B", 50), in(3, HARDENED + "F1", 61), in(4, HARDENED + "X", 7)),
                Map.of(HARDENED + "F1", List.of(making(133, pieces(TURNED + "A", 90), pieces(TURNED + "B", 50)))),
                List.of(term(PARTNER, null, "1")));
        for (SentLot lot : lots) {
            assertThat(lot.out().add(lot.over()).doubleValue())
                    .isCloseTo(
                            lot.back()
                                    .add(lot.lost())
                                    .add(lot.missing())
                                    .add(lot.atPartner())
                                    .doubleValue(),
                            org.assertj.core.data.Offset.offset(0.002));
        }
    }

    private static List<SentLot> reckon(List<Transfer> transfers, Map<String, List<Making>> makings, List<Term> terms) {
        return Reckoning.of(PLANT, PARTNER, transfers, makings, terms, TODAY);
    }

    private static Term term(@Nullable UUID partner, @Nullable String step, String percent) {
        return new Term(UUID.randomUUID(), PLANT, partner, null, step, number(percent), 10, "", DAY);
    }

    private static Transfer out(int day, String lot, int pieces) {
        return transfer(day, Subcontracts.OUT, pieces(TURNED + lot, pieces));
    }

    private static Transfer in(int day, String id, int pieces) {
        return transfer(day, Subcontracts.IN, pieces(id, pieces));
    }

    private static Transfer transfer(int day, String step, Goods goods) {
        boolean out = step.equals(Subcontracts.OUT);
        return new Transfer(
                UUID.randomUUID(),
                PLANT,
                DAY.plusSeconds(day * 86_400L),
                step,
                out ? PLANT : PARTNER,
                out ? PARTNER : PLANT,
                List.of(),
                List.of(goods));
    }

    private static Making making(int made, Goods... inputs) {
        return new Making(PARTNER, "quenching", DAY, List.of(inputs), BigDecimal.valueOf(made), null);
    }

    private static Goods pieces(String id, int pieces) {
        return new Goods(id, BigDecimal.valueOf(pieces), null);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }
}
