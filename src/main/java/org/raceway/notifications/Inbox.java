package org.raceway.notifications;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.platform.Waiting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a caller finds in their inbox and on their to-do list. */
@Repository
class Inbox {
    private final JdbcClient database;
    private final Clock clock;

    Inbox(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** How much is unread and how much is to be done, each counted no further than {@link Waiting#COUNTED}. */
    Waiting waiting(Caller caller) {
        ReadingScope notices = ReadingScope.notices(caller);
        ReadingScope tasks = ReadingScope.tasks(caller);
        List<Object> values = new ArrayList<>(notices.values());
        values.addAll(tasks.values());
        return database.sql("""
                        select (select count(*) from (
                                   select from notice where %1$s and read_at is null limit %3$d) as unread),
                               (select count(*) from (select from task where %2$s and done_at is null limit %3$d) as waiting)
                        """.formatted(notices.condition(), tasks.condition(), Waiting.COUNTED))
                .params(values)
                .query((row, index) -> new Waiting(row.getInt(1), row.getInt(2)))
                .single();
    }

    /** The caller's notice with this id. */
    Optional<InboxNotice> find(Caller caller, UUID id) {
        ReadingScope scope = ReadingScope.notices(caller);
        return database.sql("select " + InboxNotice.COLUMNS + " from notice where " + scope.condition() + " and id = ?")
                .params(scope.values())
                .param(id)
                .query(InboxNotice::read)
                .optional();
    }

    /**
     * The newest notices.
     *
     * @param unread only those that are, or only those that are not; absent for all
     * @param before older than this one; absent to begin with the newest
     */
    List<InboxNotice> list(
            Caller caller, @Nullable Boolean unread, @Nullable String kind, @Nullable UUID before, int limit) {
        ReadingScope scope = ReadingScope.notices(caller);
        StringBuilder condition = new StringBuilder(scope.condition());
        List<Object> values = new ArrayList<>(scope.values());
        if (unread != null) {
            condition.append(unread ? " and read_at is null" : " and read_at is not null");
        }
        if (kind != null) {
            condition.append(" and kind = ?");
            values.add(kind);
        }
        if (before != null) {
            condition.append(" and id < ?");
            values.add(before);
        }
        values.add(limit);
        return database.sql("select " + InboxNotice.COLUMNS + " from notice where " + condition
                        + " order by id desc limit ?")
                .params(values)
                .query(InboxNotice::read)
                .list();
    }

    /** Marks a notice of the caller's as read; one that is read already keeps its time. */
    void markRead(Caller caller, UUID id) {
        ReadingScope scope = ReadingScope.notices(caller);
        List<Object> values = new ArrayList<>();
        values.add(clock.instant().atOffset(ZoneOffset.UTC));
        values.addAll(scope.values());
        values.add(id);
        database.sql("update notice set read_at = ? where " + scope.condition() + " and id = ? and read_at is null")
                .params(values)
                .update();
    }

    /**
     * Marks all that the caller sees as read.
     *
     * @return how many were not
     */
    int markAllRead(Caller caller) {
        ReadingScope scope = ReadingScope.notices(caller);
        List<Object> values = new ArrayList<>();
        values.add(clock.instant().atOffset(ZoneOffset.UTC));
        values.addAll(scope.values());
        return database.sql("update notice set read_at = ? where " + scope.condition() + " and read_at is null")
                .params(values)
                .update();
    }

    /** The to-dos that have waited longest. */
    List<Task> tasks(Caller caller, int limit) {
        ReadingScope scope = ReadingScope.tasks(caller);
        return database.sql("select " + Task.COLUMNS + " from task where " + scope.condition()
                        + " and done_at is null order by created_at, id limit ?")
                .params(scope.values())
                .param(limit)
                .query(Task::read)
                .list();
    }
}
