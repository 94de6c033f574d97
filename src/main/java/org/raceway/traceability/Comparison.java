package org.raceway.traceability;

/** How a query parameter compares what an event holds with what the parameter says. */
enum Comparison {
    EQ,
    GT,
    GE,
    LT,
    LE;

    <T extends Comparable<? super T>> boolean holds(T held, T wanted) {
        int order = held.compareTo(wanted);
        return switch (this) {
            case EQ -> order == 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case LT -> order < 0;
            case LE -> order <= 0;
        };
    }
}
