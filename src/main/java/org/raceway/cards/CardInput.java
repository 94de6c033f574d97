package org.raceway.cards;

import java.math.BigDecimal;

/**
 * Some of a lot that goes into another.
 *
 * @param thing its canonical identifier
 */
record CardInput(String thing, BigDecimal quantity, Unit unit) {}
