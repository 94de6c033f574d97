package org.raceway.recalls;

import java.util.List;

/**
 * What somebody typed to see what is affected.
 *
 * @param ids one a line
 * @param from as a date-and-time field has it: {@code 2026-10-01T08:00}
 * @param enterprise whose steps are meant, for the operator
 */
public record RecallForm(
        String ids, String from, String until, String step, String place, String machine, String enterprise) {
    static final RecallForm EMPTY = new RecallForm("", "", "", "", "", "", "");

    /** What somebody writes to recall it. */
    public record Words(String title, String reason, String description, String advice, String dueOn) {}

    /** One of a list to choose from. */
    public record Choice(String value, String name) {}

    /** What was found. */
    public record Found(
            String question,
            int things,
            int entries,
            int enterprises,
            List<RecallView.Row> rows,
            List<Choice> reasons,
            Words words) {}
}
