package org.raceway.enterprises;

import java.util.List;
import java.util.UUID;

/** Two records side by side. */
public record MergeView(UUID from, String fromName, UUID into, String intoName, List<Row> rows, String reason) {
    public MergeView {
        rows = List.copyOf(rows);
    }

    /**
     * A fact of both.
     *
     * @param differs whether there is something to choose
     * @param fromChosen whether the record that goes has the better word: it says something where the other says nothing
     */
    public record Row(String fact, String label, String into, String from, boolean differs, boolean fromChosen) {}

    /** A pair that may be one enterprise. */
    public record Pair(UUID one, String oneName, UUID other, String otherName, String reasons) {}
}
