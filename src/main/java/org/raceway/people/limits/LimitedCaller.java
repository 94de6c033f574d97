package org.raceway.people.limits;

/** A security principal that has a budget of its own; the others' hang on their account. */
public interface LimitedCaller {

    /** What is left to it. */
    Budget budget();
}
