package org.raceway.scans;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the templates of this room show. */
public final class ScanView {
    private ScanView() {}

    /**
     * A line of what happened to a code.
     *
     * @param number on the map; empty for what has no place
     */
    public record Line(String time, String what, String who, String where, String number) {}

    /**
     * A drawing of places by latitude and longitude.
     *
     * @param across lines of the grid from left to right
     * @param down lines of the grid from top to bottom
     * @param route lines between places that are too far apart
     * @param scale length of the scale's bar
     * @param kilometres that the bar stands for
     */
    public record Map(
            int width,
            int height,
            List<Grid> across,
            List<Grid> down,
            List<Point> points,
            List<Route> route,
            int scale,
            int kilometres) {
        public Map {
            across = List.copyOf(across);
            down = List.copyOf(down);
            points = List.copyOf(points);
            route = List.copyOf(route);
        }
    }

    /** A line of the grid. */
    public record Grid(int at, String label) {}

    /** A place, with the numbers of what happened there. */
    public record Point(int x, int y, int radius, String numbers, String label, boolean left) {}

    /** A line from one place to another. */
    public record Route(int fromX, int fromY, int toX, int toY) {}

    /** A field of the rules. */
    public record Field(String name, int value, int least, int most) {}

    /** Rules of one product. */
    public record ProductRules(String gtin, String summary, String changed) {}

    /** A finding or a report that belongs to the same code. */
    public record Other(String link, String text, String state) {}

    /** A choice of a select. */
    public record Choice(String value, String text, boolean chosen) {}

    /** A report's state as the buyer sees it. */
    public record Receipt(
            String number,
            String code,
            String at,
            String state,
            @Nullable String answer) {}
}
