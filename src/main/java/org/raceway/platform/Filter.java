package org.raceway.platform;

import java.util.List;

/**
 * A field of a table's query bar.
 *
 * @param name of the request parameter
 * @param textKey its label
 * @param choices of a choice; empty for free text or a day
 */
public record Filter(String name, String textKey, Kind kind, List<Choice> choices) {
    public Filter {
        choices = List.copyOf(choices);
    }

    /** What one enters. */
    public enum Kind {
        TEXT,
        DAY,
        CHOICE
    }

    /** One of the values; the empty one, for all, is added by the table. */
    public record Choice(String value, String text) {}
}
