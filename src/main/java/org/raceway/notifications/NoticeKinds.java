package org.raceway.notifications;

import java.util.List;

/** The kinds of notices that a room sends. A room publishes one as a bean; the start fails where a kind lacks its texts. */
public record NoticeKinds(List<NoticeKind> kinds) {
    public NoticeKinds {
        kinds = List.copyOf(kinds);
    }

    /** These kinds. */
    public static NoticeKinds of(NoticeKind... kinds) {
        return new NoticeKinds(List.of(kinds));
    }
}
