package org.raceway.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Isolation;
import org.raceway.access.Permission;
import org.raceway.certificates.CertificateForm;
import org.raceway.certificates.Certificates;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Principals;
import org.raceway.platform.ProblemException;
import org.raceway.traceability.Heats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The simulated mills' certificates, entered by the door that every mill takes: one a heat, with what the melt recorded. */
@Component
class SandboxCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxCertificates.class);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Certificates certificates;
    private final Heats heats;
    private final Enterprises enterprises;
    private final Principals principals;
    private final Isolation isolation;
    private final Clock clock;

    SandboxCertificates(
            Certificates certificates,
            Heats heats,
            Enterprises enterprises,
            Principals principals,
            Isolation isolation,
            Clock clock) {
        this.certificates = certificates;
        this.heats = heats;
        this.enterprises = enterprises;
        this.principals = principals;
        this.isolation = isolation;
        this.clock = clock;
    }

    /** Enters those that are not there yet. */
    void make() {
        UUID account = principals
                .ofLogin("mill")
                .map(mill -> mill.caller().accountId())
                .orElse(new UUID(0, 0));
        for (Enterprise mill : enterprises.all()) {
            if (mill.sandbox() && mill.kind() == EnterpriseKind.STEEL_MILL) {
                Caller caller =
                        new Caller(account, mill.id(), null, Set.of(Permission.CERTIFICATES_ADD), DataScope.ENTERPRISE);
                isolation.as(mill.id(), () -> {
                    make(mill, caller);
                    return null;
                });
            }
        }
    }

    private void make(Enterprise mill, Caller caller) {
        for (Heats.Heat heat : heats.melted(mill.id(), Instant.EPOCH, clock.instant())) {
            if (heat.kilograms() == null || heat.composition().isEmpty()) {
                continue;
            }
            Map<String, String> composition = new TreeMap<>();
            heat.composition().forEach((element, share) -> composition.put(element, share.toPlainString()));
            try {
                certificates.enter(
                        new CertificateForm(
                                "ZB-" + heat.number(),
                                "3.1",
                                mill.name(),
                                Objects.requireNonNullElse(heat.grade(), "GCr15"),
                                "GB/T 18254-2016",
                                heat.id(),
                                heat.kilograms().toPlainString(),
                                "热轧圆钢",
                                LocalDate.ofInstant(heat.melted(), ZONE)
                                        .plusDays(1)
                                        .toString(),
                                composition),
                        caller);
            } catch (ProblemException e) {
                LOG.warn("Heat {} of the sandbox has no certificate: {}", heat.number(), e.getMessage());
            }
        }
    }
}
