package org.raceway.people;

/** Whether a membership gives anything. An ended one is gone. */
enum MembershipStatus {
    ACTIVE,
    /** Stopped by the enterprise until it lets the person in again. */
    SUSPENDED
}
