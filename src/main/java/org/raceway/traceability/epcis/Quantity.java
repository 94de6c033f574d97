package org.raceway.traceability.epcis;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A quantity of a class of objects (EPCIS 2.0 clause 7.3.3.3).
 *
 * @param epcClass class-level identifier as it was sent
 * @param quantity above zero; absent when the amount is not known
 * @param unit UN/ECE Recommendation 20 code such as {@code KGM}; absent for a count
 */
public record Quantity(
        String epcClass,
        @Nullable BigDecimal quantity,
        @Nullable String unit) {}
