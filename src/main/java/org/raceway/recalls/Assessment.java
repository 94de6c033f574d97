package org.raceway.recalls;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a recall would reach, of everybody.
 *
 * @param initiator enterprise that made what the fault began with
 * @param items where something is left to recall
 * @param direct enterprises that have it from the initiator itself
 * @param marks units and lots that the ledger is told of, so that a scan of anything made of them says so
 * @param things how many lots and units are affected, those that are used up or destroyed included
 */
record Assessment(
        UUID initiator, RecallOrigin origin, List<RecallItem> items, Set<UUID> direct, List<String> marks, int things) {
    Assessment {
        items = List.copyOf(items);
        direct = Set.copyOf(direct);
        marks = List.copyOf(marks);
    }
}
