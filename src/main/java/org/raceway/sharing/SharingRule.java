package org.raceway.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.NodeSharing.Shared;
import org.raceway.traceability.SharedField;

/**
 * One sentence of an enterprise on what somebody sees of its nodes.
 *
 * @param partner who reads; absent for everybody
 * @param product GTIN-14; absent for every product
 * @param step {@code quenching}; absent for every step
 * @param firstDay of the making from which on it holds; absent from the beginning
 * @param lastDay of the making up to which it holds; absent for ever
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SharingRule(
        UUID id,
        UUID owner,
        Effect effect,
        @Nullable UUID partner,
        @Nullable String product,
        @Nullable String step,
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay,
        Set<SharedField> fields,
        Instant setAt) {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    SharingRule {
        fields = Collections.unmodifiableSet(
                fields.isEmpty() ? EnumSet.noneOf(SharedField.class) : EnumSet.copyOf(fields));
    }

    /** What it does. */
    enum Effect {
        OPEN,
        CLOSE
    }

    /** What is seen under all of these rules; what is closed stays closed, whatever else opens it. */
    static Set<SharedField> decide(Collection<SharingRule> rules, UUID reader, Shared node, Set<SharedField> usual) {
        EnumSet<SharedField> shown = EnumSet.noneOf(SharedField.class);
        shown.addAll(usual);
        EnumSet<SharedField> closed = EnumSet.noneOf(SharedField.class);
        for (SharingRule rule : rules) {
            if (rule.concerns(reader, node)) {
                (rule.effect == Effect.OPEN ? shown : closed).addAll(rule.fields);
            }
        }
        shown.removeAll(closed);
        return shown;
    }

    /** Where it can't be told whether a rule applies, one that opens does not and one that closes does. */
    private boolean concerns(UUID reader, Shared node) {
        boolean closes = effect == Effect.CLOSE;
        return owner.equals(node.owner())
                && (partner == null || partner.equals(reader))
                && (product == null
                        || (closes
                                ? node.products().isEmpty() || node.products().contains(product)
                                : node.products().equals(Set.of(product))))
                && (step == null || (node.step() == null ? closes : step.equals(node.step())))
                && covers(node.time(), closes);
    }

    private boolean covers(@Nullable Instant time, boolean closes) {
        if (firstDay == null && lastDay == null) {
            return true;
        }
        if (time == null) {
            return closes;
        }
        LocalDate day = LocalDate.ofInstant(time, ZONE);
        return (firstDay == null || !day.isBefore(firstDay)) && (lastDay == null || !day.isAfter(lastDay));
    }
}
