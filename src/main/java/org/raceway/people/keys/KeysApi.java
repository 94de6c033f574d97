package org.raceway.people.keys;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.people.limits.LimitSettings;
import org.raceway.platform.ProblemException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** API keys and OAuth clients of the caller's enterprise, as far as its permission reaches; the operator sees those of all. Only people manage keys: no key can. */
@RestController
@Requires(Permission.KEYS_MANAGE)
@RequestMapping("/api/v1/keys")
class KeysApi {
    private static final int LARGEST_PAGE = 200;

    private final KeyRegister register;
    private final StoredKeys keys;
    private final LimitSettings limits;
    private final Clock clock;

    KeysApi(KeyRegister register, StoredKeys keys, LimitSettings limits, Clock clock) {
        this.register = register;
        this.keys = keys;
        this.limits = limits;
        this.clock = clock;
    }

    /** The newest first; {@code before} is the id of the last one of the page before. */
    @GetMapping
    List<View> list(
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(defaultValue = "100") int limit,
            Caller caller) {
        return keys.page(caller, before, Math.clamp(limit, 1, LARGEST_PAGE)).stream()
                .map(this::view)
                .toList();
    }

    @GetMapping("/{id}")
    View one(@PathVariable UUID id, Caller caller) {
        return view(register.require(caller, id));
    }

    /** Makes one. Its secret is in this answer and nowhere else. */
    @PostMapping
    ResponseEntity<View> make(@RequestBody Wish wish, Caller caller) {
        KeyRegister.Made made = register.make(caller, wish.key(clock.instant()));
        return ResponseEntity.created(URI.create("/api/v1/keys/" + made.key().id()))
                .body(view(made.key()).with(made.secret()));
    }

    /** Another secret beside the old one, which ends after so many hours; without any, at once. */
    @PostMapping("/{id}/rotate")
    View rotate(@PathVariable UUID id, @RequestBody(required = false) @Nullable Rotation rotation, Caller caller) {
        KeyRegister.Made made = register.rotate(
                caller, id, rotation == null ? 0 : Objects.requireNonNullElse(rotation.overlapHours(), 0), null);
        return view(made.key()).with(made.secret());
    }

    @PostMapping("/{id}/revoke")
    View revoke(@PathVariable UUID id, Caller caller) {
        return view(register.revoke(caller, id));
    }

    /** Requests a minute: down for the enterprise, either way for the operator; null for as many as allowed. */
    @PostMapping("/{id}/limit")
    View limit(@PathVariable UUID id, @RequestBody NewLimit limit, Caller caller) {
        return view(register.limit(caller, id, limit.requestsPerMinute()));
    }

    private View view(MachineKey key) {
        StoredKeys.LastUse use = keys.lastUse(key.id()).orElse(null);
        return new View(
                key.id(),
                key.kind(),
                key.shownId(),
                key.enterprise(),
                key.name(),
                key.permissions().stream().map(Permission::code).sorted().toList(),
                key.addresses().stream().map(AddressRange::toString).toList(),
                key.state(clock.instant()),
                key.createdAt(),
                key.createdBy(),
                key.expiresAt(),
                key.secretMadeAt(),
                key.previousUntil(),
                key.revokedAt(),
                key.limit(limits.keyRequests()),
                key.ceiling(limits.keyRequests()),
                use == null ? null : use.at(),
                use == null ? null : use.address(),
                null);
    }

    /**
     * A key to make.
     *
     * @param kind {@code API_KEY} unless said otherwise
     * @param days until it ends; or {@code expiresAt}; 90 without either
     */
    record Wish(
            @Nullable KeyKind kind,
            @Nullable String name,
            @Nullable List<String> permissions,
            @Nullable Integer days,
            @Nullable Instant expiresAt,
            @Nullable List<String> addresses,
            @Nullable String publicKeys) {

        NewKey key(Instant now) {
            int until;
            if (expiresAt != null) {
                Duration left = Duration.between(now, expiresAt);
                if (left.compareTo(Duration.ofDays(KeyRegister.MOST_DAYS)) > 0 || left.isNegative()) {
                    throw new ProblemException(KeyProblem.BAD_EXPIRY, KeyRegister.MOST_DAYS);
                }
                until = (int) Math.max(1, left.toDays());
            } else {
                until = days == null ? KeyRegister.DEFAULT_DAYS : days;
            }
            return new NewKey(
                    null,
                    kind == null ? KeyKind.API_KEY : kind,
                    name == null ? "" : name,
                    permissions == null ? List.of() : permissions,
                    until,
                    addresses == null ? List.of() : addresses,
                    publicKeys);
        }
    }

    /** How long the old secret holds beside the new one. */
    record Rotation(@Nullable Integer overlapHours) {}

    /** Requests a minute. */
    record NewLimit(@Nullable Integer requestsPerMinute) {}

    /**
     * A key.
     *
     * @param key what may be shown of it; a client's {@code client_id}
     * @param previousSecretUntil how long the secret before holds beside this one
     * @param secret the whole key, right after it was made
     */
    record View(
            UUID id,
            KeyKind kind,
            String key,
            UUID enterprise,
            String name,
            List<String> permissions,
            List<String> addresses,
            MachineKey.State state,
            Instant createdAt,
            UUID createdBy,
            Instant expiresAt,
            Instant secretMadeAt,
            @Nullable Instant previousSecretUntil,
            @Nullable Instant revokedAt,
            int requestsPerMinute,
            int mostRequestsPerMinute,
            @Nullable Instant lastUsedAt,
            @Nullable String lastAddress,
            @Nullable String secret) {

        View with(@Nullable String shown) {
            return new View(
                    id,
                    kind,
                    key,
                    enterprise,
                    name,
                    permissions,
                    addresses,
                    state,
                    createdAt,
                    createdBy,
                    expiresAt,
                    secretMadeAt,
                    previousSecretUntil,
                    revokedAt,
                    requestsPerMinute,
                    mostRequestsPerMinute,
                    lastUsedAt,
                    lastAddress,
                    shown);
        }

        /** Without the secret, so that no log line ever holds it. */
        @Override
        public String toString() {
            return "View[" + key + "]";
        }
    }
}
