package org.raceway.traceability;

import java.util.List;
import org.raceway.platform.Fact;

/**
 * What a page says of a capture.
 *
 * @param success whether nothing was refused
 * @param stored newly stored events
 * @param failures why events were refused, in document order
 * @param more whether there were more than the job keeps
 */
public record CaptureReport(
        String id, boolean success, int stored, List<Fact> facts, List<Failure> failures, boolean more) {
    public CaptureReport {
        facts = List.copyOf(facts);
        failures = List.copyOf(failures);
    }

    /**
     * A row of the error report.
     *
     * @param event the event's place in the document from 1, or a word for the document itself
     * @param path where in the document
     * @param value what stood there, empty when nothing
     * @param mend what is wrong and how to mend it
     * @param rule the rule's stable code
     * @param clause the standard's clause
     */
    public record Failure(String event, String path, String value, String mend, String rule, String clause) {}
}
