package org.raceway.scans;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Texts;

/** Draws places to scale: equirectangular, true at the middle latitude. */
final class ScanMap {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 420;
    private static final int MARGIN = 48;
    private static final double KILOMETRES_A_DEGREE = 111.2;
    private static final double LEAST_DEGREES = 2;
    private static final int[] STEPS = {1, 2, 5, 10, 20, 45};
    private static final int MOST_LINES = 7;
    private static final int DOT = 7;

    private ScanMap() {}

    /** A place with its number. */
    record Numbered(int number, Place place, boolean tooFar) {}

    static ScanView.@Nullable Map of(List<Numbered> places, Texts texts) {
        if (places.isEmpty()) {
            return null;
        }
        double south = places.stream()
                .mapToDouble(each -> each.place().latitude())
                .min()
                .orElseThrow();
        double north = places.stream()
                .mapToDouble(each -> each.place().latitude())
                .max()
                .orElseThrow();
        double west = places.stream()
                .mapToDouble(each -> each.place().longitude())
                .min()
                .orElseThrow();
        double east = places.stream()
                .mapToDouble(each -> each.place().longitude())
                .max()
                .orElseThrow();
        double middle = (south + north) / 2;
        double centre = (west + east) / 2;
        double narrowing = Math.max(0.1, Math.cos(Math.toRadians(middle)));
        double degrees = Math.max(
                LEAST_DEGREES,
                Math.max((north - south) / (HEIGHT - 2.0 * MARGIN), (east - west) * narrowing / (WIDTH - 2.0 * MARGIN))
                        * (HEIGHT - 2.0 * MARGIN));
        double pixels = (HEIGHT - 2.0 * MARGIN) / degrees; // a degree of latitude
        List<ScanView.Grid> across = new ArrayList<>();
        List<ScanView.Grid> down = new ArrayList<>();
        grid(centre, WIDTH / 2.0 / (pixels * narrowing))
                .forEach(at -> across.add(new ScanView.Grid(x(at, centre, pixels * narrowing), label(at, "E", "W"))));
        grid(middle, HEIGHT / 2.0 / pixels)
                .forEach(at -> down.add(new ScanView.Grid(y(at, middle, pixels), label(at, "N", "S"))));
        Map<String, List<Numbered>> byPlace = new LinkedHashMap<>();
        places.forEach(each -> byPlace.computeIfAbsent(each.place().figure(), key -> new ArrayList<>())
                .add(each));
        List<ScanView.Point> points = new ArrayList<>();
        for (List<Numbered> there : byPlace.values()) {
            Place place = there.getFirst().place();
            int x = x(place.longitude(), centre, pixels * narrowing);
            points.add(new ScanView.Point(
                    x,
                    y(place.latitude(), middle, pixels),
                    DOT,
                    numbers(there),
                    label(place, texts),
                    x > WIDTH * 2 / 3));
        }
        List<ScanView.Route> route = new ArrayList<>();
        Numbered from = null;
        for (Numbered each : places) {
            if (each.tooFar()) {
                if (from != null) {
                    route.add(new ScanView.Route(
                            x(from.place().longitude(), centre, pixels * narrowing),
                            y(from.place().latitude(), middle, pixels),
                            x(each.place().longitude(), centre, pixels * narrowing),
                            y(each.place().latitude(), middle, pixels)));
                }
                from = each;
            }
        }
        int kilometres = 10;
        for (int next : new int[] {20, 50, 100, 200, 500, 1_000, 2_000}) {
            if (next / KILOMETRES_A_DEGREE * pixels <= WIDTH / 4.0) {
                kilometres = next;
            }
        }
        return new ScanView.Map(
                WIDTH,
                HEIGHT,
                across,
                down,
                points,
                route,
                (int) Math.round(kilometres / KILOMETRES_A_DEGREE * pixels),
                kilometres);
    }

    /** A place in words. */
    static String label(Place place, Texts texts) {
        return place.region() == null ? place.figure() : texts.get("scans.region." + place.region());
    }

    private static String numbers(List<Numbered> there) {
        int shown = Math.min(there.size(), 4);
        List<String> numbers = new ArrayList<>();
        for (Numbered each : there.subList(0, shown)) {
            numbers.add(Integer.toString(each.number()));
        }
        return String.join(", ", numbers) + (there.size() > shown ? " …" : "");
    }

    private static int x(double longitude, double centre, double pixels) {
        return (int) Math.round(WIDTH / 2.0 + (longitude - centre) * pixels);
    }

    private static int y(double latitude, double middle, double pixels) {
        return (int) Math.round(HEIGHT / 2.0 - (latitude - middle) * pixels);
    }

    private static List<Integer> grid(double middle, double half) {
        int step = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0; i--) {
            if (2 * half / STEPS[i] <= MOST_LINES) {
                step = STEPS[i];
            }
        }
        List<Integer> lines = new ArrayList<>();
        for (int at = (int) Math.ceil((middle - half) / step) * step; at < middle + half; at += step) {
            lines.add(at);
        }
        return lines;
    }

    private static String label(int degrees, String positive, String negative) {
        return Math.abs(degrees) + "°" + (degrees < 0 ? negative : positive);
    }
}
