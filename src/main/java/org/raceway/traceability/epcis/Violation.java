package org.raceway.traceability.epcis;

import org.jspecify.annotations.Nullable;

/**
 * Why an event, or a document, is refused.
 *
 * @param eventIndex the event's place in the document from 0; -1 for the document itself
 * @param path where, as a JSON pointer or an XPath into the document as it was sent
 * @param value the offending value, shortened to at most 200 characters
 * @param detail what the rule's message needs besides the value, such as the expected check digit
 */
public record Violation(
        int eventIndex,
        String path,
        Rule rule,
        @Nullable String value,
        @Nullable String detail) {}
