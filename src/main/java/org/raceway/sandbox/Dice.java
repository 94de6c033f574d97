package org.raceway.sandbox;

/** A seeded source of chance that gives the same numbers on every platform and Java version (SplitMix64). */
final class Dice {
    private long state;

    Dice(long seed) {
        state = seed;
    }

    /** Independent dice for one part of the whole. */
    static Dice of(long seed, long part) {
        return new Dice(mix(seed ^ mix(part + 0x632BE59BD9B4E019L)));
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        return mix(state);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From 0 to below the bound. */
    int below(int bound) {
        return (int) Math.unsignedMultiplyHigh(next(), bound);
    }

    /** Both ends included. */
    int between(int least, int most) {
        return least + below(most - least + 1);
    }

    boolean oneIn(int chances) {
        return below(chances) == 0;
    }
}
