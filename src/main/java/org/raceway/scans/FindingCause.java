package org.raceway.scans;

/** What speaks against a code. */
enum FindingCause {
    /** Its maker lists the product and never issued the code. */
    NEVER_ISSUED,
    /** Scanned in two places that nothing travels between in that time. */
    TOO_FAR,
    /** Scanned by more people, or in more places, on one day than one piece meets. */
    TOO_MANY,
    /** Scanned after it was scrapped, destroyed or withdrawn. */
    AFTER_END,
    /** Issued more than once. */
    ISSUED_TWICE,
    /** Sold more than once with no return in between. */
    SOLD_TWICE;

    /** Whether it rests on the ledger's events, and not on scans. */
    boolean ofLedger() {
        return this == ISSUED_TWICE || this == SOLD_TWICE;
    }
}
