package org.raceway.notifications;

import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.platform.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Deliveries as those see them who answer for them: the operator all, an enterprise its own webhooks'. */
@Repository
class DeadLetters {
    private static final String VISIBLE =
            "(cast(:enterprise as uuid) is null or (channel = 'WEBHOOK' and enterprise = :enterprise))";

    private final JdbcClient database;
    private final DeliverySettings settings;
    private final DeliveryWorker worker;
    private final AuditTrail audit;
    private final Clock clock;

    DeadLetters(JdbcClient database, DeliverySettings settings, DeliveryWorker worker, AuditTrail audit, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.worker = worker;
        this.audit = audit;
        this.clock = clock;
    }

    Optional<Delivery> find(Caller caller, UUID id) {
        return database.sql("select * from delivery where id = :id and " + VISIBLE)
                .param("id", id)
                .param("enterprise", caller.enterprise(), Types.OTHER)
                .query(Delivery::read)
                .optional();
    }

    /** The newest, at most so many. */
    List<Delivery> list(Caller caller, Delivery.@Nullable State state, int limit) {
        return database.sql("select * from delivery where " + VISIBLE
                        + " and (cast(:state as text) is null or state = :state) order by id desc limit :limit")
                .param("enterprise", caller.enterprise(), Types.OTHER)
                .param("state", state == null ? null : state.name(), Types.VARCHAR)
                .param("limit", limit)
                .query(Delivery::read)
                .list();
    }

    int countDead(Caller caller) {
        return database.sql("select count(*) from delivery where state = 'DEAD' and " + VISIBLE)
                .param("enterprise", caller.enterprise(), Types.OTHER)
                .query(Integer.class)
                .single();
    }

    /**
     * Tries one again that was given up, for as long as a new one.
     *
     * @throws ProblemException if there is none, or it was not given up
     */
    @Transactional
    public void resend(Caller caller, UUID id) {
        if (resendWhere(caller, "id = :id", id) == 0) {
            Delivery found =
                    find(caller, id).orElseThrow(() -> new ProblemException(NotificationProblem.NO_SUCH_DELIVERY));
            throw new ProblemException(
                    found.state() == Delivery.State.DEAD
                            ? NotificationProblem.LETTER_VOID
                            : NotificationProblem.NOT_DEAD);
        }
        audit.record(AuditEntry.done("notifications.resend", "delivery", id).about(caller.enterprise()));
    }

    /**
     * Tries all again that were given up.
     *
     * @return how many
     */
    @Transactional
    public int resendAll(Caller caller) {
        int count = resendWhere(caller, "cast(:id as uuid) is null", null);
        if (count > 0) {
            audit.record(AuditEntry.done("notifications.resend", "delivery", null)
                    .about(caller.enterprise())
                    .with("count", count));
        }
        return count;
    }

    private int resendWhere(Caller caller, String which, @Nullable UUID id) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        int count = database.sql("""
                        update delivery set state = 'WAITING', attempts = 0, next_at = :now,
                                            expires_at = least(:expires, void_at),
                                            ended_at = null
                        where state = 'DEAD' and (void_at is null or (void_at > :now and letter_sealed is not null))
                              and %s and %s
                        """.formatted(which, VISIBLE))
                .param("now", now)
                .param("expires", now.plus(settings.giveUpAfter()))
                .param("id", id, Types.OTHER)
                .param("enterprise", caller.enterprise(), Types.OTHER)
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                worker.wake();
            }
        });
        return count;
    }
}
