package org.raceway.cards;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a phone sends of a card.
 *
 * @param id made by the sender: sent twice, it is recorded once
 * @param code scanned or typed
 * @param takenAt when the person said so, by the sender's clock
 * @param sentAt when it is sent, by the same clock
 * @param device the phone, by a number that it gave itself; absent for a machine
 * @param seen how many entries the card had when the person looked at it; absent when they couldn't
 * @param confirmed what the person was told and wants nevertheless
 * @param reason why it is more than came in
 * @param photo JPEG or PNG
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes pass through; nobody compares orders
record EntryOrder(
        @Nullable UUID id,
        @Nullable String code,
        @Nullable String step,
        @Nullable BigDecimal quantity,
        @Nullable String machine,
        @Nullable Instant takenAt,
        @Nullable Instant sentAt,
        @Nullable UUID device,
        @Nullable Integer seen,
        @Nullable Set<Confirmation> confirmed,
        @Nullable String reason,
        byte @Nullable [] photo) {

    /** What can be confirmed. */
    enum Confirmation {
        /** The phone's clock is wrong: the time of receipt counts. */
        CLOCK,
        /** Another phone has recorded the card: this is recorded as well. */
        OTHER_PHONE,
        /** It is more than came in, for the reason given. */
        MORE_THAN_CAME_IN
    }

    boolean confirms(Confirmation what) {
        return confirmed != null && confirmed.contains(what);
    }
}
