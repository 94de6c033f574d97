package org.raceway.access;

/** Which rows a permission reaches; each scope holds the ones before it. */
public enum DataScope {
    /** What this person made. */
    OWN,
    /** What this person's department made. */
    DEPARTMENT,
    /** Everything of the enterprise. */
    ENTERPRISE,
    /** That, and what other enterprises have granted by a consent. */
    GRANTED,
    /** Everything in the cluster: the operator's staff. */
    CLUSTER;

    /** Whether this scope reaches at least as far as the other. */
    public boolean reaches(DataScope other) {
        return compareTo(other) >= 0;
    }
}
