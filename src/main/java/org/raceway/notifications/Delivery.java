package org.raceway.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way out of the house.
 *
 * @param id kept over all attempts
 * @param account whose mail it is; absent for a webhook's message
 * @param webhook whose message it is; absent for a mail
 * @param items of a digest: the notices in it
 * @param attempts the one under way included
 * @param expiresAt when it is given up
 * @param error what the other side said last
 * @param letter sealed; absent for what is none, and once it has gone
 * @param voidAt when a letter's link stops working; absent for what is none
 */
record Delivery(
        UUID id,
        Channel channel,
        @Nullable UUID account,
        @Nullable UUID webhook,
        @Nullable UUID enterprise,
        NoticeText text,
        String link,
        List<UUID> items,
        State state,
        int attempts,
        Instant nextAt,
        Instant at,
        Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable String error,
        @Nullable String letter,
        @Nullable Instant voidAt) {
    /** The kind of a digest, which is no notice. */
    static final String DIGEST = "digest";

    Delivery {
        items = List.copyOf(items);
    }

    /** Whether it is a letter whose link works no more, or that has gone. */
    boolean isVoid(Instant now) {
        return voidAt != null && (letter == null || !now.isBefore(voidAt));
    }

    enum Channel {
        MAIL,
        WEBHOOK
    }

    enum State {
        WAITING,
        SENT,
        /** Given up. */
        DEAD
    }

    static Delivery read(ResultSet row, int index) throws SQLException {
        OffsetDateTime voided = row.getObject("void_at", OffsetDateTime.class);
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Delivery(
                row.getObject("id", UUID.class),
                Channel.valueOf(row.getString("channel")),
                row.getObject("account", UUID.class),
                row.getObject("webhook", UUID.class),
                row.getObject("enterprise", UUID.class),
                NoticeText.of(row.getString("kind"), row.getString("arguments")),
                row.getString("link"),
                Stream.of((Object[]) row.getArray("items").getArray())
                        .map(UUID.class::cast)
                        .toList(),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getObject("next_at", OffsetDateTime.class).toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("error"),
                row.getString("letter_sealed"),
                voided == null ? null : voided.toInstant());
    }
}
