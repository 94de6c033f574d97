package org.raceway.subcontracting;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a plant has agreed with those who work for it.
 *
 * @param partner absent for every partner
 * @param product GTIN-14 of what is sent out; absent for every product
 * @param step what is done to it, {@code quenching}; absent for every step
 * @param allowancePercent how much of what was sent out may be lost
 * @param days in which goods come back; absent where none are agreed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Term(
        UUID id,
        UUID principal,
        @Nullable UUID partner,
        @Nullable String product,
        @Nullable String step,
        BigDecimal allowancePercent,
        @Nullable Integer days,
        String note,
        Instant setAt) {

    /** The one that says most exactly what it is for: the partner counts before the product, the product before the step. */
    static Optional<Term> of(Collection<Term> terms, UUID partner, @Nullable String product, @Nullable String step) {
        return terms.stream()
                .filter(term -> term.partner == null || term.partner.equals(partner))
                .filter(term -> term.product == null || term.product.equals(product))
                .filter(term -> term.step == null || term.step.equals(step))
                .max(Comparator.comparingInt(Term::weight));
    }

    private int weight() {
        return (partner == null ? 0 : 4) + (product == null ? 0 : 2) + (step == null ? 0 : 1);
    }
}
