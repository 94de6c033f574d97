package org.raceway.platform;

/** The place where the ledgers are kept. */
public interface Storage {

    /**
     * Whether so little room is left that nothing more may be added. What is left then serves reading, corrections and the
     * database's own work: a PostgreSQL that can't write its log stops.
     */
    boolean isFull();

    /** Whether it has been gone for longer than a request should wait for it. */
    default boolean isDown() {
        return false;
    }
}
