package org.raceway.notifications;

import java.time.Duration;

/** What came of trying to deliver. */
sealed interface Attempt {

    /** The other side has taken it. */
    record Taken(String answer) implements Attempt {}

    /** There is nobody to deliver to any more. */
    record Pointless() implements Attempt {}

    /** The other side will never take it. */
    record Refused(String answer) implements Attempt {}

    /**
     * Not now.
     *
     * @param server whether the next message would fare no better: the server is gone
     */
    record Failed(String answer, boolean server) implements Attempt {}

    /** Not yet, and it counts as no attempt: the other side takes only so many a minute. */
    record Later(Duration pause) implements Attempt {}
}
