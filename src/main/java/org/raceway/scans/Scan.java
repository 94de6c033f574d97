package org.raceway.scans;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.TimeOrderedIds;

/**
 * One look at a code's public page.
 *
 * @param id time-ordered
 * @param maker enterprise that holds the code's GS1 company prefix
 * @param code canonical identifier
 * @param verdict that was shown
 * @param reasons keys of the sentences behind it
 * @param visitor anonymous, another one every day
 * @param place where the visitor chose to tell
 */
record Scan(
        UUID id,
        @Nullable UUID maker,
        String code,
        String verdict,
        List<String> reasons,
        UUID visitor,
        @Nullable Place place) {
    Scan {
        reasons = List.copyOf(reasons);
    }

    Instant at() {
        return TimeOrderedIds.timeOf(id);
    }

    boolean says(String... keys) {
        for (String key : keys) {
            if (reasons.contains(key)) {
                return true;
            }
        }
        return false;
    }
}
