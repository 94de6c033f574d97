package org.raceway.audit;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was done, to what. Made by {@link #done}, {@link #refused} or {@link #failed}:
 *
 * <pre>{@code
 * trail.record(AuditEntry.done("enterprises.register", "enterprise", id).about(id).with("step", "first review"));
 * }</pre>
 *
 * @param action stable: the room, a dot, what was done, at most 64 characters of {@code a-z}, digits, dots and hyphens
 * @param subjectKind what kind of thing it was done to, such as {@code enterprise}; written like an action's part
 * @param subject that thing's id, at most {@value #LONGEST_SUBJECT} characters; absent for all of the kind, as in an export
 * @param enterprise whose data is touched: its people with {@code audit.read} see the entry; absent for the cluster's own affairs
 * @param details further facts by name, at most {@value #MOST_DETAILS}; values are cut after {@value #LONGEST_DETAIL} characters.
 *     Never a secret, and never a person's name, phone number or e-mail address: nothing here can be erased
 */
public record AuditEntry(
        String action,
        String subjectKind,
        @Nullable String subject,
        @Nullable UUID enterprise,
        Outcome outcome,
        Map<String, String> details) {

    static final int LONGEST_SUBJECT = 256;
    static final int MOST_DETAILS = 16;
    static final int LONGEST_DETAIL = 500;

    private static final Pattern ACTION = Pattern.compile("(?=.{3,64}$)[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*\\.[a-z0-9-]+");
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern DETAIL = Pattern.compile("[a-z][A-Za-z0-9]{0,63}");
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(?:password|secret|token|credential|privatekey|hash).*");

    /** How it ended. */
    public enum Outcome {
        /** It was done. */
        DONE,
        /** Raceway would not: a rule or a missing right. */
        REFUSED,
        /** It went wrong. */
        FAILED;

        private final String code = name().toLowerCase(Locale.ROOT);

        /** As it is stored and sent. */
        public String code() {
            return code;
        }
    }

    /**
     * Checks and cuts.
     *
     * @throws IllegalArgumentException if a code is written wrongly, there are too many details, or one is named like a secret
     */
    public AuditEntry {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException("no action: " + action);
        }
        if (!KIND.matcher(subjectKind).matches()) {
            throw new IllegalArgumentException("no kind of subject: " + subjectKind);
        }
        if (details.size() > MOST_DETAILS) {
            throw new IllegalArgumentException("more than " + MOST_DETAILS + " details");
        }
        subject = cut(subject, LONGEST_SUBJECT);
        TreeMap<String, String> checked = new TreeMap<>();
        details.forEach((name, value) -> {
            if (!DETAIL.matcher(name).matches() || SECRET.matcher(name).matches()) {
                throw new IllegalArgumentException("no detail for an audit trail: " + name);
            }
            checked.put(name, String.valueOf(cut(value, LONGEST_DETAIL)));
        });
        details = Collections.unmodifiableSortedMap(checked);
    }

    /** It was done. */
    public static AuditEntry done(String action, String subjectKind, @Nullable Object subject) {
        return of(Outcome.DONE, action, subjectKind, subject);
    }

    /** Raceway would not. Say why in a detail {@code reason}. */
    public static AuditEntry refused(String action, String subjectKind, @Nullable Object subject) {
        return of(Outcome.REFUSED, action, subjectKind, subject);
    }

    /** It went wrong. */
    public static AuditEntry failed(String action, String subjectKind, @Nullable Object subject) {
        return of(Outcome.FAILED, action, subjectKind, subject);
    }

    private static AuditEntry of(Outcome outcome, String action, String subjectKind, @Nullable Object subject) {
        return new AuditEntry(
                action, subjectKind, subject == null ? null : subject.toString(), null, outcome, Map.of());
    }

    /** The same, about this enterprise's data. */
    public AuditEntry about(@Nullable UUID owner) {
        return new AuditEntry(action, subjectKind, subject, owner, outcome, details);
    }

    /** The same with one more detail; an absent value is left out. */
    public AuditEntry with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        TreeMap<String, String> more = new TreeMap<>(details);
        more.put(name, value.toString());
        return new AuditEntry(action, subjectKind, subject, enterprise, outcome, more);
    }

    /** At most so many UTF-16 units, no half character at the end or anywhere, and no NUL, which PostgreSQL does not store. */
    static @Nullable String cut(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        StringBuilder whole = new StringBuilder(Math.min(text.length(), longest));
        text.codePoints()
                .map(point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                        ? '\uFFFD'
                        : point)
                .takeWhile(point -> whole.length() + Character.charCount(point) <= longest)
                .forEachOrdered(whole::appendCodePoint);
        return whole.toString();
    }
}
