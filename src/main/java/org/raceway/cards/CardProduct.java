package org.raceway.cards;

import java.util.UUID;

/**
 * What a plant makes lots of.
 *
 * @param gtin 14 digits
 * @param issued whether the number is the platform's and not under a GS1 company prefix
 */
public record CardProduct(UUID id, UUID enterprise, String gtin, boolean issued, String name, Unit unit) {}
