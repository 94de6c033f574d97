package org.raceway.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.SignedIn;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Personal data for machines: the register, one's own data, and erasure. */
@RestController
@RequestMapping("/api/v1/privacy")
class PrivacyApi {
    private final PersonalDataRegister register;
    private final Erasures erasures;
    private final AuditTrail trail;
    private final Clock clock;

    PrivacyApi(PersonalDataRegister register, Erasures erasures, AuditTrail trail, Clock clock) {
        this.register = register;
        this.erasures = erasures;
        this.trail = trail;
        this.clock = clock;
    }

    @GetMapping("/register")
    @Requires(Permission.PRIVACY_READ)
    List<PersonalColumn> register() {
        return register.columns();
    }

    /** Everything that is held on the caller, as a file. */
    @GetMapping("/me")
    @SignedIn
    ResponseEntity<MyData> mine(Caller caller) {
        List<PersonalData.Held> held = erasures.held(caller.accountId());
        trail.record(AuditEntry.done("privacy.download", "account", caller.accountId())
                .with("values", held.size()));
        return ResponseEntity.ok()
                .header("Content-Disposition", "attachment; filename=\"personal-data.json\"")
                .header("Cache-Control", "no-store")
                .body(new MyData(caller.accountId(), clock.instant(), held));
    }

    /** Asks for the erasure of the caller's data. */
    @PostMapping("/me/erasure")
    @SignedIn
    ResponseEntity<ErasureRequest> request(Caller caller) {
        UUID id = erasures.request(caller.accountId(), caller.accountId());
        return ResponseEntity.accepted().body(erasures.require(id));
    }

    @GetMapping("/erasures")
    @Requires(Permission.PRIVACY_ERASE)
    List<ErasureRequest> list() {
        return erasures.list();
    }

    /** What would be erased, what kept, and why. */
    @GetMapping("/erasures/{id}")
    @Requires(Permission.PRIVACY_ERASE)
    Preview preview(@PathVariable UUID id) {
        ErasureRequest request = erasures.require(id);
        trail.record(AuditEntry.done("privacy.preview-erasure", "account", request.account()));
        return new Preview(request, erasures.holdings(request.account()));
    }

    @PostMapping("/erasures/{id}/erase")
    @Requires(Permission.PRIVACY_ERASE)
    ErasureRequest erase(@PathVariable UUID id, Caller caller) {
        erasures.erase(id, caller.accountId());
        return erasures.require(id);
    }

    @PostMapping("/erasures/{id}/refuse")
    @Requires(Permission.PRIVACY_ERASE)
    ErasureRequest refuse(@PathVariable UUID id, @RequestBody Refusal refusal, Caller caller) {
        erasures.refuse(id, caller.accountId(), refusal.reason() == null ? "" : refusal.reason());
        return erasures.require(id);
    }

    /** One's own data. */
    record MyData(UUID account, Instant at, List<PersonalData.Held> held) {}

    /** A request with what it is about. */
    record Preview(ErasureRequest request, List<Erasures.Holding> holdings) {}

    /** Why a request is refused. */
    record Refusal(@Nullable String reason) {}
}
