package org.raceway.people.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.people.limits.LimitSettings;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes, rotates and ends keys, for who may. */
@Service
class KeyRegister {
    static final int MOST_LIVE = 200;
    static final int LONGEST_NAME = 80;
    static final int MOST_DAYS = 366;
    static final int DEFAULT_DAYS = 90;
    static final int MOST_ADDRESSES = 20;
    static final int MOST_OVERLAP_HOURS = 24 * 30;
    static final int HIGHEST_LIMIT = 10_000_000;

    private final StoredKeys keys;
    private final LiveKeys live;
    private final PublicKeys publicKeys;
    private final AuditTrail trail;
    private final LimitSettings limits;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final TransactionTemplate transactions;

    KeyRegister(
            StoredKeys keys,
            LiveKeys live,
            PublicKeys publicKeys,
            AuditTrail trail,
            LimitSettings limits,
            TimeOrderedIds ids,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.keys = keys;
        this.live = live;
        this.publicKeys = publicKeys;
        this.trail = trail;
        this.limits = limits;
        this.ids = ids;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * A key with its secret, which is known at this moment only.
     *
     * @param secret absent for a client that signs, and where the same form was sent twice
     */
    record Made(MachineKey key, @Nullable String secret) {}

    /**
     * Makes a key of the caller's enterprise.
     *
     * @throws ProblemException if something of it can't be, or the caller does not hold what the key should
     */
    Made make(Caller caller, NewKey wanted) {
        UUID enterprise = caller.enterprise();
        if (enterprise == null) {
            throw new ProblemException(KeyProblem.NO_ENTERPRISE);
        }
        Instant now = clock.instant();
        String name = wanted.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(KeyProblem.BAD_NAME, LONGEST_NAME);
        }
        EnumSet<Permission> permissions = permissions(caller, enterprise, wanted.permissions());
        if (wanted.days() < 1 || wanted.days() > MOST_DAYS) {
            throw new ProblemException(KeyProblem.BAD_EXPIRY, MOST_DAYS);
        }
        String publicId = KeyText.newId();
        boolean signs = wanted.kind() == KeyKind.SIGNING_CLIENT;
        KeyText secret = signs ? null : KeyText.withNewSecret(wanted.kind(), publicId);
        MachineKey key = new MachineKey(
                wanted.id() == null ? ids.next() : wanted.id(),
                wanted.kind(),
                publicId,
                enterprise,
                name,
                permissions,
                addresses(wanted.addresses()),
                secret == null ? null : secret.hash(),
                now,
                null,
                null,
                signs ? publicKeys.checked(wanted.publicKeys()) : null,
                null,
                null,
                caller.accountId(),
                now,
                now.plus(Duration.ofDays(wanted.days())),
                null);
        boolean made = Boolean.TRUE.equals(transactions.execute(status -> {
            if (keys.live(enterprise, now) >= MOST_LIVE) {
                throw new ProblemException(KeyProblem.TOO_MANY, MOST_LIVE);
            }
            if (!keys.insert(key)) {
                return false;
            }
            trail.record(about("people.key-made", key)
                    .with("name", name)
                    .with("kind", key.kind().name())
                    .with("permissions", codes(permissions))
                    .with(
                            "addresses",
                            key.addresses().isEmpty()
                                    ? null
                                    : key.addresses().stream()
                                            .map(AddressRange::toString)
                                            .collect(Collectors.joining(", ")))
                    .with("until", key.expiresAt()));
            return true;
        }));
        return made
                ? new Made(key, secret == null ? null : secret.written())
                : new Made(require(caller, key.id()), null);
    }

    /**
     * Gives a key another secret; the old one holds for so many hours more.
     *
     * @param madeAt when the secret to replace was made: a form that is sent twice rotates once; absent for whenever
     * @throws ProblemException if it has none or has ended
     */
    Made rotate(Caller caller, UUID id, int overlapHours, @Nullable Instant madeAt) {
        if (overlapHours < 0 || overlapHours > MOST_OVERLAP_HOURS) {
            throw new ProblemException(KeyProblem.BAD_OVERLAP, MOST_OVERLAP_HOURS);
        }
        Instant now = clock.instant();
        return inTransaction(() -> {
            MachineKey key = keys.lock(caller, id).orElseThrow(() -> new ProblemException(KeyProblem.NO_SUCH_KEY));
            if (!key.isLive(now)) {
                throw new ProblemException(KeyProblem.ENDED);
            }
            if (key.kind() == KeyKind.SIGNING_CLIENT) {
                throw new ProblemException(KeyProblem.NO_SECRET);
            }
            if (madeAt != null && !madeAt.equals(key.secretMadeAt())) {
                return new Made(key, null);
            }
            KeyText secret = KeyText.withNewSecret(key.kind(), key.publicId());
            Instant until = now.plus(Duration.ofHours(overlapHours));
            keys.rotate(id, secret.hash(), now, key.secretHash(), until);
            trail.record(
                    about("people.key-rotated", key).with("name", key.name()).with("until", until));
            live.changed(key.publicId());
            return new Made(keys.find(caller, id).orElse(key), secret.written());
        });
    }

