package org.raceway.people.signin;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords may be chosen, after NIST SP 800-63B-4, 3.1.1.2: {@value #SHORTEST} to {@value #LONGEST} characters of any script, no rule
 * on which kinds, and none that everybody guesses first: common ones, also with digits and signs at their ends; phone numbers, dates
 * and other digits; repetitions; the person's own names and those of the place.
 */
public final class PasswordRules {
    /** Characters, after NFKC. */
    public static final int SHORTEST = 10;
    /** Characters, after NFKC. */
    public static final int LONGEST = 128;

    /** Digits alone: any phone, date or identity number is found in no time. */
    private static final int SHORTEST_OF_DIGITS = 20;
    /** What must be left besides words that everybody who knows the person would try. */
    private static final int SHORTEST_OWN_PART = 8;

    private static final int SHORTEST_NAME = 4;
    private static final int FEWEST_DIFFERENT = 5;
    private static final int LONGEST_UNIT = 6;
    private static final Set<String> OF_THE_PLACE = Set.of(
            "raceway",
            "zhounao",
            "zhoucheng",
            "bearing",
            "liaocheng",
            "linqing",
            "轴脑",
            "轴承",
            "聊城",
            "临清",
            "password",
            "mima",
            "密码");
    private static final Pattern ENDS = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");
    private static final Pattern DIGITS = Pattern.compile("[\\p{Nd}\\p{P}\\p{S}\\s]+");

    private PasswordRules() {}

    /** Why a password may not be chosen. The texts are {@code signin.password.<name>}. */
    public enum Refusal {
        TOO_SHORT,
        TOO_LONG,
        COMMON,
        DIGITS,
        REPETITION,
        NAMES
    }

    /**
     * Why this password may not be chosen, or empty if it may.
     *
     * @param names of the person: login, name, e-mail address, phone, enterprise; absent ones are passed over
     */
    public static Optional<Refusal> refusal(String password, Collection<? extends @Nullable String> names) {
        String normal = PasswordHashes.normal(password);
        int length = normal.codePointCount(0, normal.length());
        if (length < SHORTEST) {
            return Optional.of(Refusal.TOO_SHORT);
        }
        if (length > LONGEST || normal.length() > LONGEST || password.length() > LONGEST) {
            return Optional.of(Refusal.TOO_LONG);
        }
        String low = normal.toLowerCase(Locale.ROOT);
        if (DIGITS.matcher(low).matches() && length < SHORTEST_OF_DIGITS) {
            return Optional.of(Refusal.DIGITS);
        }
        if (low.codePoints().distinct().count() < FEWEST_DIFFERENT || isRepeated(low)) {
            return Optional.of(Refusal.REPETITION);
        }
        if (isCommon(low)) {
            return Optional.of(Refusal.COMMON);
        }
        return restsOn(low, names) ? Optional.of(Refusal.NAMES) : Optional.empty();
    }

    private static boolean isCommon(String low) {
        Predicate<String> common = CommonPasswords::contain;
        if (common.test(low) || common.test(low.replaceAll("[^\\p{L}\\p{Nd}]", ""))) {
            return true;
        }
        String core = ENDS.matcher(low).replaceAll("");
        String read = core.replace('@', 'a')
                .replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('5', 's')
                .replace('$', 's');
        return !core.isEmpty() && low.length() < 2 * SHORTEST && (common.test(core) || common.test(read));
    }

    private static boolean isRepeated(String low) {
        for (int unit = 1; unit <= Math.min(LONGEST_UNIT, low.length() / 2); unit++) {
            if (low.substring(unit).equals(low.substring(0, low.length() - unit))) {
                return true;
            }
        }
        return false;
    }

    private static boolean restsOn(String low, Collection<? extends @Nullable String> names) {
        List<String> known = names.stream()
                .filter(name -> name != null)
                .flatMap(name -> Pattern.compile("[^\\p{L}\\p{Nd}]+")
                        .splitAsStream(PasswordHashes.normal(name).toLowerCase(Locale.ROOT)))
                .filter(name -> name.length() >= SHORTEST_NAME || (name.length() >= 2 && name.codePointAt(0) > 0x2E7F))
                .collect(Collectors.toList());
        known.addAll(OF_THE_PLACE);
        known.sort((one, other) -> other.length() - one.length());
        String rest = low;
        for (String name : known) {
            rest = rest.replace(name, "\n");
        }
        if (rest.equals(low)) {
            return false;
        }
        // What commonly stands around a name counts for nothing: a year, 123, 888, an exclamation mark.
        String own = DIGITS.matcher(rest).replaceAll("");
        return own.length() < SHORTEST_OWN_PART && rest.length() < 2 * SHORTEST;
    }
}
