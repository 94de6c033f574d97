package org.raceway.traceability;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a fault reaches, and where it is now. Identifiers are canonical.
 *
 * @param starts what it began with; empty when nothing is known of what was asked for
 * @param things affected lots and units, the starts first
 * @param positions where they are: a unit has one, a lot as many as parties and containers hold some of it
 * @param transfers who handed affected things to whom
 * @param truncated a bound was met, so there is more than what is here
 */
public record AffectedSet(
        List<Thing> starts, List<Thing> things, List<Position> positions, Set<Transfer> transfers, boolean truncated) {
    public AffectedSet {
        starts = List.copyOf(starts);
        things = List.copyOf(things);
        positions = List.copyOf(positions);
        transfers = Set.copyOf(transfers);
    }

    /**
     * A lot or a unit.
     *
     * @param label its lot or serial number
     * @param maker enterprise that recorded its making; absent where none is known
     * @param made when
     * @param product what its maker calls it: designation, else name; empty where master data tells none
     * @param englishProduct the same in English
     * @param residue chips and offcuts, which nobody sells: its master data says {@code raceway:residue}
     */
    public record Thing(
            String id,
            GenealogyGraph.Kind kind,
            String label,
            @Nullable UUID maker,
            @Nullable Instant made,
            String product,
            String englishProduct,
            boolean residue) {}

    /**
     * How much of a thing is where.
     *
     * @param holder enterprise that has it, had it last before it left the chain, or has sent it off
     * @param place as the last event that tells one has it
     * @param destination enterprise that it is on its way to
     * @param quantity 1 for a unit; absent where the events don't tell
     * @param unit UN/ECE Recommendation 20 code; absent for pieces
     * @param containers that it is in now, from the inside out
     * @param since time of the event that put it there
     */
    public record Position(
            String thing,
            UUID holder,
            State state,
            @Nullable String place,
            @Nullable UUID destination,
            @Nullable BigDecimal quantity,
            @Nullable String unit,
            List<String> containers,
            Instant since) {
        public Position {
            containers = List.copyOf(containers);
        }
    }

    /** What has become of it. */
    public enum State {
        /** With the enterprise that made it. */
        IN_PLANT,
        /** With another enterprise, not used up. */
        IN_STOCK,
        /** Sent off and not yet received. */
        SHIPPED,
        /** Sold out of the chain. */
        SOLD,
        /** Made into other things, which are affected in its place. */
        USED_UP,
        /** Scrapped or decommissioned. */
        DESTROYED;

        /** Whether there is something left to recall. */
        public boolean isRecallable() {
            return switch (this) {
                case IN_PLANT, IN_STOCK, SHIPPED, SOLD -> true;
                case USED_UP, DESTROYED -> false;
            };
        }
    }

    /** That affected things went from one enterprise to another. */
    public record Transfer(UUID from, UUID to) {}
}
