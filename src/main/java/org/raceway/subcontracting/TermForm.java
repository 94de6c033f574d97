package org.raceway.subcontracting;

import java.util.List;

/**
 * The form in which something is agreed, as it was filled in.
 *
 * @param partners that can be chosen
 * @param steps that can be chosen
 */
public record TermForm(
        String partner,
        String product,
        String step,
        String allowancePercent,
        String days,
        String note,
        List<Choice> partners,
        List<Choice> steps) {
    public TermForm {
        partners = List.copyOf(partners);
        steps = List.copyOf(steps);
    }

    /** One of the values. */
    public record Choice(String value, String name) {}
}
