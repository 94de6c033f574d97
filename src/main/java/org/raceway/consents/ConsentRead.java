package org.raceway.consents;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the read log.
 *
 * @param period absent for a field that knows none
 * @param lines how many rows were handed over
 */
record ConsentRead(
        UUID id,
        UUID consent,
        UUID granter,
        UUID reader,
        UUID account,
        String field,
        @Nullable Period period,
        PurposeReference purpose,
        ReadDoor door,
        int lines,
        Instant at) {}
