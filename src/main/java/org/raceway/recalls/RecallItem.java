package org.raceway.recalls;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.AffectedSet;

/**
 * Affected goods at one place: a box with what of it is affected, a unit outside of a box, or a quantity of a lot.
 *
 * @param spot tells parts of one lot at one holder apart
 * @param contents affected units and lots in a box
 * @param outer what the box stands on
 * @param destination that it is on its way to
 * @param quantity affected; absent where the events don't tell
 * @param unit UN/ECE Recommendation 20 code; absent for pieces
 */
public record RecallItem(
        UUID id,
        UUID recall,
        UUID holder,
        Kind kind,
        String thing,
        String spot,
        String product,
        String englishProduct,
        List<String> contents,
        @Nullable String outer,
        AffectedSet.State placeState,
        @Nullable String place,
        @Nullable UUID destination,
        @Nullable BigDecimal quantity,
        @Nullable String unit,
        Done done,
        boolean gone) {
    public RecallItem {
        contents = List.copyOf(contents);
    }

    /** What it is. */
    public enum Kind {
        BOX,
        UNIT,
        LOT
    }

    /** What was done with it so far. */
    public record Done(BigDecimal quarantined, BigDecimal returned, BigDecimal destroyed, BigDecimal unreachable) {
        static final Done NOTHING = new Done(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        /** What needs no more attention. */
        BigDecimal settled() {
            return returned.add(destroyed).add(unreachable);
        }

        boolean isNothing() {
            return quarantined.signum() == 0 && settled().signum() == 0;
        }
    }

    /** How much of it waits; absent where that is not known. */
    @Nullable
    BigDecimal open() {
        return gone ? BigDecimal.ZERO : quantity == null ? null : quantity.subtract(done.settled());
    }

    /** Whether something of it waits. */
    boolean isOpen() {
        BigDecimal open = open();
        return open == null || open.signum() > 0;
    }

    /** The digits, lot or serial number that a person reads. */
    String label() {
        int slash = thing.lastIndexOf('/');
        return slash < 0 ? thing : thing.substring(slash + 1);
    }
}
