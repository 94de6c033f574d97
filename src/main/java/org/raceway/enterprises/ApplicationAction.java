package org.raceway.enterprises;

/** What can be done with an application. */
enum ApplicationAction {
    /** The applicant hands it in, for the first time or mended. */
    SUBMIT,
    /** A reviewer lets the facts stand. */
    APPROVE,
    /** A reviewer gives it back with a reason. */
    REJECT,
    /** A reviewer hands it to another. */
    TRANSFER,
    /** The applicant takes it back. */
    WITHDRAW,
    /** The applicant asks for haste. */
    URGE
}
