package org.raceway.certificates;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The balancing of all heats of a span of days.
 *
 * @param owner whose heats; absent for everybody's
 * @param total heats found; 0 until they have been counted
 * @param done balanced so far
 * @param found that don't balance
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BalanceRun(
        UUID id,
        @Nullable UUID owner,
        LocalDate firstDay,
        LocalDate lastDay,
        State state,
        int total,
        int done,
        int found,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    /** How far it is. */
    public enum State {
        RUNNING,
        DONE,
        /** By somebody, or because Raceway stopped. */
        STOPPED,
        FAILED
    }

    /** For the progress bar, 0 to 100. */
    public int percent() {
        return state == State.DONE ? 100 : total == 0 ? 0 : (int) (100L * done / total);
    }
}
