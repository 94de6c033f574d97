package org.raceway.sandbox;

/**
 * A deep groove ball bearing that the cluster makes. Masses in milligrams, because they have to balance exactly.
 *
 * @param item number inside its makers' product codes
 * @param ballMicrometres diameter
 * @param leastClearance of clearance group CN, micrometres
 * @param mostClearance of clearance group CN, micrometres
 */
record BearingType(
        int item,
        String designation,
        int bore,
        int outside,
        int width,
        long innerRing,
        long outerRing,
        int balls,
        int ballMicrometres,
        long cage,
        long seal,
        long grease,
        int leastClearance,
        int mostClearance) {

    static final BearingType[] ALL = {
        new BearingType(0, "6204-2RS", 20, 47, 14, 32_000, 50_000, 8, 7_938, 5_100, 900, 1_400, 5, 20),
        new BearingType(1, "6205-2RS", 25, 52, 15, 41_000, 57_000, 9, 7_938, 6_300, 1_100, 1_700, 5, 20),
        new BearingType(2, "6206-2RS", 30, 62, 16, 62_000, 89_000, 9, 9_525, 9_400, 1_600, 2_600, 5, 20),
        new BearingType(3, "6207-2RS", 35, 72, 17, 90_000, 128_000, 9, 11_112, 13_500, 2_100, 3_800, 6, 20),
        new BearingType(4, "6305-2RS", 25, 62, 17, 72_000, 101_000, 7, 11_509, 10_800, 1_500, 3_200, 5, 20),
        new BearingType(5, "6308-2RS", 40, 90, 23, 196_000, 283_000, 8, 15_081, 27_500, 3_400, 8_600, 6, 20),
        new BearingType(6, "6310-2RS", 50, 110, 27, 338_000, 471_000, 8, 19_050, 46_000, 5_200, 15_000, 6, 23),
    };

    /** Of a ball of steel with 7.81 g/cm3. */
    long ball() {
        double millimetres = ballMicrometres / 1000.0;
        return Math.round(Math.PI / 6 * millimetres * millimetres * millimetres * 7.81);
    }

    long bearing() {
        return innerRing + outerRing + balls * ball() + cage + 2 * seal + grease;
    }

    /** A turned ring before hardening and grinding. */
    static long turned(long ring) {
        return ring * 112 / 100;
    }

    /** A forged ring before turning. */
    static long forged(long ring) {
        return ring * 160 / 100;
    }
}
