package org.raceway.subcontracting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.subcontracting.SentLot.How;
import org.raceway.subcontracting.SentLot.Movement;
import org.raceway.subcontracting.SentLot.State;
import org.raceway.traceability.Transfers.Goods;
import org.raceway.traceability.Transfers.Making;
import org.raceway.traceability.Transfers.Transfer;

/** Assigns what came back to what went out, between one principal and one partner. Plain arithmetic. */
final class Reckoning {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** How long before a period goods may have gone out that came back in it. */
    static final Duration BEFORE = Duration.ofDays(180);

    /** Steps that one partner does to a lot one after the other before it comes back, at most. */
    static final int DEEPEST = 4;

    private static final int DECIMALS = 3;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final MathContext EXACT = MathContext.DECIMAL128;
    private static final BigDecimal LEAST = new BigDecimal("0.0005");

    private final UUID principal;
    private final UUID partner;
    private final Map<String, List<Making>> makings;
    private final Collection<Term> terms;
    private final LocalDate today;
    private final Map<Key, Account> accounts = new LinkedHashMap<>();
    /** The units in which a lot went out. */
    private final Map<String, List<Account>> byId = new HashMap<>();

    private record Key(String id, @Nullable String unit) {}

    /** What of a lot came back with something that was made of it, and what was lost on the way. */
    private record Share(
            Account lot,
            BigDecimal back,
            BigDecimal lost,
            @Nullable String step) {}

    private static final class Account {
        final String id;
        final @Nullable String unit;
        final Instant sentAt;
        final Set<String> orders = new HashSet<>();
        final List<Movement> movements = new ArrayList<>();
        BigDecimal out = BigDecimal.ZERO;
        BigDecimal back = BigDecimal.ZERO;
        BigDecimal recordedLoss = BigDecimal.ZERO;

        @Nullable
        String step;

        @Nullable
        Instant lastBackAt;

        boolean assumed;
        boolean unmeasured;

        Account(String id, @Nullable String unit, Instant sentAt) {
            this.id = id;
            this.unit = unit;
            this.sentAt = sentAt;
        }

        BigDecimal open() {
            return out.subtract(back).subtract(recordedLoss).max(BigDecimal.ZERO);
        }

        void comesBack(Transfer in, Goods goods, How how, BigDecimal counted) {
            back = back.add(counted);
            lastBackAt = in.time();
            movements.add(new Movement(
                    in.event(), in.time(), how, goods.id(), goods.quantity(), goods.unit(), round(counted)));
        }
    }

    private Reckoning(
            UUID principal, UUID partner, Map<String, List<Making>> makings, Collection<Term> terms, LocalDate today) {
        this.principal = principal;
        this.partner = partner;
        this.makings = makings;
        this.terms = terms;
        this.today = today;
    }

    /**
     * The lots that went out, in the order in which they went.
     *
     * @param transfers the principal's own record, both ways, oldest first
     * @param makings how what came back was made, and that of which it was made
     */
    static List<SentLot> of(
            UUID principal,
            UUID partner,
            List<Transfer> transfers,
            Map<String, List<Making>> makings,
            Collection<Term> terms,
            LocalDate today) {
        Reckoning reckoning = new Reckoning(principal, partner, makings, terms, today);
        for (Transfer transfer : transfers) {
            if (transfer.step().equals(Subcontracts.OUT)) {
                reckoning.out(transfer);
            }
        }
        for (Transfer transfer : transfers) {
            if (transfer.step().equals(Subcontracts.IN)) {
                transfer.goods().forEach(goods -> reckoning.in(transfer, goods));
            }
        }
        return reckoning.accounts.values().stream().map(reckoning::lot).toList();
    }

    private Account account(String id, @Nullable String unit, Instant time) {
        return accounts.computeIfAbsent(new Key(id, unit), key -> {
            Account account = new Account(id, unit, time);
            byId.computeIfAbsent(id, any -> new ArrayList<>()).add(account);
            return account;
        });
    }

