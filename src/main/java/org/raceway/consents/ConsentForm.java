package org.raceway.consents;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way: what was typed so far.
 *
 * @param find what enterprises are looked for by
 */
public record ConsentForm(
        String find,
        @Nullable UUID granter,
        String purpose,
        String reference,
        String message,
        List<String> fields,
        String from,
        String to,
        String lastDay) {
    public ConsentForm {
        fields = List.copyOf(fields);
    }

    /** An enterprise to choose. */
    public record Choice(String id, String name, String more) {}

    /** A line of the published rule as its page shows it. */
    public record Rule(String name, String explanation, String readers, List<String> fields, int longestDays) {
        public Rule {
            fields = List.copyOf(fields);
        }
    }
}
