package org.raceway.recalls;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recall.
 *
 * @param initiator enterprise that made what the fault began with
 * @param description what is wrong
 * @param advice what a holder is to do
 * @param dueOn by when everything is returned or disposed of
 * @param conclusion of the closing, or why it was cancelled; empty until then
 */
public record Recall(
        UUID id,
        String number,
        UUID initiator,
        RecallState state,
        String title,
        RecallReason reason,
        String description,
        String advice,
        RecallOrigin origin,
        LocalDate dueOn,
        Instant createdAt,
        @Nullable Instant openedAt,
        @Nullable Instant searchedAt,
        @Nullable Instant endedAt,
        String conclusion) {

    /** What is written of it by a person. */
    public record Words(
            String title,
            RecallReason reason,
            String description,
            String advice,
            @Nullable LocalDate dueOn) {}

    /** An affected enterprise. */
    public record Party(
            UUID enterprise,
            boolean direct,
            boolean registered,
            Instant notifiedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant remindedAt,
            int reminders) {}

    /** A line of its history. */
    public record Step(
            RecallAction action,
            @Nullable UUID item,
            @Nullable UUID enterprise,
            @Nullable UUID account,
            java.math.@Nullable BigDecimal quantity,
            String note,
            Instant at) {}
}
