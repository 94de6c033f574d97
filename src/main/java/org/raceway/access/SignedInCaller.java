package org.raceway.access;

/** A security principal that stands for a caller. */
public interface SignedInCaller {

    /** The caller. */
    Caller caller();
}
