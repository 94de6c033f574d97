package org.raceway.enterprises;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that the registry knows of an enterprise in one row.
 *
 * @param kinds the principal one first
 * @param revenue in 万元
 * @param standingUntil the end of a suspension; absent for until further notice
 * @param mergedInto the record that this one resolves to
 */
record Profile(
        Enterprise enterprise,
        List<EnterpriseKind> kinds,
        @Nullable String industry,
        @Nullable Integer employees,
        @Nullable BigDecimal revenue,
        String address,
        Standing standing,
        String standingReason,
        @Nullable Instant standingUntil,
        @Nullable UUID mergedInto,
        Instant createdAt) {

    UUID id() {
        return enterprise.id();
    }

    Optional<Industry> industryClass() {
        return industry == null ? Optional.empty() : Industries.find(industry);
    }

    /** The size class; absent while something that it takes is unknown. */
    @Nullable
    EnterpriseScale scale() {
        return ScaleRule.classify(industryClass().orElse(null), employees, revenue);
    }

    /** The same facts as a form, to be changed. */
    EnterpriseForm form(List<EnterpriseForm.Contact> contacts, List<EnterpriseForm.Licence> licences) {
        return new EnterpriseForm(
                enterprise.name(),
                enterprise.englishName(),
                enterprise.uscc(),
                enterprise.gln() == null ? "" : enterprise.gln(),
                enterprise.gs1Prefix() == null ? "" : enterprise.gs1Prefix(),
                industry == null ? "" : industry,
                kinds.stream().map(EnterpriseKind::name).toList(),
                employees == null ? "" : employees.toString(),
                revenue == null ? "" : revenue.stripTrailingZeros().toPlainString(),
                enterprise.county(),
                address,
                contacts,
                licences);
    }
}