    private void out(Transfer transfer) {
        for (Goods goods : transfer.goods()) {
            Account account = account(goods.id(), goods.unit(), transfer.time());
            BigDecimal quantity = Objects.requireNonNullElse(goods.quantity(), BigDecimal.ZERO);
            account.unmeasured |= goods.quantity() == null;
            account.out = account.out.add(quantity);
            account.orders.addAll(transfer.orders());
            account.movements.add(new Movement(
                    transfer.event(),
                    transfer.time(),
                    How.SENT,
                    goods.id(),
                    goods.quantity(),
                    goods.unit(),
                    round(quantity)));
        }
    }

    private void in(Transfer transfer, Goods goods) {
        BigDecimal quantity = goods.quantity();
        Account same = accounts.get(new Key(goods.id(), goods.unit()));
        if (same != null) {
            same.unmeasured |= quantity == null;
            same.comesBack(transfer, goods, How.SAME_LOT, Objects.requireNonNullElse(quantity, BigDecimal.ZERO));
            return;
        }
        if (quantity == null) {
            Account account = account(goods.id(), goods.unit(), transfer.time());
            account.unmeasured = true;
            account.comesBack(transfer, goods, How.NONE, BigDecimal.ZERO);
            return;
        }
        List<Share> shares = madeOf(goods.id(), quantity, goods.unit(), 0);
        if (!shares.isEmpty()) {
            for (Share share : shares) {
                share.lot().comesBack(transfer, goods, How.MADE_OF, share.back());
                share.lot().recordedLoss = share.lot().recordedLoss.add(share.lost());
                share.lot().step = share.step();
            }
            return;
        }
        BigDecimal left = settle(transfer, goods, quantity, How.ORDER);
        left = settle(transfer, goods, left, How.OLDEST);
        if (left.signum() > 0) {
            account(goods.id(), goods.unit(), transfer.time()).comesBack(transfer, goods, How.NONE, left);
        }
    }

    /** Counts it for what is open, the oldest first; what is left over. */
    private BigDecimal settle(Transfer transfer, Goods goods, BigDecimal quantity, How how) {
        BigDecimal left = quantity;
        for (Account account : accounts.values()) {
            if (left.signum() <= 0) {
                break;
            }
            boolean concerned = Objects.equals(account.unit, goods.unit())
                    && account.out.signum() > 0
                    && !account.sentAt.isAfter(transfer.time())
                    && (how == How.OLDEST || transfer.orders().stream().anyMatch(account.orders::contains));
            BigDecimal counted = concerned ? account.open().min(left) : BigDecimal.ZERO;
            if (counted.signum() > 0) {
                account.comesBack(transfer, goods, how, counted);
                account.assumed |= how == How.OLDEST;
                left = left.subtract(counted);
            }
        }
        return left;
    }

    /** Which of the lots that went out this amount was made of. */
    private List<Share> madeOf(String id, BigDecimal quantity, @Nullable String unit, int depth) {
        if (depth >= DEEPEST) {
            return List.of();
        }
        List<Share> shares = new ArrayList<>();
        List<Making> all = makings.getOrDefault(id, List.of()).stream()
                .filter(making -> Objects.equals(making.unit(), unit))
                .toList();
        BigDecimal made = all.stream().map(Making::made).reduce(BigDecimal.ZERO, BigDecimal::add);
        for (Making making : all) {
            BigDecimal returned = quantity.multiply(making.made()).divide(made, EXACT);
            shares.addAll(shares(making, returned, depth));
        }
        return shares;
    }

