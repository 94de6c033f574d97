package org.raceway.people;

/** Whether a person may come in at all. A lock after too many wrong passwords is no status: it goes by itself. */
public enum AccountStatus {
    ACTIVE,
    /** Closed by the operator until they open it again. */
    SUSPENDED,
    /** The person's data is erased; nobody comes in by it again. */
    ERASED
}
