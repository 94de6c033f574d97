package org.raceway.people;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts the changes to what an account may do and to how it signs in, so that whoever remembers something of an account can tell by
 * comparing two numbers that it is out of date. Counts in this process only; what other processes change is noticed when it
 * is read again.
 */
@Component
public final class AccountChanges {
    /** Accounts whose changes are counted one by one; past it, one more change to everybody starts the list anew. */
    static final int COUNTED = 10_000;

    private final ConcurrentHashMap<UUID, Long> counts = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();
    private volatile long everybody;

    /** Something about this account has changed, or will have when the transaction under way is committed. */
    public void changed(UUID account) {
        whenCommitted(() -> count(account));
    }

    /** Something about many accounts has changed, or will have when the transaction under way is committed. */
    public void changedForEverybody() {
        whenCommitted(() -> everybody = next.incrementAndGet());
    }

    /** A number that is another one after each change. Read it before the account. */
    public long epoch(UUID account) {
        return Math.max(everybody, counts.getOrDefault(account, 0L));
    }

    private void count(UUID account) {
        if (counts.size() >= COUNTED) {
            everybody = next.incrementAndGet();
            counts.clear();
        }
        counts.put(account, next.incrementAndGet());
    }

    private static void whenCommitted(Runnable change) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    change.run();
                }
            });
        } else {
            change.run();
        }
    }
}
