package org.raceway.subcontracting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.traceability.Transfers;
import org.raceway.traceability.Transfers.Goods;
import org.raceway.traceability.Transfers.Making;
import org.raceway.traceability.Transfers.Transfer;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

/** The balance between principals and partners, the same for both sides: it is reckoned from what the principal recorded. */
@Service
class Subcontracts {
    static final String OUT = "subcontractOut";
    static final String IN = "subcontractIn";
    private static final Set<String> STEPS = Set.of(OUT, IN);
    /** Clocks of plants may be ahead. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final Transfers transfers;
    private final Terms terms;
    private final Clock clock;

    Subcontracts(Transfers transfers, Terms terms, Clock clock) {
        this.transfers = transfers;
        this.terms = terms;
        this.clock = clock;
    }

    /** Which side the caller's enterprise is. */
    enum Side {
        /** It sends out. */
        GIVEN,
        /** It works for others. */
        RECEIVED
    }

    /**
     * Lots, oldest first.
     *
     * @param truncated there is more than one question looks at
     */
    record Lots(List<SentLot> lots, boolean truncated) {
        Lots {
            lots = List.copyOf(lots);
        }

        Lots with(UUID other) {
            return new Lots(
                    lots.stream()
                            .filter(lot -> lot.partner().equals(other)
                                    || lot.principal().equals(other))
                            .toList(),
                    truncated);
        }
    }

    private record Pair(UUID principal, UUID partner) {}

    /** The first day that is looked at when nobody says: a year ago. */
    LocalDate usualStart() {
        return LocalDate.ofInstant(clock.instant(), Reckoning.ZONE).minusYears(1);
    }

    /** What was sent out from this day on, on one side of the caller's enterprise. */
    Lots lots(Caller caller, Side side, LocalDate since) {
        if (!caller.scope(Permission.SUBCONTRACTING_READ).reaches(DataScope.ENTERPRISE)) {
            throw new AccessDeniedException("reaches less than the enterprise");
        }
        UUID own = caller.requireEnterprise();
        Instant start = since.atStartOfDay(Reckoning.ZONE).toInstant();
        Instant until = clock.instant().plus(AHEAD);
        // What went out before may come back now, and is not to be counted for what went out since.
        Instant early = start.minus(Reckoning.BEFORE);
        Transfers.Found found = side == Side.GIVEN
                ? transfers.recordedBy(own, STEPS, early, until)
                : transfers.naming(own, STEPS, early, until);
        Map<Pair, List<Transfer>> pairs = new LinkedHashMap<>();
        for (Transfer transfer : found.transfers()) {
            UUID partner = transfer.step().equals(OUT) ? transfer.to() : transfer.from();
            if (partner == null || partner.equals(transfer.owner())) {
                continue;
            }
            if (side == Side.GIVEN || partner.equals(own)) {
                pairs.computeIfAbsent(new Pair(transfer.owner(), partner), pair -> new ArrayList<>())
                        .add(transfer);
            }
        }
        Map<String, List<Making>> makings = makings(found.transfers());
        Map<UUID, List<Term>> agreed = new HashMap<>();
        LocalDate today = LocalDate.ofInstant(clock.instant(), Reckoning.ZONE);
        List<SentLot> lots = new ArrayList<>();
        pairs.forEach((pair, all) -> lots.addAll(Reckoning.of(
                pair.principal(),
                pair.partner(),
                all,
                makings,
                agreed.computeIfAbsent(pair.principal(), terms::of),
                today)));
        lots.removeIf(lot -> lot.sentAt().isBefore(start));
        lots.sort(Comparator.comparing(SentLot::sentAt).thenComparing(SentLot::id));
        return new Lots(lots, found.truncated());
    }

    /** How what came back was made, back to what had gone out. */
    private Map<String, List<Making>> makings(List<Transfer> all) {
        Set<String> sent = new HashSet<>();
        Set<String> ask = new HashSet<>();
        for (Transfer transfer : all) {
            for (Goods goods : transfer.goods()) {
                (transfer.step().equals(OUT) ? sent : ask).add(goods.id());
            }
        }
        Map<String, List<Making>> makings = new HashMap<>();
        Set<String> asked = new HashSet<>(sent);
        for (int level = 0; level < Reckoning.DEEPEST; level++) {
            ask.removeAll(asked);
            if (ask.isEmpty()) {
                break;
            }
            asked.addAll(ask);
            Map<String, List<Making>> found = transfers.makings(ask);
            makings.putAll(found);
            ask = found.values().stream()
                    .flatMap(List::stream)
                    .flatMap(making -> making.inputs().stream())
                    .map(Goods::id)
                    .collect(Collectors.toCollection(HashSet::new));
        }
        return makings;
    }
}
