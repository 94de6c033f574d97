package org.raceway.consents;

/**
 * What a consent is for: the purpose, and which of its matters, such as loan application 17.
 *
 * @param purpose code of a published purpose
 * @param reference at most {@value #LONGEST_REFERENCE} characters
 */
public record PurposeReference(String purpose, String reference) {
    /** The longest reference, in characters. */
    public static final int LONGEST_REFERENCE = 60;

    public PurposeReference {
        reference = reference.strip();
        if (reference.isEmpty() || reference.length() > LONGEST_REFERENCE) {
            throw new IllegalArgumentException("a reference has 1 to " + LONGEST_REFERENCE + " characters");
        }
    }
}
