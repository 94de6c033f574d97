package org.raceway.notifications;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell. Its texts are {@code notice.<kind>.title} and {@code notice.<kind>.body}, filled with the arguments in the
 * reader's language when it is shown or sent.
 *
 * <pre>{@code
 * notifications.send(Notice.of(APPLIED, Audience.operator(Permission.ENTERPRISES_REVIEW), "/applications/" + id)
 *         .with(NoticeArgument.names(enterprise.name(), enterprise.englishName()), NoticeArgument.of(uscc))
 *         .asTask("application:" + id)
 *         .except(caller.accountId()));
 * }</pre>
 *
 * @param kind declared by a {@link NoticeKinds} bean, such as {@code enterprises.approved}
 * @param arguments at most {@value #MOST_ARGUMENTS}
 * @param link a path of this installation, at most {@value #LONGEST_LINK} characters
 * @param task the key of the to-do that it is, at most {@value #LONGEST_TASK} characters; absent where nothing is to be done
 * @param except who needs no telling, usually because they did it; absent for nobody
 */
public record Notice(
        String kind,
        List<NoticeArgument> arguments,
        Audience audience,
        String link,
        @Nullable String task,
        @Nullable UUID except) {
    /** The most arguments. */
    public static final int MOST_ARGUMENTS = 20;
    /** The longest link, in characters. */
    public static final int LONGEST_LINK = 2_048;
    /** The longest key of a to-do, in characters. */
    public static final int LONGEST_TASK = 200;

    public Notice {
        arguments = List.copyOf(arguments);
        if (arguments.size() > MOST_ARGUMENTS) {
            throw new IllegalArgumentException("a notice has at most " + MOST_ARGUMENTS + " arguments");
        }
        // Not //host, which leads elsewhere.
        if (!link.startsWith("/") || link.startsWith("//") || link.length() > LONGEST_LINK) {
            throw new IllegalArgumentException("a notice's link is a path of at most " + LONGEST_LINK + " characters");
        }
        if (task != null && (task.isBlank() || task.length() > LONGEST_TASK)) {
            throw new IllegalArgumentException("a to-do's key has 1 to " + LONGEST_TASK + " characters");
        }
    }

    /** A notice without arguments and to-do. */
    public static Notice of(String kind, Audience audience, String link) {
        return new Notice(kind, List.of(), audience, link, null, null);
    }

    /** The same with these arguments, in the order of the text's places. */
    public Notice with(NoticeArgument... its) {
        return new Notice(kind, List.of(its), audience, link, task, except);
    }

    /** The same as a to-do that waits until {@link Notifications#done} is called with this key. */
    public Notice asTask(String key) {
        return new Notice(kind, arguments, audience, link, key, except);
    }

    /** The same, but this person is not told; a to-do waits for them all the same. */
    public Notice except(@Nullable UUID account) {
        return new Notice(kind, arguments, audience, link, task, account);
    }
}
