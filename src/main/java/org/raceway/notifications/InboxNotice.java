package org.raceway.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice in somebody's inbox.
 *
 * @param task the key of the to-do that came with it; absent for none
 * @param readAt absent while it is unread
 */
record InboxNotice(
        UUID id,
        NoticeText text,
        String link,
        @Nullable String task,
        Instant at,
        @Nullable Instant readAt) {
    static final String COLUMNS = "id, kind, arguments, link, task, created_at, read_at";

    static InboxNotice read(ResultSet row, int index) throws SQLException {
        OffsetDateTime readAt = row.getObject("read_at", OffsetDateTime.class);
        return new InboxNotice(
                row.getObject("id", UUID.class),
                NoticeText.of(row.getString("kind"), row.getString("arguments")),
                row.getString("link"),
                row.getString("task"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                readAt == null ? null : readAt.toInstant());
    }
}
