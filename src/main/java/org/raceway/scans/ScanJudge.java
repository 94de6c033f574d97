package org.raceway.scans;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Times;

/** Weighs the scans of one code. */
final class ScanJudge {
    private static final String[] NEVER_ISSUED = {"scan.reason.neverIssued", "scan.reason.seenNotIssued"};
    private static final String[] ENDED = {"scan.reason.decommissioned", "scan.reason.seenAfterEnd"};
    private static final double SECONDS_AN_HOUR = 3_600;

    private final Rules rules;

    ScanJudge(Rules rules) {
        this.rules = rules;
    }

    /**
     * What speaks against the code.
     *
     * @param scans of one code, in any order
     * @param single whether the code stands on one piece: a lot's is on many
     * @param movable whether the thing that it stands on is in one place at a time
     * @param endedAt when the code was retired; absent while it is in trade
     */
    List<Suspicion> judge(List<Scan> scans, boolean single, boolean movable, @Nullable Instant endedAt) {
        List<Scan> ordered =
                scans.stream().sorted(Comparator.comparing(Scan::at)).toList();
        List<Suspicion> found = new ArrayList<>();
        neverIssued(ordered, found);
        ended(ordered, endedAt, found);
        if (movable) {
            far(ordered, found);
        }
        if (single) {
            many(ordered, found);
        }
        return found;
    }

    private void neverIssued(List<Scan> scans, List<Suspicion> found) {
        List<Scan> these =
                scans.stream().filter(scan -> scan.says(NEVER_ISSUED)).toList();
        int visitors = visitors(these);
        if (rules.neverIssuedVisitors() > 0 && visitors >= rules.neverIssuedVisitors()) {
            Instant first = these.getFirst().at();
            found.add(new Suspicion(
                    FindingCause.NEVER_ISSUED,
                    List.of(Integer.toString(visitors), Times.minute(first), Integer.toString(rules.graceHours())),
                    visitors,
                    first.plus(Duration.ofHours(rules.graceHours()))));
        }
    }

    private void ended(List<Scan> scans, @Nullable Instant endedAt, List<Suspicion> found) {
        if (endedAt == null) {
            return;
        }
        Instant counted = endedAt.plus(Duration.ofHours(rules.endedGraceHours()));
        List<Scan> these = scans.stream()
                .filter(scan -> scan.says(ENDED) && scan.at().isAfter(counted))
                .toList();
        int visitors = visitors(these);
        if (rules.endedVisitors() > 0 && visitors >= rules.endedVisitors()) {
            found.add(new Suspicion(
                    FindingCause.AFTER_END,
                    List.of(
                            Times.minute(endedAt),
                            Integer.toString(visitors),
                            Times.minute(these.getFirst().at())),
                    visitors,
                    null));
        }
    }

    /** Neighbours in time suffice: who goes from A over B to C too fast goes too fast on one of the two ways. */
    private void far(List<Scan> scans, List<Suspicion> found) {
        List<Scan> placed = scans.stream().filter(scan -> scan.place() != null).toList();
        for (int i = 1; i < placed.size() && rules.farKilometres() > 0; i++) {
            Scan to = placed.get(i);
            for (int before = i - 1; before >= 0; before--) {
                Scan from = placed.get(before);
                if (from.visitor().equals(to.visitor())) {
                    continue; // somebody who corrects what they told
                }
                double kilometres = place(from).apart(place(to));
                double hours = Duration.between(from.at(), to.at()).toSeconds() / SECONDS_AN_HOUR;
                if (kilometres > rules.farKilometres() && kilometres > hours * rules.farSpeed()) {
                    found.add(new Suspicion(
                            FindingCause.TOO_FAR,
                            List.of(
                                    Times.minute(from.at()),
                                    place(from).figure(),
                                    Times.minute(to.at()),
                                    place(to).figure(),
                                    Long.toString(Math.round(kilometres)),
                                    Long.toString(Math.round(kilometres / rules.farSpeed()))),
                            visitors(placed),
                            null));
                    return;
                }
                if (hours * rules.farSpeed() > Math.PI * 6_371) {
                    break; // earlier ones had time to travel anywhere
                }
            }
        }
    }

    private void many(List<Scan> scans, List<Suspicion> found) {
        Map<LocalDate, List<Scan>> days = new HashMap<>();
        scans.forEach(scan -> days.computeIfAbsent(Visitors.dayOf(scan.at()), day -> new ArrayList<>())
                .add(scan));
        days.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(day -> exceeds(rules.visitorsADay(), visitors(day.getValue()))
                        || exceeds(rules.placesADay(), places(day.getValue())))
                .findFirst()
                .ifPresent(day -> found.add(new Suspicion(
                        FindingCause.TOO_MANY,
                        List.of(
                                day.getKey().toString(),
                                Integer.toString(visitors(day.getValue())),
                                Integer.toString(places(day.getValue()))),
                        visitors(day.getValue()),
                        null)));
    }

    private static boolean exceeds(int limit, int value) {
        return limit > 0 && value > limit;
    }

    private static int visitors(List<Scan> scans) {
        Set<UUID> all = new HashSet<>();
        scans.forEach(scan -> all.add(scan.visitor()));
        return all.size();
    }

    /** Places that certainly lie apart from each other. */
    private static int places(List<Scan> scans) {
        List<Place> apart = new ArrayList<>();
        for (Scan scan : scans) {
            Place place = scan.place();
            if (place != null && apart.stream().allMatch(other -> other.apart(place) > 0)) {
                apart.add(place);
            }
        }
        return apart.size();
    }

    private static Place place(Scan scan) {
        return Objects.requireNonNull(scan.place());
    }
}
