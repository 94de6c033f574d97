package org.raceway.consents;

/** What was done with a consent. */
public enum ConsentAction {
    REQUESTED(ConsentState.REQUESTED),
    GRANTED(ConsentState.GRANTED),
    REFUSED(ConsentState.REFUSED),
    WITHDRAWN(ConsentState.WITHDRAWN),
    REVOKED(ConsentState.REVOKED),
    EXPIRED(ConsentState.EXPIRED);

    private final ConsentState state;

    ConsentAction(ConsentState state) {
        this.state = state;
    }

    /** Where it leads. */
    ConsentState state() {
        return state;
    }

    /** Whether a consent that stands like this allows it. */
    boolean isAllowedIn(ConsentState before) {
        return switch (this) {
            case REQUESTED -> false;
            case GRANTED, REFUSED, WITHDRAWN -> before == ConsentState.REQUESTED;
            case REVOKED -> before == ConsentState.GRANTED;
            case EXPIRED -> before == ConsentState.REQUESTED || before == ConsentState.GRANTED;
        };
    }
}
