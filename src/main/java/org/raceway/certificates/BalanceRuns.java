package org.raceway.certificates;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Isolation;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.traceability.Heats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Balances all heats of a span of days in the background, one run at a time for each enterprise. A heat's result is stored as soon as
 * it is known; a run that Raceway's end cut short is marked as stopped at the next start.
 */
@Service
class BalanceRuns {
    static final int MOST_DAYS = 800;
    static final int SHOWN = 20;

    private static final Logger LOG = LoggerFactory.getLogger(BalanceRuns.class);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String COLUMNS =
            "id, owner, first_day, last_day, state, total, done, found, started_at, finished_at";

    private final JdbcClient database;
    private final Isolation isolation;
    private final Heats heats;
    private final MassBalances balances;
    private final Enterprises enterprises;
    private final AuditTrail audit;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final Set<UUID> stopping = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    BalanceRuns(
            JdbcClient database,
            Isolation isolation,
            Heats heats,
            MassBalances balances,
            Enterprises enterprises,
            AuditTrail audit,
            TimeOrderedIds ids,
            Clock clock) {
        this.database = database;
        this.isolation = isolation;
        this.heats = heats;
        this.balances = balances;
        this.enterprises = enterprises;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        isolation.everywhere(() -> database.sql(
                        "update balance_run set state = 'STOPPED', finished_at = :now where state = 'RUNNING' and started_at < :now")
                .param("now", now())
                .update());
    }

    @EventListener(ContextClosedEvent.class)
    void closing() {
        closing = true;
    }

    /**
     * Starts a run over the caller's heats, or for the operator over everybody's.
     *
     * @throws ProblemException if the span is empty or too long, or a run of the same owner is under way
     */
    BalanceRun start(LocalDate first, LocalDate last, Caller caller) {
        long days = ChronoUnit.DAYS.between(first, last);
        if (days < 0 || days > MOST_DAYS) {
            throw new ProblemException(CertificateProblem.BAD_SPAN, MOST_DAYS);
        }
        UUID owner = caller.seesCluster() ? null : caller.requireEnterprise();
        UUID id = ids.next();
        int begun = database.sql("""
                        insert into balance_run (id, owner, account, first_day, last_day, state, started_at)
                        select :id, :owner, :account, :first, :last, 'RUNNING', :now
                        where not exists (select from balance_run
                            where state = 'RUNNING' and owner is not distinct from cast(:owner as uuid))
                        """)
                .param("id", id)
                .param("owner", owner, Types.OTHER)
                .param("account", caller.accountId())
                .param("first", first)
                .param("last", last)
                .param("now", now())
                .update();
        if (begun == 0) {
            throw new ProblemException(CertificateProblem.RUNNING_ALREADY);
        }
        AuditEntry entry = AuditEntry.done("certificates.balance", "balance-run", id)
                .with("first", first)
                .with("last", last);
        audit.record(owner == null ? entry : entry.about(owner));
        BalanceRun run = get(id);
        Thread.ofVirtual()
                .name("balance-" + id)
                .start(() -> isolation.everywhere(() -> {
                    work(run);
                    return null;
                }));
        return run;
    }

    /** Ends a run after the heat under way. */
    void stop(UUID id) {
        stopping.add(get(id).id());
    }

    BalanceRun get(UUID id) {
        return database.sql("select " + COLUMNS + " from balance_run where id = :id")
                .param("id", id)
                .query(BalanceRuns::read)
                .optional()
                .orElseThrow(() -> new ProblemException(CertificateProblem.NO_SUCH_RUN));
    }

    List<BalanceRun> latest() {
        return database.sql("select " + COLUMNS + " from balance_run order by id desc limit " + SHOWN)
                .query(BalanceRuns::read)
                .list();
    }

    private void work(BalanceRun run) {
        BalanceRun.State end = BalanceRun.State.FAILED;
        try {
            Instant from = run.firstDay().atStartOfDay(ZONE).toInstant();
            Instant before = run.lastDay().plusDays(1).atStartOfDay(ZONE).toInstant();
            List<Heats.Heat> all = new ArrayList<>();
            for (UUID mill : mills(run.owner())) {
                all.addAll(heats.melted(mill, from, before));
            }
            tell(run.id(), all.size(), 0, 0);
            int done = 0;
            int found = 0;
            for (Heats.Heat heat : all) {
                if (closing || stopping.contains(run.id())) {
                    break;
                }
                HeatBalance balance = balances.of(heat.id());
                store(run.id(), heat, balance);
                done++;
                found += balance.findings().isEmpty() ? 0 : 1;
                tell(run.id(), all.size(), done, found);
            }
            end = done == all.size() ? BalanceRun.State.DONE : BalanceRun.State.STOPPED;
        } catch (RuntimeException e) {
            LOG.error("The mass balance {} failed", run.id(), e);
        } finally {
            stopping.remove(run.id());
            if (!closing) {
                database.sql("update balance_run set state = :state, finished_at = :now where id = :id")
                        .param("state", end.name())
                        .param("now", now())
                        .param("id", run.id())
                        .update();
            }
        }
    }

    private List<UUID> mills(@Nullable UUID owner) {
        return owner != null
                ? enterprises.idsOf(owner)
                : enterprises.all().stream()
                        .filter(enterprise -> enterprise.kind() == EnterpriseKind.STEEL_MILL)
                        .map(Enterprise::id)
                        .flatMap(mill -> enterprises.idsOf(mill).stream())
                        .distinct()
                        .toList();
    }

    private void tell(UUID run, int total, int done, int found) {
        database.sql("update balance_run set total = :total, done = :done, found = :found where id = :id")
                .param("total", total)
                .param("done", done)
                .param("found", found)
                .param("id", run)
                .update();
    }

    private void store(UUID run, Heats.Heat heat, HeatBalance balance) {
        database.sql("""
                insert into balance_result (run, heat, owner, number, melted_at, certified, taken, surplus, findings)
                values (:run, :heat, :owner, :number, :melted, :certified, :taken, :surplus, :findings)
                on conflict do nothing
                """)
                .param("run", run)
                .param("heat", heat.id())
                .param("owner", heat.mill())
                .param("number", heat.number())
                .param("melted", heat.melted().atOffset(ZoneOffset.UTC))
                .param("certified", balance.available(), Types.NUMERIC)
                .param("taken", balance.taken())
                .param("surplus", balance.surplus().max(BigDecimal.ZERO))
                .param("findings", balance.findings().size())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static BalanceRun read(ResultSet row, int index) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new BalanceRun(
                row.getObject("id", UUID.class),
                row.getObject("owner", UUID.class),
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class),
                BalanceRun.State.valueOf(row.getString("state")),
                row.getInt("total"),
                row.getInt("done"),
                row.getInt("found"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
