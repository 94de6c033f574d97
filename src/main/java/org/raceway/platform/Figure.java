package org.raceway.platform;

import java.text.NumberFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A figure and what it is made of. Nothing is shown without the latter.
 *
 * @param textKey what it counts
 * @param value as it is shown
 * @param unitKey the unit's text
 * @param madeFrom the page that lists the facts under it, counted by the same condition; absent only where the visitor may
 *     not enter that page
 * @param madeFromKey in words, what it is computed from
 * @param at when it was computed
 */
public record Figure(
        String textKey,
        String value,
        @Nullable String unitKey,
        @Nullable String madeFrom,
        String madeFromKey,
        Instant at) {

    /** A count. */
    public static Figure count(
            String textKey,
            long count,
            @Nullable String unitKey,
            @Nullable String madeFrom,
            String madeFromKey,
            Instant at,
            Texts texts) {
        return new Figure(
                textKey,
                NumberFormat.getIntegerInstance(texts.locale()).format(count),
                unitKey,
                madeFrom,
                madeFromKey,
                at);
    }
}
