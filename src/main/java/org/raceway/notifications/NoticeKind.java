package org.raceway.notifications;

import java.util.Set;
import org.raceway.access.Permission;

/**
 * A kind of notice. Its texts: {@code notice.<code>.name} for the preferences page ("Application approved"), {@code
 * notice.<code>.title} and {@code notice.<code>.body} with places for the arguments.
 *
 * @param code stable; the room's name, a dot and a word: {@code enterprises.approved}
 * @param mail how it is mailed to who has chosen nothing
 * @param permissions who holds one of these can get it, and is asked for a preference; empty for everybody
 */
public record NoticeKind(String code, Mail mail, Set<Permission> permissions) {
    public NoticeKind {
        permissions = Set.copyOf(permissions);
        if (!code.matches("[a-z]+\\.[A-Za-z][A-Za-z0-9-]{0,60}")) {
            throw new IllegalArgumentException("the kind of a notice is room.word, not " + code);
        }
    }

    /** A kind that concerns who holds one of these permissions; without any, everybody. */
    public static NoticeKind of(String code, Mail mail, Permission... permissions) {
        return new NoticeKind(code, mail, Set.of(permissions));
    }

    /** When a notice is mailed. */
    public enum Mail {
        /** At once. */
        NOW,
        /** With the others of the day. */
        DIGEST,
        /** Never; it is in the inbox. */
        OFF
    }
}
