package org.raceway.sandbox;

/**
 * Some of a lot.
 *
 * @param amount milligrams of a lot that goes by weight, else pieces
 */
record Amount(Thing thing, long amount) {
    long milligrams() {
        return thing.milligrams(amount);
    }
}
