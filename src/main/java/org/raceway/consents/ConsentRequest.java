package org.raceway.consents;

import java.util.UUID;

/**
 * What an enterprise asks another one for.
 *
 * @param granter whose data
 * @param message to the granter's people, at most {@value #LONGEST_TEXT} characters; may be empty
 */
public record ConsentRequest(UUID granter, PurposeReference purpose, Consent.Terms terms, String message) {
    /** The longest message or reason, in characters. */
    public static final int LONGEST_TEXT = 500;

    public ConsentRequest {
        message = message.strip();
    }
}
