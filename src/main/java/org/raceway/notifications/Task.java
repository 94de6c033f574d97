package org.raceway.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A to-do in somebody's list.
 *
 * @param doneAt absent while it waits
 */
record Task(
        UUID id,
        String key,
        NoticeText text,
        String link,
        Instant since,
        @Nullable Instant doneAt) {
    static final String COLUMNS = "id, key, kind, arguments, link, created_at, done_at";

    static Task read(ResultSet row, int index) throws SQLException {
        OffsetDateTime doneAt = row.getObject("done_at", OffsetDateTime.class);
        return new Task(
                row.getObject("id", UUID.class),
                row.getString("key"),
                NoticeText.of(row.getString("kind"), row.getString("arguments")),
                row.getString("link"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                doneAt == null ? null : doneAt.toInstant());
    }
}
