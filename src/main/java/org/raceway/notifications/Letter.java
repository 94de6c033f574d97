package org.raceway.notifications;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail with a one-time link. Its texts are those of a {@link Notice} of this kind: {@code notice.<kind>.name}, {@code .title} and {@code
 * .body}.
 *
 * @param kind the room's name, a dot and a word; not declared as a {@link NoticeKind}, because nobody can prefer not to get it
 * @param address where to; it need not be an account's
 * @param language that the reader is thought to read
 * @param arguments at most {@value Notice#MOST_ARGUMENTS}
 * @param link a path of this installation with the secret in it
 * @param until when the link stops working; the mail is not sent after that
 * @param account whose letter it is, so that it is forgotten with them; absent for who has none yet
 */
public record Letter(
        String kind,
        String address,
        Locale language,
        List<NoticeArgument> arguments,
        String link,
        Instant until,
        @Nullable UUID account) {
    /** The longest e-mail address (RFC 5321, 4.5.3.1.3), in characters. */
    public static final int LONGEST_ADDRESS = 254;

    public Letter {
        arguments = List.copyOf(arguments);
        if (arguments.size() > Notice.MOST_ARGUMENTS) {
            throw new IllegalArgumentException("a letter has at most " + Notice.MOST_ARGUMENTS + " arguments");
        }
        if (!address.matches("[^@\\s<>]+@[^@\\s<>]+") || address.length() > LONGEST_ADDRESS) {
            throw new IllegalArgumentException("a letter goes to one e-mail address");
        }
        if (!link.startsWith("/") || link.startsWith("//") || link.length() > Notice.LONGEST_LINK) {
            throw new IllegalArgumentException(
                    "a letter's link is a path of at most " + Notice.LONGEST_LINK + " characters");
        }
    }

    /** Without the address and the secret, so that no log line ever holds them. */
    @Override
    public String toString() {
        return "Letter[" + kind + "]";
    }
}
