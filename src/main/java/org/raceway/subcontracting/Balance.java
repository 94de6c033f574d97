package org.raceway.subcontracting;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is between a principal and a partner, in one unit.
 *
 * @param lots how many lots went out
 * @param openLots of these, those that are not settled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Balance(
        UUID principal,
        UUID partner,
        @Nullable String unit,
        int lots,
        int openLots,
        BigDecimal out,
        BigDecimal back,
        BigDecimal lost,
        BigDecimal missing,
        BigDecimal atPartner,
        BigDecimal overdue,
        BigDecimal over,
        @Nullable Instant lastSentAt) {

    /** The sums of these lots: one for each pair of enterprises and unit, in the order in which they come. */
    static List<Balance> of(List<SentLot> lots) {
        record Key(UUID principal, UUID partner, @Nullable String unit) {}
        Map<Key, List<SentLot>> groups = new LinkedHashMap<>();
        for (SentLot lot : lots) {
            groups.computeIfAbsent(new Key(lot.principal(), lot.partner(), lot.unit()), key -> new ArrayList<>())
                    .add(lot);
        }
        List<Balance> balances = new ArrayList<>();
        groups.forEach((key, group) -> balances.add(sum(key.principal(), key.partner(), key.unit(), group)));
        return balances;
    }

    private static Balance sum(UUID principal, UUID partner, @Nullable String unit, List<SentLot> lots) {
        BigDecimal out = BigDecimal.ZERO;
        BigDecimal back = BigDecimal.ZERO;
        BigDecimal lost = BigDecimal.ZERO;
        BigDecimal missing = BigDecimal.ZERO;
        BigDecimal atPartner = BigDecimal.ZERO;
        BigDecimal overdue = BigDecimal.ZERO;
        BigDecimal over = BigDecimal.ZERO;
        int open = 0;
        Instant last = null;
        for (SentLot lot : lots) {
            out = out.add(lot.out());
            back = back.add(lot.back());
            lost = lost.add(lot.lost());
            missing = missing.add(lot.missing());
            atPartner = atPartner.add(lot.atPartner());
            overdue = overdue.add(lot.overdue());
            over = over.add(lot.over());
            open += lot.state() == SentLot.State.SETTLED ? 0 : 1;
            last = last == null || lot.sentAt().isAfter(last) ? lot.sentAt() : last;
        }
        return new Balance(
                principal, partner, unit, lots.size(), open, out, back, lost, missing, atPartner, overdue, over, last);
    }
}
