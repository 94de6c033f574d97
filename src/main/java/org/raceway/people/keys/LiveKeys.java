package org.raceway.people.keys;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.raceway.people.limits.Budget;
import org.raceway.people.limits.LimitSettings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keys that were used lately. In between two looks into the database a check costs a look into a map and a digest. What this process
 * changes holds at once; what another one does, after {@link #LIFETIME}.
 */
@Component
class LiveKeys {
    static final Duration LIFETIME = Duration.ofSeconds(20);
    static final int CAPACITY = 20_000;

    private final StoredKeys stored;
    private final LimitSettings limits;
    private final ConcurrentHashMap<String, LiveKey> live = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private volatile BiConsumer<MachineKey, KeyUse> leaving = (key, use) -> {};

    LiveKeys(StoredKeys stored, LimitSettings limits) {
        this.stored = stored;
        this.limits = limits;
    }

    /** The key with this id if it is known already, whether or not that is out of date. */
    boolean isKnown(String publicId) {
        return live.containsKey(publicId);
    }

    /** The key with this id as it is now, or was at most {@link #LIFETIME} ago; whether or not it has ended. */
    Optional<LiveKey> find(String publicId) {
        LiveKey known = live.get(publicId);
        long now = System.nanoTime();
        if (known != null && isFresh(known, now)) {
            return Optional.of(known);
        }
        return known == null ? readNew(publicId) : readAgain(publicId, known);
    }

    /** Forgets what is known of the key, when the transaction under way is committed. */
    void changed(String publicId) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    doubt(publicId);
                }
            });
        } else {
            doubt(publicId);
        }
    }

    /** Calls with every key that was used, and what has come together. */
    void eachUsed(BiConsumer<MachineKey, KeyUse> action) {
        live.values().stream()
                .filter(key -> !key.use().isEmpty())
                .forEach(key -> action.accept(key.known().key(), key.use()));
    }

    /** Calls with a key that is about to be forgotten. */
    void whenLeaving(BiConsumer<MachineKey, KeyUse> action) {
        leaving = action;
    }

    int size() {
        return live.size();
    }

    private static boolean isFresh(LiveKey key, long now) {
        return key.known().untilNanos() != Long.MIN_VALUE && key.known().untilNanos() - now > 0;
    }

    private void doubt(String publicId) {
        changes.incrementAndGet();
        LiveKey known = live.get(publicId);
        if (known != null) {
            known.doubt();
        }
    }

    private Optional<LiveKey> readNew(String publicId) {
        long before = changes.get();
        Optional<MachineKey> read = stored.presented(publicId);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        MachineKey key = read.get();
        Budget budget = new Budget(limits.key(key.limit(limits.keyRequests())));
        makeRoom();
        LiveKey mine = new LiveKey(known(key, budget, before), budget);
        LiveKey theirs = live.putIfAbsent(publicId, mine);
        if (changes.get() != before) {
            doubt(publicId);
        }
        return Optional.of(theirs == null ? mine : theirs);
    }

    /** One at a time: the others wait for the answer instead of asking the same. */
    private Optional<LiveKey> readAgain(String publicId, LiveKey key) {
        synchronized (key) {
            if (isFresh(key, System.nanoTime())) {
                return Optional.of(key);
            }
            long before = changes.get();
            MachineKey read = stored.presented(publicId).orElse(null);
            if (read == null) {
                live.remove(publicId, key);
                return Optional.empty();
            }
            key.budget().limitTo(limits.key(read.limit(limits.keyRequests())));
            key.know(known(read, key.budget(), before));
            return Optional.of(key);
        }
    }

    /** What was read while something changed may be from before the change, and is asked again next time. */
    private LiveKey.Known known(MachineKey key, Budget budget, long changesBefore) {
        long until = changes.get() == changesBefore ? System.nanoTime() + LIFETIME.toNanos() : Long.MIN_VALUE;
        return new LiveKey.Known(key, LiveKey.authentication(key, budget, null), until);
    }

    private void makeRoom() {
        if (live.size() < CAPACITY) {
            return;
        }
        long now = System.nanoTime();
        live.values().removeIf(key -> !isFresh(key, now) && key.use().isEmpty());
        Iterator<LiveKey> any = live.values().iterator();
        while (live.size() >= CAPACITY && any.hasNext()) {
            LiveKey key = any.next();
            any.remove();
            leaving.accept(key.known().key(), key.use());
        }
    }
}
