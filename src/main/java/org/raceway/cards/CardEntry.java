package org.raceway.cards;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded of a card in one step.
 *
 * @param id the sender's
 * @param number within the card, from 1
 * @param machine as the plant calls it; empty for none
 * @param reason why it is more than came in; empty where it isn't
 * @param takenAt by the sender's clock
 * @param photo SHA-256 of the photo, hexadecimal; absent for none
 * @param event EPCIS event ID
 */
record CardEntry(
        UUID id,
        UUID card,
        int number,
        @Nullable UUID device,
        Step step,
        BigDecimal quantity,
        String machine,
        String reason,
        Instant happenedAt,
        Instant takenAt,
        Instant receivedAt,
        @Nullable String photo,
        String event) {}
