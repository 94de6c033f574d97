package org.raceway.consents;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done with a consent.
 *
 * @param enterprise that acted; absent for the platform
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
