package org.raceway.scans;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.platform.TimeOrderedIds;

/** What speaks against a code, and what does not. */
class ScanJudgeTests {
    private static final Instant START = Instant.parse("2026-11-02T01:00:00Z");
    private static final Place LINQING = Place.around(36.8437, 115.7051);
    private static final Place SHENZHEN = Place.around(22.54, 114.06);

    private final List<Scan> scans = new ArrayList<>();

    @Test
    void findsPlacesThatNothingTravelsBetweenInTime() {
        scan(0, "a", LINQING);
        scan(3, "b", SHENZHEN);
        Suspicion far = only(FindingCause.TOO_FAR);
        assertThat(far.figures())
                .containsExactly("2026-11-02 09:00", "36.8, 115.7", "2026-11-02 12:00", "22.5, 114.1", "1578", "6");
    }

    @Test
    void letsGoodsTravelAndVisitorsCorrectThemselves() {
        scan(0, "a", LINQING);
        scan(7, "b", SHENZHEN);
        assertThat(judge()).isEmpty();
        scans.clear();
        scan(0, "a", SHENZHEN);
        scan(0, "a", LINQING);
        assertThat(judge()).isEmpty();
    }

    @Test
    void findsThePairBehindOneInBetween() {
        scan(0, "a", LINQING);
        scan(1, "b", LINQING);
        scan(1, "b", SHENZHEN); // corrects the place
        assertThat(only(FindingCause.TOO_FAR).visitors()).isEqualTo(2);
    }

    @Test
    void allowsForTheSizeOfProvinces() {
        scan(0, "a", Region.SHANDONG.place());
        scan(1, "b", Region.HEBEI.place());
        assertThat(judge()).isEmpty();
        scan(2, "c", Region.GUANGDONG.place());
        only(FindingCause.TOO_FAR);
    }

    @Test
    void countsVisitorsOfADayOnce() {
        for (int i = 0; i < 30; i++) {
            scan(i / 10.0, "a" + i % 20, null);
        }
        assertThat(judge()).isEmpty();
        scan(4, "another", null);
        assertThat(only(FindingCause.TOO_MANY).figures()).containsExactly("2026-11-02", "21", "0");
    }

    @Test
    void asksNothingOfALotThatStandsOnManyPieces() {
        for (int i = 0; i < 100; i++) {
            scan(0, "a" + i, i % 2 == 0 ? LINQING : SHENZHEN);
        }
        assertThat(new ScanJudge(Rules.USUAL).judge(scans, false, false, null)).isEmpty();
    }

    @Test
    void waitsForTheIssueAndForgetsTheScrapyard() {
        scan(0, "a", null, "scan.reason.neverIssued");
        Suspicion never = only(FindingCause.NEVER_ISSUED);
        assertThat(never.dueAt()).isEqualTo(START.plus(Duration.ofHours(24)));
        scans.clear();
        scan(1, "a", null, "scan.reason.decommissioned");
        scan(2, "b", null, "scan.reason.decommissioned");
        scan(80, "c", null, "scan.reason.decommissioned");
        assertThat(judge(START)).isEmpty();
        scan(90, "d", null, "scan.reason.decommissioned");
        assertThat(judge(START)).extracting(Suspicion::cause).containsExactly(FindingCause.AFTER_END);
    }

    @Test
    void keepsQuietWhereARuleIsOff() {
        scan(0, "a", LINQING, "scan.reason.neverIssued");
        scan(0, "b", SHENZHEN, "scan.reason.neverIssued");
        Rules off = new Rules(0, 24, 0, 72, 0, 250, 0, 0, 0);
        assertThat(new ScanJudge(off).judge(scans, true, true, START)).isEmpty();
    }

    @Test
    void renamesVisitorsEveryDay() {
        Visitors visitors = new Visitors();
        UUID name = visitors.name("203.0.113.7", "Browser", START);
        assertThat(visitors.name("203.0.113.7", "Browser", START.plusSeconds(60)))
                .isEqualTo(name);
        assertThat(visitors.name("203.0.113.8", "Browser", START)).isNotEqualTo(name);
        assertThat(visitors.name("203.0.113.7", "Browser", START.plus(Duration.ofDays(1))))
                .isNotEqualTo(name);
        assertThat(new Visitors().name("203.0.113.7", "Browser", START)).isNotEqualTo(name);
    }

    private Suspicion only(FindingCause cause) {
        List<Suspicion> found = judge();
        assertThat(found).extracting(Suspicion::cause).containsExactly(cause);
        return found.getFirst();
    }

    private List<Suspicion> judge() {
        return judge(null);
    }

    private List<Suspicion> judge(@Nullable Instant endedAt) {
        return new ScanJudge(Rules.USUAL).judge(scans, true, true, endedAt);
    }

    private void scan(double hours, String visitor, @Nullable Place place, String... reasons) {
        scans.add(new Scan(
                TimeOrderedIds.least(START.plusSeconds(Math.round(hours * 3_600))),
                UUID.randomUUID(),
                "https://id.gs1.org/01/09506000134352/21/1",
                "SUSPICIOUS",
                List.of(reasons),
                new UUID(0, visitor.hashCode()),
                place));
    }
}
