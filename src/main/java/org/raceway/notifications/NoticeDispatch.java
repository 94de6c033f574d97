package org.raceway.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Permission;
import org.raceway.notifications.Recipients.Recipient;
import org.raceway.platform.WholeDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Hands what was sent to its readers. Usually right after the sender's transaction; what a killed process left lying is picked
 * up by the {@link NoticeWorker}.
 */
@Component
class NoticeDispatch {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeDispatch.class);
    /** Dispatches a round of the worker. */
    static final int AT_ONCE = 100;

    private final WholeDatabase whole;
    private final JdbcTemplate database;
    private final ObjectProvider<Recipients> recipients;

    NoticeDispatch(WholeDatabase whole, ObjectProvider<Recipients> recipients) {
        this.whole = whole;
        this.database = whole.template();
        this.recipients = recipients;
    }

    /** Hands on this one; what fails is left to the worker. */
    void deliver(UUID id) {
        try {
            whole.inTransaction(() -> handOn(
                    database.query("delete from notice_dispatch where id = ? returning *", NoticeDispatch::read, id)));
        } catch (RuntimeException e) {
            LOG.warn("The notice {} is handed on later: {}", id, e.getMessage());
        }
    }

    /**
     * Hands on what is left over.
     *
     * @return how many
     */
    int deliverLeftOvers() {
        return whole.inTransaction(() -> handOn(database.query("""
                delete from notice_dispatch where id in (
                    select id from notice_dispatch order by id limit ? for update skip locked) returning *
                """, NoticeDispatch::read, AT_ONCE)));
    }

    private int handOn(List<Sent> some) {
        some.forEach(this::handOn);
        return some.size();
    }

    private void handOn(Sent sent) {
        Recipients people = recipients.getObject();
        List<UUID> accounts = sent.permission() == null
                ? sent.accounts()
                : people.holding(sent.enterprise(), Permission.of(sent.permission()));
        if (accounts.size() > Audience.MOST_PEOPLE) {
            LOG.warn(
                    "{} people hold {}: the first {} are told",
                    accounts.size(),
                    sent.permission(),
                    Audience.MOST_PEOPLE);
            accounts = accounts.subList(0, Audience.MOST_PEOPLE);
        }
        List<Recipient> readers = people.byIds(accounts).stream()
                .filter(reader -> !reader.account().equals(sent.except()))
                .toList();
        List<Object[]> rows = new ArrayList<>(readers.size());
        for (Recipient reader : readers) {
            rows.add(new Object[] {
                reader.account(),
                sent.id(),
                sent.kind(),
                sent.arguments(),
                sent.link(),
                sent.task(),
                sent.reach().name(),
                sent.enterprise(),
                sent.at().atOffset(ZoneOffset.UTC)
            });
        }
        database.batchUpdate("""
                insert into notice (account, id, kind, arguments, link, task, reach, enterprise, created_at)
                values (?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)
                """, rows, new int[] {
            Types.OTHER,
            Types.OTHER,
            Types.VARCHAR,
            Types.VARCHAR,
            Types.VARCHAR,
            Types.VARCHAR,
            Types.VARCHAR,
            Types.OTHER,
            Types.TIMESTAMP_WITH_TIMEZONE
        });
    }

    private static Sent read(ResultSet row, int index) throws SQLException {
        return new Sent(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("arguments"),
                row.getString("link"),
                row.getString("task"),
                Reach.valueOf(row.getString("reach")),
                row.getObject("enterprise", UUID.class),
                row.getString("permission"),
                Stream.of((Object[]) row.getArray("accounts").getArray())
                        .map(UUID.class::cast)
                        .toList(),
                row.getObject("except_for", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private record Sent(
            UUID id,
            String kind,
            String arguments,
            String link,
            @Nullable String task,
            Reach reach,
            @Nullable UUID enterprise,
            @Nullable String permission,
            List<UUID> accounts,
            @Nullable UUID except,
            Instant at) {}
}
