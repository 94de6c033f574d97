package org.raceway.platform;

/**
 * A kind of refusal or failure that a caller may meet. Each room has one enum of these. The title and the detail are texts of the room,
 * {@code <room>.problem.<code>} and {@code <room>.problem.<code>.detail}; the detail's arguments come with the
 * {@link ProblemException}.
 */
public interface Problem {

    /** Stable, in lower case with hyphens, such as {@code capture-too-large}. Never changes its meaning. */
    String code();

    /** Who has to do something about it. */
    Blame blame();

    /** The HTTP status that goes with it. */
    int status();

    /** The problem type of RFC 9457, a URI reference. A standard that defines its own types overrides this. */
    default String type() {
        return "https://w3id.org/raceway/problems#" + code();
    }

    /** After how many seconds the same request may do; 0 where waiting does not help. Sent as {@code Retry-After}. */
    default int retrySeconds() {
        return blame() == Blame.CALLER || status() == 500 ? 0 : 2;
    }

    /** Who has to do something. */
    enum Blame {
        /** The request is wrong; the same request fails again. */
        CALLER,
        /** Raceway is broken; its operator has to look. */
        PLATFORM,
        /** Too much at once; the same request will do later. */
        CAPACITY
    }
}
