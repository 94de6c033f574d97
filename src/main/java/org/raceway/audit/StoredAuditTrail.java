package org.raceway.audit;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.raceway.platform.crypto.Digests;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The trail in the tables {@code audit_entry}, {@code audit_origin} and {@code audit_unsealed}. */
@Repository
class StoredAuditTrail implements AuditTrail {
    private static final int SALT_BYTES = 16;

    private final JdbcClient database;
    private final WholeDatabase whole;
    private final Digests digests;
    private final CurrentActor current;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final TimeOrderedIds ids;

    StoredAuditTrail(
            JdbcClient database,
            WholeDatabase whole,
            Digests digests,
            CurrentActor current,
            Clock clock,
            TimeOrderedIds ids) {
        this.digests = digests;
        this.database = database;
        this.whole = whole;
        this.current = current;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public void record(AuditEntry entry) {
        insert(database(entry.outcome()), current.get(), current.lender().orElse(null), entry);
    }

    @Override
    public void recordAs(AuditActor actor, AuditEntry entry) {
        insert(database(entry.outcome()), actor, null, entry);
    }

    /**
     * The transaction under way is the users' or the owner's. What must stay when that is rolled back goes through the owner's
     * connections, which are another pool: who holds one of the users' must not wait for a second one there.
     */
    private JdbcClient database(AuditEntry.Outcome outcome) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            return database;
        }
        boolean owners = isUnderWay(whole.dataSource());
        if (outcome == AuditEntry.Outcome.DONE && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            return owners ? whole.client() : database;
        }
        return owners ? database : whole.client();
    }

    private static boolean isUnderWay(DataSource source) {
        if (!(TransactionSynchronizationManager.getResource(source) instanceof ConnectionHolder holder)) {
            return false;
        }
        try {
            return !holder.getConnection().getAutoCommit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insert(JdbcClient through, AuditActor actor, @Nullable UUID lender, AuditEntry entry) {
        OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        Origin origin = actor.address() == null && actor.userAgent() == null
                ? null
                : new Origin(salt(), actor.address(), actor.userAgent());
        through.sql("""
                with written as (
                    insert into audit_entry (id, occurred_at, action, subject_kind, subject, enterprise, outcome, details,
                                             actor_kind, actor, actor_for, actor_enterprise, actor_part, request_id, origin)
                    values (:id, :now, :action, :subjectKind, :subject, :enterprise, :outcome, :details::jsonb,
                            :actorKind, :actor, :actorFor, :actorEnterprise, :actorPart, :requestId, :origin)
                ), kept as (
                    insert into audit_origin (entry, recorded_at, account, salt, address, user_agent)
                    select :id, :now, :actor, :salt, :address, :userAgent where :salt::text is not null
                )
                insert into audit_unsealed (entry) values (:id)
                """)
                .param("id", ids.next())
                .param("now", now)
                .param("action", entry.action())
                .param("subjectKind", entry.subjectKind())
                .param("subject", entry.subject(), Types.VARCHAR)
                .param("enterprise", entry.enterprise(), Types.OTHER)
                .param("outcome", entry.outcome().code())
                .param("details", CanonicalJson.write(entry.details()))
                .param("actorKind", actor.kind().code())
                .param("actor", actor.account(), Types.OTHER)
                .param("actorFor", lender, Types.OTHER)
                .param("actorEnterprise", actor.enterprise(), Types.OTHER)
                .param("actorPart", actor.part(), Types.VARCHAR)
                .param("requestId", actor.requestId(), Types.VARCHAR)
                .param("origin", origin == null ? null : origin.digest(digests.name()), Types.VARCHAR)
                .param("salt", origin == null ? null : origin.salt(), Types.VARCHAR)
                .param("address", origin == null ? null : origin.address(), Types.VARCHAR)
                .param("userAgent", origin == null ? null : origin.userAgent(), Types.VARCHAR)
                .update();
    }

    private String salt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }
}
