package org.raceway.consents;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A consent, at any stage of its life.
 *
 * @param granter the enterprise whose data it is
 * @param reader the enterprise that reads
 * @param message what the reader said to its request
 * @param asked what the reader asked for
 * @param terms what is granted; as asked until that is decided
 * @param endsAt the end of its last day
 */
public record Consent(
        UUID id,
        UUID granter,
        UUID reader,
        PurposeReference purpose,
        String message,
        ConsentState state,
        Terms asked,
        Terms terms,
        Instant endsAt,
        UUID requestedBy,
        @Nullable UUID decidedBy,
        Instant requestedAt,
        @Nullable Instant decidedAt,
        @Nullable Instant endedAt) {

    /**
     * What may be read.
     *
     * @param fields codes of {@link ConsentField}
     * @param period that the data is about
     * @param lastDay on which it may be read
     */
    public record Terms(List<String> fields, Period period, LocalDate lastDay) {
        public Terms {
            fields = List.copyOf(fields);
        }

        /** Whether the other asks for no more. */
        public boolean covers(Terms other) {
            return fields.containsAll(other.fields) && period.covers(other.period) && !other.lastDay.isAfter(lastDay);
        }
    }

    /** Whether the reader may read now. */
    public boolean isLive(Instant now) {
        return state == ConsentState.GRANTED && now.isBefore(endsAt);
    }
}
