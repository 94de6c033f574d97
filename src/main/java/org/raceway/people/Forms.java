package org.raceway.people;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;

/** What this room's forms have in common. */
final class Forms {
    private static final Set<String> DONE = Set.of(
            "changed",
            "suspended",
            "resumed",
            "saved",
            "deleted",
            "revoked",
            "lent",
            "lentEnded",
            "joined",
            "mailed",
            "mailOff",
            "mailsTooMany");

    private Forms() {}

    /** The id in a field, or null where it is empty. */
    static @Nullable UUID id(String text, PeopleProblem otherwise) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(e, otherwise);
        }
    }

    /** What to say after something was done; empty for nothing. */
    static String done(@Nullable String done, Texts texts) {
        return done != null && DONE.contains(done) ? texts.get("people.done." + done) : "";
    }

    /** The field that a refusal is about. */
    static String field(ProblemException refused, String otherwise) {
        return refused instanceof BadField bad ? bad.field() : otherwise;
    }
}
