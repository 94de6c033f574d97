package org.raceway.audit;

import org.jspecify.annotations.Nullable;

/**
 * What looking at a chain has shown.
 *
 * @param links that were looked at
 * @param unsealed entries that are not in the chain yet
 * @param gaps places where a file leaves links out, as a filtered export does; a database has none
 * @param first number of the first link that was looked at; 0 for none
 * @param last number of the last one that was good; 0 for none
 * @param digest of that last one
 * @param damage the first that was found; absent when all is well
 */
record Verification(
        long links,
        long unsealed,
        long gaps,
        long first,
        long last,
        @Nullable String digest,
        @Nullable Damage damage) {

    boolean good() {
        return damage == null;
    }
}
