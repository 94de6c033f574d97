package org.raceway.consents;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done with a consent.
 *
 * @param enterprise that acted; absent for the platform
 * @param account who did it; absent for the platform, and for who looks at it from the other side
 * @param reason may be empty
 * @param terms as they stood after it
 */
record ConsentStep(
        int number,
        Instant at,
        ConsentAction action,
        @Nullable UUID enterprise,
        @Nullable UUID account,
        String reason,
        Consent.Terms terms) {}
