package org.raceway.recalls;

/** What can be done in a recall. */
public enum RecallAction {
    DRAFTED,
    OPENED,
    /** Further goods were found. */
    FOUND,
    REMINDED,
    ACKNOWLEDGED,
    /** Put aside, so that nobody uses or sells it. */
    QUARANTINED,
    /** Sent back to the initiator. */
    RETURNED,
    /** Destroyed where it lay. */
    DESTROYED,
    /** Can't be got hold of any more, with the reason. */
    UNREACHABLE,
    CLOSED,
    CANCELLED;

    /** Whether it is done to goods. */
    boolean isOfGoods() {
        return switch (this) {
            case QUARANTINED, RETURNED, DESTROYED, UNREACHABLE -> true;
            case DRAFTED, OPENED, FOUND, REMINDED, ACKNOWLEDGED, CLOSED, CANCELLED -> false;
        };
    }
}
