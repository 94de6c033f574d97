package org.raceway.notifications;

import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes what is sent into the sender's transaction, and hands it to its readers once that is committed. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class StoredNotifications implements Notifications {
    private final JdbcClient database;
    private final DeclaredKinds kinds;
    private final NoticeDispatch dispatch;
    private final TimeOrderedIds ids;
    private final Clock clock;

    StoredNotifications(
            JdbcClient database, DeclaredKinds kinds, NoticeDispatch dispatch, TimeOrderedIds ids, Clock clock) {
        this.database = database;
        this.kinds = kinds;
        this.dispatch = dispatch;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void send(Notice notice) {
        kinds.get(notice.kind());
        if (notice.task() != null) {
            open(notice, notice.task());
        }
        Addressed to = Addressed.of(notice.audience());
        UUID id = ids.next();
        database.sql("""
                insert into notice_dispatch (id, kind, arguments, link, task, reach, enterprise, permission, accounts,
                                             except_for, created_at)
                values (:id, :kind, :arguments::jsonb, :link, :task, :reach, :enterprise, :permission, :accounts, :except, :now)
                """)
                .param("id", id)
                .param("kind", notice.kind())
                .param("arguments", NoticeText.json(notice.arguments()))
                .param("link", notice.link())
                .param("task", notice.task(), Types.VARCHAR)
                .param("reach", to.reach().name())
                .param("enterprise", to.enterprise(), Types.OTHER)
                .param("permission", to.permission(), Types.VARCHAR)
                .param("accounts", to.array())
                .param("except", notice.except(), Types.OTHER)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                dispatch.deliver(id);
            }
        });
    }

    @Override
    public void assign(Notice notice) {
        kinds.get(notice.kind());
        if (notice.task() == null) {
            throw new IllegalArgumentException("a to-do has a key");
        }
        open(notice, notice.task());
    }

    private void open(Notice notice, String task) {
        Addressed to = Addressed.of(notice.audience());
        database.sql("""
                select open_task(:id, :key, :kind, :arguments::jsonb, :link, :reach, :enterprise::uuid, :permission::text,
                                 :accounts, :now)
                """)
                .param("id", ids.next())
                .param("key", task)
                .param("kind", notice.kind())
                .param("arguments", NoticeText.json(notice.arguments()))
                .param("link", notice.link())
                .param("reach", to.reach().name())
                .param("enterprise", to.enterprise(), Types.OTHER)
                .param("permission", to.permission(), Types.VARCHAR)
                .param("accounts", to.array())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, index) -> 0)
                .list();
    }

    @Override
    public void done(String task) {
        database.sql("select close_task(:key, :now)")
                .param("key", task)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, index) -> 0)
                .list();
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS)
    public boolean isOpen(String task) {
        return database.sql("select is_task_open(:key)")
                .param("key", task)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void forgetAccount(UUID account) {
        database.sql("select forget_account_notices(:account)")
                .param("account", account)
                .query((row, index) -> 0)
                .list();
    }

    @Override
    public void forgetEnterprise(UUID enterprise) {
        database.sql("select forget_enterprise_notices(:enterprise)")
                .param("enterprise", enterprise)
                .query((row, index) -> 0)
                .list();
    }

    /** An audience in columns. */
    private record Addressed(
            Reach reach,
            @Nullable UUID enterprise,
            @Nullable String permission,
            Set<UUID> accounts) {

        static Addressed of(Audience audience) {
            Reach reach = Reach.of(audience);
            return switch (audience) {
                case Audience.People people -> new Addressed(reach, people.enterprise(), null, people.accounts());
                case Audience.Holders holders ->
                    new Addressed(
                            reach, holders.enterprise(), holders.permission().code(), Set.of());
            };
        }

        UUID[] array() {
            return accounts.toArray(UUID[]::new);
        }
    }
}
