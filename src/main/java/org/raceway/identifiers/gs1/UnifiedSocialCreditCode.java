package org.raceway.identifiers.gs1;

/** The 18 characters that name a Chinese legal person or organisation (GB 32100-2015). */
public final class UnifiedSocialCreditCode {
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    private UnifiedSocialCreditCode() {}

    /** The character that completes the first 17. */
    public static char checkCharacter(CharSequence first17) {
        if (first17.length() != 17) {
            throw new IllegalArgumentException("17 characters, not " + first17.length());
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            int value = ALPHABET.indexOf(first17.charAt(i));
            if (value < 0) {
                throw new IllegalArgumentException("no character of the alphabet: " + first17.charAt(i));
            }
            sum += value * WEIGHTS[i];
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    /** Whether length, characters, the six digits of the division and the check character are right. */
    public static boolean isValid(CharSequence code) {
        if (code.length() != 18) {
            return false;
        }
        for (int i = 0; i < 18; i++) {
            if (ALPHABET.indexOf(code.charAt(i)) < 0
                    || (i >= 2 && i < 8 && !Characters.has(code.charAt(i), Characters.DIGIT))) {
                return false;
            }
        }
        return checkCharacter(code.subSequence(0, 17)) == code.charAt(17);
    }
}