    /**
     * Ends a key at once. One that has ended stays so.
     *
     * @throws ProblemException if there is none
     */
    MachineKey revoke(Caller caller, UUID id) {
        Instant now = clock.instant();
        return inTransaction(() -> {
            MachineKey key = keys.lock(caller, id).orElseThrow(() -> new ProblemException(KeyProblem.NO_SUCH_KEY));
            if (key.revokedAt() == null) {
                keys.revoke(id, caller.accountId(), now);
                trail.record(about("people.key-revoked", key).with("name", key.name()));
                live.changed(key.publicId());
            }
            return keys.find(caller, id).orElse(key);
        });
    }

    /**
     * Sets how many requests a minute a key may send: its enterprise goes down from the ceiling, the operator moves the ceiling.
     *
     * @param requests absent for as many as the ceiling, or the setting, allows
     * @throws ProblemException if its enterprise wants more than the ceiling
     */
    MachineKey limit(Caller caller, UUID id, @Nullable Integer requests) {
        if (requests != null && (requests < 1 || requests > HIGHEST_LIMIT)) {
            throw new ProblemException(KeyProblem.BAD_LIMIT, HIGHEST_LIMIT);
        }
        return inTransaction(() -> {
            MachineKey key = keys.lock(caller, id).orElseThrow(() -> new ProblemException(KeyProblem.NO_SUCH_KEY));
            if (caller.seesCluster()) {
                keys.ceiling(id, requests);
            } else {
                int ceiling = key.ceiling(limits.keyRequests());
                if (requests != null && requests > ceiling) {
                    throw new ProblemException(KeyProblem.ABOVE_CEILING, ceiling);
                }
                keys.limit(id, requests);
            }
            trail.record(about(caller.seesCluster() ? "people.key-ceiling-set" : "people.key-limit-set", key)
                    .with("name", key.name())
                    .with("requestsPerMinute", requests == null ? "-" : requests));
            live.changed(key.publicId());
            return keys.find(caller, id).orElse(key);
        });
    }

    /**
     * A key that the caller may see.
     *
     * @throws ProblemException if there is none
     */
    MachineKey require(Caller caller, UUID id) {
        return keys.find(caller, id).orElseThrow(() -> new ProblemException(KeyProblem.NO_SUCH_KEY));
    }

    private EnumSet<Permission> permissions(Caller caller, UUID enterprise, Collection<String> codes) {
        EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (String code : codes) {
            Permission permission = known(code)
                    .filter(MachinePermissions::has)
                    .orElseThrow(() -> refused(enterprise, new ProblemException(KeyProblem.NOT_FOR_MACHINES, code)));
            if (!MachinePermissions.holds(caller, permission)) {
                throw refused(enterprise, new ProblemException(KeyProblem.NOT_HELD, code));
            }
            permissions.add(permission);
        }
        if (permissions.isEmpty()) {
            throw new ProblemException(KeyProblem.NO_PERMISSION);
        }
        return permissions;
    }

    /** Somebody wants a machine to hold more than they may give: that is worth a line in the trail. */
    private ProblemException refused(UUID enterprise, ProblemException problem) {
        trail.record(AuditEntry.refused("people.key-made", "access-key", null)
                .about(enterprise)
                .with("reason", problem.problem().code())
                .with("permission", String.valueOf(problem.arguments()[0])));
        return problem;
    }

    private static Optional<Permission> known(String code) {
        try {
            return Optional.of(Permission.of(code));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<AddressRange> addresses(List<String> written) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String line : written) {
            String text = line.strip();
            if (text.isEmpty()) {
                continue;
            }
            try {
                ranges.add(AddressRange.parse(text));
            } catch (IllegalArgumentException e) {
                throw new ProblemException(e, KeyProblem.BAD_ADDRESS, text, MOST_ADDRESSES);
            }
            if (ranges.size() > MOST_ADDRESSES) {
                throw new ProblemException(KeyProblem.BAD_ADDRESS, text, MOST_ADDRESSES);
            }
        }
        return ranges;
    }

    private static String codes(Collection<Permission> permissions) {
        return permissions.stream().map(Permission::code).collect(Collectors.joining(", "));
    }

    private static AuditEntry about(String action, MachineKey key) {
        return AuditEntry.done(action, "access-key", key.id()).about(key.enterprise());
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        T result = transactions.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("the work gives a result");
        }
        return result;
    }
}
