package org.raceway.identifiers.gs1;

/** GS1 check digits (General Specifications 7.9) and check character pairs (7.9.5). */
public final class CheckDigits {
    private static final int[] PRIMES = {
        2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83
    };
    private static final String SET_82 =
            "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    private static final String PAIR = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private CheckDigits() {}

    /** The digit that completes these digits. */
    public static char of(CharSequence digits) {
        return of(digits, 0, digits.length());
    }

    /** The digit that completes the digits in a range. */
    static char of(CharSequence text, int from, int to) {
        int odd = 0;
        int even = 0;
        for (int i = to - 1; i >= from; i -= 2) {
            odd += text.charAt(i) - '0';
        }
        for (int i = to - 2; i >= from; i -= 2) {
            even += text.charAt(i) - '0';
        }
        return (char) ('0' + (10 - (odd * 3 + even) % 10) % 10);
    }

    /** Whether this is all digits and the last one is right. */
    public static boolean valid(CharSequence digits) {
        int last = digits.length() - 1;
        for (int i = 0; i <= last; i++) {
            if (!Characters.has(digits.charAt(i), Characters.DIGIT)) {
                return false;
            }
        }
        return last > 0 && of(digits, 0, last) == digits.charAt(last);
    }

    /** The two characters that complete a global model number of at most 23 characters of set 82. */
    public static String pairOf(CharSequence text) {
        int sum = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            sum += SET_82.indexOf(text.charAt(i)) * PRIMES[length - 1 - i];
        }
        sum %= 1021;
        return new String(new char[] {PAIR.charAt(sum >> 5), PAIR.charAt(sum & 31)});
    }
}
