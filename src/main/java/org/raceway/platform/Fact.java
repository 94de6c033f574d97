package org.raceway.platform;

import java.util.List;

/**
 * A line of a list of facts.
 *
 * @param label in the reader's language
 * @param values one or more
 */
public record Fact(String label, List<Cell> values) {
    public Fact {
        values = List.copyOf(values);
    }
}
