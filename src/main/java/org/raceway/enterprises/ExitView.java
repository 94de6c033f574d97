package org.raceway.enterprises;

import java.util.List;

/**
 * The way out as a page shows it.
 *
 * @param open whether a request is under way
 * @param due when it ends
 * @param exported when the archive was last taken; empty for never
 * @param rules what becomes of everything
 */
public record ExitView(boolean open, String due, String exported, List<Row> rules) {
    public ExitView {
        rules = List.copyOf(rules);
    }

    /** What, and what becomes of it. */
    public record Row(String what, String treatment, boolean kept) {}
}
