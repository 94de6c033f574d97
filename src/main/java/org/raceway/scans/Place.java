package org.raceway.scans;

import org.jspecify.annotations.Nullable;

/**
 * Roughly where a code was scanned, as the visitor chose to tell.
 *
 * @param latitude degrees, WGS 84, rounded to a tenth
 * @param longitude likewise
 * @param radiusKilometres around that point
 * @param region GB/T 2260 province, where that was chosen
 */
record Place(
        double latitude,
        double longitude,
        int radiusKilometres,
        @Nullable String region) {
    private static final double EARTH_KILOMETRES = 6_371;
    /** Half the diagonal of a tenth of a degree, rounded up. */
    private static final int ROUNDED_KILOMETRES = 10;

    /** The point, rounded so that it is nobody's house. */
    static Place around(double latitude, double longitude) {
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("no point on earth");
        }
        return new Place(Math.round(latitude * 10) / 10.0, Math.round(longitude * 10) / 10.0, ROUNDED_KILOMETRES, null);
    }

    /** Kilometres that certainly lie between the two, however the points lie within their radius. */
    double apart(Place other) {
        double north = Math.toRadians(other.latitude - latitude) / 2;
        double east = Math.toRadians(other.longitude - longitude) / 2;
        double chord = Math.pow(Math.sin(north), 2)
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(other.latitude))
                        * Math.pow(Math.sin(east), 2);
        double middle = 2 * EARTH_KILOMETRES * Math.asin(Math.min(1, Math.sqrt(chord)));
        return Math.max(0, middle - radiusKilometres - other.radiusKilometres);
    }

    /** As a figure of a sentence: {@code region:37} or {@code 36.8, 115.7}. */
    String figure() {
        return region == null ? latitude + ", " + longitude : Region.FIGURE + region;
    }
}
