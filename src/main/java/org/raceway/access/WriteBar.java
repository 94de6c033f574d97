package org.raceway.access;

import java.util.UUID;
import org.raceway.platform.ProblemException;

/**
 * Keeps an enterprise's people from writing while they may still read. Every room may provide one as a bean; the guard asks all of
 * them before a handler method that changes something, unless that is marked {@link WhileBarred}.
 */
public interface WriteBar {

    /**
     * Lets this enterprise write.
     *
     * @throws ProblemException if it must not, saying why and for how long
     */
    void check(UUID enterprise);
}
