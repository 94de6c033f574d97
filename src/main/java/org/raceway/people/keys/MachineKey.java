package org.raceway.people.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Permission;

/**
 * An API key or an OAuth client.
 *
 * @param addresses from which it may be used; empty for everywhere
 * @param secretHash absent for a client that signs
 * @param previousHash of the secret before, until {@code previousUntil}
 * @param publicKeys JWK set of a client that signs
 * @param requestsPerMinute as the enterprise has lowered it
 * @param ceilingPerMinute as the operator has set it
 */
record MachineKey(
        UUID id,
        KeyKind kind,
        String publicId,
        UUID enterprise,
        String name,
        Set<Permission> permissions,
        List<AddressRange> addresses,
        @Nullable SecretHash secretHash,
        Instant secretMadeAt,
        @Nullable SecretHash previousHash,
        @Nullable Instant previousUntil,
        @Nullable String publicKeys,
        @Nullable Integer requestsPerMinute,
        @Nullable Integer ceilingPerMinute,
        UUID createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {
    static final Duration SOON = Duration.ofDays(14);

    MachineKey {
        permissions = Set.copyOf(permissions);
        addresses = List.copyOf(addresses);
    }

    /** How it stands. */
    enum State {
        ACTIVE,
        /** Its end is near. */
        ENDING,
        /** An old secret holds beside the new one. */
        ROTATING,
        EXPIRED,
        REVOKED
    }

    State state(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        if (!now.isBefore(expiresAt)) {
            return State.EXPIRED;
        }
        if (previousUntil != null && now.isBefore(previousUntil)) {
            return State.ROTATING;
        }
        return now.isBefore(expiresAt.minus(SOON)) ? State.ACTIVE : State.ENDING;
    }

    boolean isLive(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    /** Whether this is the digest of a secret that holds. */
    boolean accepts(SecretHash hash, Instant now) {
        return secretHashes(now).stream().anyMatch(held -> held.matches(hash));
    }

    /** The digests of the secrets that hold. */
    List<SecretHash> secretHashes(Instant now) {
        if (secretHash == null) {
            return List.of();
        }
        return previousHash != null && previousUntil != null && now.isBefore(previousUntil)
                ? List.of(secretHash, previousHash)
                : List.of(secretHash);
    }

    boolean admits(String address) {
        return addresses.isEmpty() || addresses.stream().anyMatch(range -> range.contains(address));
    }

    /** What may be shown of it: {@code rwk_4fT9...}, which is also a client's {@code client_id}. */
    String shownId() {
        return kind.prefix() + "_" + publicId;
    }

    /** How many requests a minute it may send. */
    int limit(long setting) {
        int ceiling = ceiling(setting);
        return requestsPerMinute == null ? ceiling : Math.min(requestsPerMinute, ceiling);
    }

    /** How far its enterprise may go. */
    int ceiling(long setting) {
        return ceilingPerMinute == null ? Math.toIntExact(setting) : ceilingPerMinute;
    }
}
