package org.raceway.traceability;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;

/**
 * Who captures, within an enterprise.
 *
 * @param account absent where nobody in particular does
 * @param department that it is filed under; absent for none
 */
public record Maker(@Nullable UUID account, @Nullable UUID department) {
    /** Nobody in particular. */
    public static final Maker NOBODY = new Maker(null, null);

    /** The caller. */
    public static Maker of(Caller caller) {
        return new Maker(caller.accountId(), caller.department());
    }
}
