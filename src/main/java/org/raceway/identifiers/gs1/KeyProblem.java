package org.raceway.identifiers.gs1;

import org.jspecify.annotations.Nullable;

/**
 * Why a URI that claims to be a GS1 key is none.
 *
 * @param part the part of the URI that is wrong
 * @param expected what should stand there, where that can be said: the check digit, or the lengths that are allowed
 */
public record KeyProblem(Code code, String part, @Nullable String expected) {

    /** What is wrong. */
    public enum Code {
        /** The last digit isn't the one that GS1 General Specifications 7.9 computes. */
        CHECK_DIGIT("check-digit"),
        /** Too short or too long. */
        LENGTH("length"),
        /** A character that this part can't hold, or one that must be percent-encoded. */
        CHARACTER("character"),
        /** A percent sign without two hexadecimal digits. */
        ESCAPE("escape"),
        /** A company prefix that isn't 6 to 12 digits. */
        COMPANY_PREFIX("company-prefix"),
        /** Too few or too many parts between dots. */
        PARTS("parts"),
        /** An EPC scheme that the Tag Data Standard doesn't have. */
        SCHEME("scheme"),
        /** A compressed GS1 Digital Link; the identifier has to be sent uncompressed. */
        COMPRESSED("compressed"),
        /** A key qualifier that doesn't go with this key, or stands twice. */
        QUALIFIER("qualifier");

        private final String code;

        Code(String code) {
            this.code = code;
        }

        /** Stable code such as {@code check-digit}. */
        public String code() {
            return code;
        }
    }
}
