package org.raceway.audit;

import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The trail in the tables {@code audit_entry} and {@code audit_unsealed}. */
@Repository
class StoredAuditTrail implements AuditTrail {
    /** Connections beside the pool: who holds one of the pool must not wait for a second one there. */
    private static final int APART_AT_ONCE = 4;

    private final JdbcClient database;
    private final JdbcClient apart;
    private final Semaphore apartAtOnce = new Semaphore(APART_AT_ONCE);
    private final CurrentActor current;
    private final Clock clock;
    private final TimeOrderedIds ids;

    StoredAuditTrail(
            JdbcClient database,
            JdbcConnectionDetails connection,
            CurrentActor current,
            Clock clock,
            TimeOrderedIds ids) {
        this.database = database;
        this.apart = JdbcClient.create(new DriverManagerDataSource(
                connection.getJdbcUrl(),
                String.valueOf(connection.getUsername()),
                String.valueOf(connection.getPassword())));
        this.current = current;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public void record(AuditEntry entry) {
        recordAs(current.get(), entry);
    }

    @Override
    public void recordAs(AuditActor actor, AuditEntry entry) {
        boolean changing = TransactionSynchronizationManager.isActualTransactionActive()
                && !TransactionSynchronizationManager.isCurrentTransactionReadOnly();
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || (changing && entry.outcome() == AuditEntry.Outcome.DONE)) {
            insert(database, actor, entry);
            return;
        }
        apartAtOnce.acquireUninterruptibly();
        try {
            insert(apart, actor, entry);
        } finally {
            apartAtOnce.release();
        }
    }

    private void insert(JdbcClient through, AuditActor actor, AuditEntry entry) {
        UUID id = ids.next();
        through.sql("""
                with written as (
                    insert into audit_entry (id, occurred_at, action, subject_kind, subject, enterprise, outcome, details,
                                             actor_kind, actor, actor_enterprise, actor_part, address, user_agent, request_id)
                    values (:id, :occurredAt, :action, :subjectKind, :subject, :enterprise, :outcome, :details::jsonb,
                            :actorKind, :actor, :actorEnterprise, :actorPart, :address, :userAgent, :requestId)
                    returning id)
                insert into audit_unsealed (entry) select id from written
                """)
                .param("id", id)
                .param(
                        "occurredAt",
                        clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .param("action", entry.action())
                .param("subjectKind", entry.subjectKind())
                .param("subject", entry.subject(), Types.VARCHAR)
                .param("enterprise", entry.enterprise(), Types.OTHER)
                .param("outcome", entry.outcome().code())
                .param("details", CanonicalJson.write(entry.details()))
                .param("actorKind", actor.kind().code())
                .param("actor", actor.account(), Types.OTHER)
                .param("actorEnterprise", actor.enterprise(), Types.OTHER)
                .param("actorPart", actor.part(), Types.VARCHAR)
                .param("address", actor.address(), Types.VARCHAR)
                .param("userAgent", actor.userAgent(), Types.VARCHAR)
                .param("requestId", actor.requestId(), Types.VARCHAR)
                .update();
    }
}
