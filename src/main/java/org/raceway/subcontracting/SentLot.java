package org.raceway.subcontracting;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Tone;

/**
 * A lot that was sent out, and what became of it. {@code out + over = back + lost + missing + atPartner}.
 *
 * @param id canonical identifier
 * @param product GTIN-14; absent where the identifier has none
 * @param step what the partner has done to it, as far as its records tell
 * @param lastBackAt absent while nothing came back
 * @param unit UN/ECE Recommendation 20 code; absent for pieces
 * @param back of it, that came back; in other lots as well, in the unit in which it went
 * @param lost within the allowance
 * @param missing lost beyond the allowance, as the partner's own records say
 * @param atPartner neither back nor lost
 * @param overdue of that, past the agreed day
 * @param over what came back beyond what went
 * @param assumed some of what came back could be assigned only by age: the oldest lot first
 * @param unmeasured an event tells no quantity
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SentLot(
        UUID principal,
        UUID partner,
        String id,
        @Nullable String product,
        @Nullable String step,
        Instant sentAt,
        @Nullable Instant lastBackAt,
        @Nullable String unit,
        BigDecimal out,
        BigDecimal back,
        BigDecimal lost,
        BigDecimal missing,
        BigDecimal atPartner,
        BigDecimal overdue,
        BigDecimal over,
        BigDecimal allowancePercent,
        @Nullable LocalDate dueOn,
        boolean assumed,
        boolean unmeasured,
        State state,
        List<Movement> movements) {
    SentLot {
        movements = List.copyOf(movements);
    }

    /** How it stands. */
    enum State {
        OVERDUE(Tone.BAD),
        MISSING(Tone.BAD),
        OVER(Tone.WATCH),
        UNMEASURED(Tone.UNKNOWN),
        AT_PARTNER(Tone.WATCH),
        SETTLED(Tone.GOOD);

        private final Tone tone;

        State(Tone tone) {
            this.tone = tone;
        }

        Tone tone() {
            return tone;
        }
    }

    /** How a returned amount was assigned to a lot. */
    enum How {
        /** It went out. */
        SENT,
        /** The same lot came back. */
        SAME_LOT,
        /** What came back was made of it. */
        MADE_OF,
        /** Both events name the same order. */
        ORDER,
        /** Nothing tells: the oldest lot first. */
        OLDEST,
        /** Nothing was out. */
        NONE
    }

    /**
     * An event that counts.
     *
     * @param id what was handed over
     * @param quantity of it in that event; absent where it doesn't tell
     * @param counted what of that counts for the lot, in the lot's unit
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Movement(
            UUID event,
            Instant time,
            How how,
            String id,
            @Nullable BigDecimal quantity,
            @Nullable String unit,
            BigDecimal counted) {}
}
