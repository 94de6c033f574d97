package org.raceway.people.limits;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The budgets of people, as long as they hold something back. */
final class AccountBudgets {
    static final int CAPACITY = 50_000;
    private static final long SWEEP_NANOS = 1_000_000_000L;

    private final Budget.Limits limits;
    private final ConcurrentHashMap<UUID, Budget> budgets = new ConcurrentHashMap<>();
    private final AtomicLong sweptAt = new AtomicLong(System.nanoTime() - SWEEP_NANOS);

    AccountBudgets(Budget.Limits limits) {
        this.limits = limits;
    }

    Budget of(UUID account, long nowNanos) {
        Budget known = budgets.get(account);
        if (known != null) {
            return known;
        }
        if (budgets.size() >= CAPACITY) {
            makeRoom(nowNanos);
        }
        return budgets.computeIfAbsent(account, key -> new Budget(limits));
    }

    int size() {
        return budgets.size();
    }

    /** Full buckets remember nothing. If all are in use, everybody starts anew: at worst a second minute's worth each. */
    private void makeRoom(long nowNanos) {
        long last = sweptAt.get();
        if (nowNanos - last >= SWEEP_NANOS && sweptAt.compareAndSet(last, nowNanos)) {
            budgets.values().removeIf(budget -> budget.isFull(nowNanos));
        }
        if (budgets.size() >= CAPACITY) {
            budgets.clear();
        }
    }
}