    private List<Share> shares(Making making, BigDecimal returned, int depth) {
        record Used(Goods goods, BigDecimal quantity, List<Share> of) {}
        BigDecimal part = returned.divide(making.made(), EXACT);
        List<Used> used = new ArrayList<>();
        Set<String> products = new HashSet<>();
        BigDecimal total = BigDecimal.ZERO;
        boolean sameUnit = true;
        for (Goods input : making.inputs()) {
            BigDecimal quantity = input.quantity();
            if (quantity == null || quantity.signum() <= 0) {
                continue;
            }
            BigDecimal taken = quantity.multiply(part, EXACT);
            Account sent = accounts.get(new Key(input.id(), input.unit()));
            List<Share> of = sent != null && sent.out.signum() > 0
                    ? List.of(new Share(sent, taken, BigDecimal.ZERO, making.step()))
                    : making.owner().equals(partner) ? madeOf(input.id(), taken, input.unit(), depth + 1) : List.of();
            if (!of.isEmpty()) {
                used.add(new Used(input, taken, of));
                products.add(Objects.requireNonNullElse(product(input.id()), input.id()));
                total = total.add(taken);
                sameUnit &= Objects.equals(input.unit(), making.unit());
            }
        }
        List<Share> shares = new ArrayList<>();
        // Parts that are put together become one piece of several: nothing is lost by that.
        boolean comparable = sameUnit && products.size() == 1 && total.signum() > 0;
        BigDecimal kept = comparable ? returned.divide(total, EXACT) : BigDecimal.ONE;
        for (Used each : used) {
            for (Share share : each.of()) {
                BigDecimal back = share.back().multiply(kept, EXACT);
                BigDecimal lost = share.lost().add(share.back().subtract(back));
                shares.add(new Share(share.lot(), back, lost.max(BigDecimal.ZERO), making.step()));
            }
        }
        return shares;
    }

    private SentLot lot(Account account) {
        String product = product(account.id);
        Term term = Term.of(terms, partner, product, account.step).orElse(null);
        BigDecimal percent = term == null ? BigDecimal.ZERO : term.allowancePercent();
        LocalDate due = term == null || term.days() == null
                ? null
                : account.sentAt.atZone(ZONE).toLocalDate().plusDays(term.days());
        BigDecimal difference = account.out.subtract(account.back);
        BigDecimal allowed = account.out.multiply(percent).divide(HUNDRED, EXACT);
        BigDecimal over = difference.negate().max(BigDecimal.ZERO);
        BigDecimal remaining = difference.max(BigDecimal.ZERO);
        BigDecimal recorded = account.recordedLoss.min(remaining);
        BigDecimal lost = recorded.min(allowed);
        BigDecimal missing = recorded.subtract(lost);
        BigDecimal atPartner = remaining.subtract(recorded);
        if (account.back.signum() > 0 && atPartner.signum() > 0 && atPartner.compareTo(allowed.subtract(lost)) <= 0) {
            // What was agreed to be lost is not waited for.
            lost = lost.add(atPartner);
            atPartner = BigDecimal.ZERO;
        }
        BigDecimal overdue = due != null && today.isAfter(due) ? atPartner : BigDecimal.ZERO;
        return new SentLot(
                principal,
                partner,
                account.id,
                product,
                account.step,
                account.sentAt,
                account.lastBackAt,
                account.unit,
                round(account.out),
                round(account.back),
                round(lost),
                round(missing),
                round(atPartner),
                round(overdue),
                round(over),
                percent,
                due,
                account.assumed,
                account.unmeasured,
                state(account, missing, atPartner, overdue, over),
                account.movements);
    }

    private static State state(
            Account account, BigDecimal missing, BigDecimal atPartner, BigDecimal overdue, BigDecimal over) {
        if (isSome(overdue)) {
            return State.OVERDUE;
        }
        if (isSome(missing)) {
            return State.MISSING;
        }
        if (isSome(over)) {
            return State.OVER;
        }
        if (account.unmeasured) {
            return State.UNMEASURED;
        }
        return isSome(atPartner) ? State.AT_PARTNER : State.SETTLED;
    }

    private static boolean isSome(BigDecimal quantity) {
        return quantity.compareTo(LEAST) >= 0;
    }

    private static BigDecimal round(BigDecimal quantity) {
        BigDecimal rounded = quantity.setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    /** GTIN-14 of a trade item, its lots and units. */
    static @Nullable String product(String id) {
        int start = id.indexOf("/01/");
        return start < 0 || id.length() < start + 18 ? null : id.substring(start + 4, start + 18);
    }
}
