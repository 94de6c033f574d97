package org.raceway.sandbox;

/**
 * What a maker makes.
 *
 * @param item five digits at most, the item reference inside the maker's company prefix
 * @param gtin 14 digits
 * @param milligrams of one piece; 0 when the product goes by weight
 */
record Product(
        Firm maker, int item, String gtin, String designation, String name, String englishName, long milligrams) {
    boolean byWeight() {
        return milligrams == 0;
    }
}
