package org.raceway.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it is shown: without its address and secret.
 *
 * @param host as much of its address as is shown
 * @param kinds of notices that it is told of
 * @param lastGood how the last attempt ended; absent where there was none
 * @param lastAnswer what the other side said then
 */
record Webhook(
        UUID id,
        Reach reach,
        @Nullable UUID enterprise,
        String name,
        WebhookType type,
        String host,
        boolean signed,
        Locale language,
        List<String> kinds,
        boolean enabled,
        @Nullable Instant lastAt,
        @Nullable Boolean lastGood,
        @Nullable String lastAnswer) {
    static final String COLUMNS = """
            id, reach, enterprise, name, type, host, secret_sealed is not null as signed, language, kinds, enabled, last_at,
            last_good, last_answer""";

    Webhook {
        kinds = List.copyOf(kinds);
    }

    static Webhook read(ResultSet row, int index) throws SQLException {
        OffsetDateTime last = row.getObject("last_at", OffsetDateTime.class);
        return new Webhook(
                row.getObject("id", UUID.class),
                Reach.valueOf(row.getString("reach")),
                row.getObject("enterprise", UUID.class),
                row.getString("name"),
                WebhookType.valueOf(row.getString("type")),
                row.getString("host"),
                row.getBoolean("signed"),
                row.getString("language").equals("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE,
                List.of((String[]) row.getArray("kinds").getArray()),
                row.getBoolean("enabled"),
                last == null ? null : last.toInstant(),
                row.getObject("last_good", Boolean.class),
                row.getString("last_answer"));
    }
}
