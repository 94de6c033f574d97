package org.raceway.scans;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.TimeOrderedIds;

/**
 * What a buyer says of a code.
 *
 * @param number the buyer's receipt
 * @param code canonical identifier
 * @param verdict that the ledger gave just then
 * @param seller where it was bought, in the buyer's words
 * @param region GB/T 2260 province
 * @param answer the maker's
 */
record Report(
        UUID id,
        String number,
        @Nullable UUID maker,
        String code,
        String verdict,
        String note,
        String seller,
        @Nullable String region,
        State state,
        String answer,
        @Nullable Instant answeredAt) {

    /** How far it has got. */
    enum State {
        OPEN,
        /** The maker has answered. */
        ANSWERED,
        /** The maker sees nothing in it. */
        DISMISSED
    }

    Instant at() {
        return TimeOrderedIds.timeOf(id);
    }
}
