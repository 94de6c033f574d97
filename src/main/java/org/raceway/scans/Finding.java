package org.raceway.scans;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Texts;

/**
 * What speaks against one code.
 *
 * @param code canonical identifier
 * @param product canonical trade item; empty for boxes and other things
 * @param figures arguments of the sentence that explains it
 * @param visitors different ones among the scans behind it
 * @param dueAt until when it waits for events under way
 * @param lastAt when it was last seen again
 * @param note of who decided
 */
record Finding(
        UUID id,
        UUID maker,
        String code,
        String product,
        FindingCause cause,
        FindingState state,
        List<String> figures,
        int visitors,
        Instant foundAt,
        @Nullable Instant dueAt,
        Instant lastAt,
        @Nullable Instant decidedAt,
        String note) {
    Finding {
        figures = List.copyOf(figures);
    }

    /** The sentence that explains it. */
    String explained(Texts texts) {
        return texts.get(
                "scans.because." + cause,
                figures.stream()
                        .map(figure -> figure.startsWith(Region.FIGURE)
                                ? texts.get("scans.region." + figure.substring(Region.FIGURE.length()))
                                : figure)
                        .toArray());
    }
}
