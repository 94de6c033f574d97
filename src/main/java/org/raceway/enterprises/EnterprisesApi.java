package org.raceway.enterprises;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.SignedIn;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The registry for machines. Who is in the cluster is public among its members; admitting is the operator's. */
@RestController
@SignedIn
@RequestMapping("/api/v1/enterprises")
class EnterprisesApi {
    private static final int LARGEST_PAGE = 1_000;

    private final Enterprises enterprises;
    private final TimeOrderedIds ids;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    EnterprisesApi(
            Enterprises enterprises, TimeOrderedIds ids, AuditTrail trail, PlatformTransactionManager transactions) {
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.enterprises = enterprises;
        this.ids = ids;
    }

    @GetMapping
    List<Enterprise> list(@RequestParam(defaultValue = "0") int offset, @RequestParam(defaultValue = "100") int limit) {
        return enterprises.page(Math.max(0, offset), Math.clamp(limit, 1, LARGEST_PAGE));
    }

    @GetMapping("/{id}")
    ResponseEntity<Enterprise> one(@PathVariable UUID id) {
        return ResponseEntity.of(enterprises.byId(id));
    }

    @PostMapping
    @Requires(Permission.ENTERPRISES_ADMIT)
    ResponseEntity<Enterprise> register(@RequestBody Registration registration) {
        UUID id = ids.next();
        Enterprise registered;
        try {
            registered = recorded(new Enterprise(
                    id,
                    registration.uscc(),
                    registration.gln(),
                    registration.gs1Prefix(),
                    registration.kind(),
                    registration.name(),
                    registration.englishName(),
                    registration.county(),
                    registration.latitude(),
                    registration.longitude(),
                    false));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(e, EnterpriseProblem.INVALID_ENTERPRISE, e.getMessage());
        }
        return registered.id().equals(id)
                ? ResponseEntity.created(URI.create("/api/v1/enterprises/" + id))
                        .body(registered)
                : ResponseEntity.ok(registered);
    }

    private Enterprise recorded(Enterprise enterprise) {
        return transaction.execute(status -> {
            Enterprise registered = enterprises.register(enterprise);
            if (registered.id().equals(enterprise.id())) {
                trail.record(AuditEntry.done("enterprises.register", "enterprise", registered.id())
                        .about(registered.id())
                        .with("uscc", registered.uscc()));
            }
            return registered;
        });
    }

    /** An enterprise to admit. */
    record Registration(
            String uscc,
            @Nullable String gln,
            @Nullable String gs1Prefix,
            EnterpriseKind kind,
            String name,
            String englishName,
            String county,
            @Nullable Double latitude,
            @Nullable Double longitude) {
        Registration {
            require(uscc, "uscc");
            require(kind, "kind");
            require(name, "name");
            require(englishName, "englishName");
            require(county, "county");
        }

        private static void require(@Nullable Object value, String field) {
            if (value == null) {
                throw new IllegalArgumentException(field + " is missing");
            }
        }
    }
}
