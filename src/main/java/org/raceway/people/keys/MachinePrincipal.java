package org.raceway.people.keys;

import java.security.Principal;
import org.raceway.access.Caller;
import org.raceway.access.SignedInCaller;
import org.raceway.people.limits.Budget;
import org.raceway.people.limits.LimitedCaller;

/** A machine that has come in, by a key or by a token. */
record MachinePrincipal(Caller caller, String shownId, Budget budget)
        implements SignedInCaller, LimitedCaller, Principal {

    @Override
    public String getName() {
        return shownId;
    }

    @Override
    public String toString() {
        return "MachinePrincipal[" + shownId + "]";
    }
}
