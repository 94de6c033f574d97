package org.raceway.traceability;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a fault began: things, or what was done somewhere in a stretch of time. */
public sealed interface AffectedOrigin {

    /**
     * Things that are affected: a heat, a furnace lot, any other lot, a unit, or what a container held.
     *
     * @param ids in any form: EPC or class URN, GS1 Digital Link, element string, SSCC
     * @param since from when on they are; absent for from the first
     * @param until for a container, until when what it held is affected; absent for up to now
     */
    record Things(
            List<String> ids,
            @Nullable Instant since,
            @Nullable Instant until) implements AffectedOrigin {
        public Things {
            ids = List.copyOf(ids);
        }
    }

    /**
     * What an enterprise did between two moments.
     *
     * @param owner whose events count
     * @param from included
     * @param until not included
     * @param step the trade's step or the CBV business step; absent for any
     * @param place read point or business location, in any form; absent for any
     * @param machine what the events call it: a machine, furnace or line, or a sensor's device ID; absent for any
     */
    record Steps(
            UUID owner,
            Instant from,
            Instant until,
            @Nullable String step,
            @Nullable String place,
            @Nullable String machine)
            implements AffectedOrigin {}
}
