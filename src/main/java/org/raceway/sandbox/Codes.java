package org.raceway.sandbox;

/** Check digits, and codes that can't belong to anyone. */
final class Codes {
    private static final String USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    private Codes() {}

    /** The digits followed by their GS1 check digit (GS1 General Specifications 7.9). */
    static String withCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int fromRight = digits.length() - i;
            sum += (digits.charAt(i) - '0') * (fromRight % 2 == 1 ? 3 : 1);
        }
        return digits + (10 - sum % 10) % 10;
    }

    /**
     * A Unified Social Credit Code with valid check characters (GB 32100, GB 11714). Its division is 371599: Liaocheng
     * has no such county, so that no authority can ever have given it.
     */
    static String uscc(int number) {
        String organisation = "RW" + padded(number, 6);
        String body = "91371599" + organisation + organisationCheck(organisation);
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < body.length(); i++) {
            sum += USCC_ALPHABET.indexOf(body.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return body + USCC_ALPHABET.charAt((31 - sum % 31) % 31);
    }

    private static char organisationCheck(String organisation) {
        int sum = 0;
        for (int i = 0; i < ORGANISATION_WEIGHTS.length; i++) {
            char character = organisation.charAt(i);
            int value = character <= '9' ? character - '0' : character - 'A' + 10;
            sum += value * ORGANISATION_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
    }

    static String padded(long number, int width) {
        String digits = Long.toString(number);
        return digits.length() >= width ? digits : "0".repeat(width - digits.length()) + digits;
    }
}
