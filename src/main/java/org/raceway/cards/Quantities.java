package org.raceway.cards;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.ProblemException;

/** Quantities as people type them. */
final class Quantities {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);
    private static final int DECIMALS = 6;

    private Quantities() {}

    /**
     * Reads one.
     *
     * @throws ProblemException if it is no quantity, or no whole number of pieces
     */
    static BigDecimal read(@Nullable String text, Unit unit) {
        String typed = text == null ? "" : text.strip().replace(",", "").replace("，", "");
        BigDecimal quantity;
        try {
            quantity = typed.length() > 20 ? BigDecimal.ZERO : new BigDecimal(typed);
        } catch (NumberFormatException e) {
            throw new ProblemException(e, CardProblem.QUANTITY, typed);
        }
        return checked(quantity, unit);
    }

    /** The same of a number. */
    static BigDecimal checked(@Nullable BigDecimal quantity, Unit unit) {
        if (quantity == null
                || quantity.signum() <= 0
                || quantity.precision() - quantity.scale() > 10
                || quantity.compareTo(MOST) > 0) {
            throw new ProblemException(CardProblem.QUANTITY, quantity == null ? "" : quantity.toString());
        }
        BigDecimal plain = quantity.stripTrailingZeros();
        plain = plain.scale() < 0 ? plain.setScale(0) : plain;
        if (plain.scale() > (unit == Unit.PIECES ? 0 : DECIMALS)) {
            throw new ProblemException(CardProblem.QUANTITY, quantity.toPlainString());
        }
        return plain;
    }

    /** Without trailing zeros. */
    static String text(BigDecimal quantity) {
        BigDecimal plain = quantity.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }
}
