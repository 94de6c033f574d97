package org.raceway.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who is signed in, as they are now. A session remembers who came in; what that person may do is read again when this process has changed
 * it, when a permission that was lent ends, and after {@link #LIFETIME} for what others have changed. In between, a request costs one
 * look into a map.
 */
@Component
class LiveAccounts {
    static final Duration LIFETIME = Duration.ofSeconds(30);
    static final int CAPACITY = 20_000;

    private final Principals principals;
    private final AccountChanges changes;
    private final Clock clock;
    private final ConcurrentHashMap<Key, Live> live = new ConcurrentHashMap<>();

    LiveAccounts(Principals principals, AccountChanges changes, Clock clock) {
        this.principals = principals;
        this.changes = changes;
        this.clock = clock;
    }

    /** The same person in the same membership as they are now; empty if either has ended or is suspended. */
    Optional<AccountPrincipal> now(AccountPrincipal remembered) {
        return now(remembered.caller().accountId(), remembered.membership());
    }

    /** The person in this membership; empty if either has ended or is suspended. */
    Optional<AccountPrincipal> now(UUID account, @Nullable UUID membership) {
        Key key = new Key(account, membership);
        Instant now = clock.instant();
        Live known = live.get(key);
        if (known != null && known.until().isAfter(now) && known.principal().epoch() == changes.epoch(account)) {
            return Optional.of(known.principal());
        }
        Optional<AccountPrincipal> read = principals.of(account, membership).filter(AccountPrincipal::isEnabled);
        if (read.isEmpty()) {
            live.remove(key);
        } else {
            makeRoom(now);
            Instant until = now.plus(LIFETIME);
            Instant ends = read.get().validUntil();
            live.put(key, new Live(read.get(), ends != null && ends.isBefore(until) ? ends : until));
        }
        return read;
    }

    private void makeRoom(Instant now) {
        if (live.size() >= CAPACITY) {
            live.values().removeIf(entry -> !entry.until().isAfter(now));
            if (live.size() >= CAPACITY) {
                live.clear();
            }
        }
    }

    private record Key(UUID account, @Nullable UUID membership) {}

    private record Live(AccountPrincipal principal, Instant until) {}
}
