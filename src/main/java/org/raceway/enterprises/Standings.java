package org.raceway.enterprises;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Isolation;
import org.raceway.access.Permission;
import org.raceway.access.WriteBar;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.notifications.Audience;
import org.raceway.notifications.Notice;
import org.raceway.notifications.NoticeArgument;
import org.raceway.notifications.Notifications;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Suspends enterprises and lets them in again, and keeps those that are not in good standing from writing. */
@Service
class Standings implements WriteBar {
    /** How old the answer of who is barred may be; a change made in this process counts at once. */
    static final Duration FRESH = Duration.ofSeconds(5);

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient database;
    private final Records records;
    private final AuditTrail audit;
    private final Notifications notifications;
    private final ApplicationEventPublisher events;
    private final Isolation isolation;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private volatile Barred barred = new Barred(Map.of(), Instant.MIN);

    Standings(
            JdbcClient database,
            Records records,
            AuditTrail audit,
            Notifications notifications,
            ApplicationEventPublisher events,
            Isolation isolation,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.records = records;
        this.audit = audit;
        this.notifications = notifications;
        this.events = events;
        this.isolation = isolation;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Bar(
            Standing standing, String reason, @Nullable Instant until) {}

    private record Barred(Map<UUID, Bar> enterprises, Instant read) {}

    @Override
    public void check(UUID enterprise) {
        Instant now = clock.instant();
        Barred known = barred;
        if (!now.isBefore(known.read().plus(FRESH))) {
            known = read(now);
            barred = known;
        }
        Bar bar = known.enterprises().get(enterprise);
        if (bar == null || (bar.until() != null && !now.isBefore(bar.until()))) {
            return;
        }
        Texts texts = Texts.of(LocaleContextHolder.getLocale());
        if (bar.standing() == Standing.SUSPENDED) {
            throw new ProblemException(
                    EnterpriseProblem.SUSPENDED,
                    bar.until() == null
                            ? texts.get("enterprises.untilFurther")
                            : texts.get("enterprises.untilTime", Times.minute(bar.until())),
                    bar.reason());
        }
        throw new ProblemException(
                EnterpriseProblem.STANDING,
                texts.get("enterprises.standing." + bar.standing().name()));
    }

    private Barred read(Instant now) {
        Map<UUID, Bar> all = new HashMap<>();
        database.sql("""
                        select id, standing, standing_reason, standing_until from enterprise
                        where standing in ('SUSPENDED', 'MERGED', 'LEFT')
                        """)
                .query((row, index) -> all.put(
                        row.getObject("id", UUID.class),
                        new Bar(
                                Standing.valueOf(row.getString("standing")),
                                row.getString("standing_reason"),
                                Records.instantOrNull(row, "standing_until"))))
                .list();
        return new Barred(Map.copyOf(all), now);
    }

    /** Forgets who is barred, after a change. */
    void refresh() {
        barred = new Barred(Map.of(), Instant.MIN);
    }

    /**
     * Suspends an enterprise.
     *
     * @param until the last day of it; empty for until further notice
     */
    void suspend(UUID enterprise, String reason, String until, Actor actor) {
        String why = Applications.reason(reason);
        Instant end = null;
        if (!until.isEmpty()) {
            LocalDate day = FormCheck.day(until).orElseThrow(() -> new ProblemException(EnterpriseProblem.BAD_DAY));
            if (!day.isAfter(LocalDate.ofInstant(clock.instant(), ZONE))) {
                throw new ProblemException(EnterpriseProblem.BAD_DAY);
            }
            end = day.plusDays(1).atStartOfDay(ZONE).toInstant();
        }
        Instant at = end;
        transaction.executeWithoutResult(status -> {
            move(enterprise, Standing.ACTIVE, Standing.SUSPENDED, why, at);
            records.step(enterprise, actor, EnterpriseAction.SUSPEND, why, clock.instant());
            tell("enterprises.suspend", "enterprises.suspended", enterprise, why, at);
            events.publishEvent(new EnterpriseSuspended(enterprise, at));
        });
        refresh();
    }

    /** Lets a suspended enterprise in again. */
    void reinstate(UUID enterprise, String remark, Actor actor) {
        String why = remark.strip();
        transaction.executeWithoutResult(status -> {
            move(enterprise, Standing.SUSPENDED, Standing.ACTIVE, "", null);
            records.step(enterprise, actor, EnterpriseAction.REINSTATE, why, clock.instant());
            tell("enterprises.reinstate", "enterprises.reinstated", enterprise, why, null);
            events.publishEvent(new EnterpriseReinstated(enterprise));
        });
        refresh();
    }

    /** Ends the suspensions whose time is over. */
    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    void endSuspensions() {
        List<UUID> over = database.sql(
                        "select id from enterprise where standing = 'SUSPENDED' and standing_until <= :now limit 1000")
                .param("now", Timestamp.from(clock.instant()))
                .query(UUID.class)
                .list();
        Texts texts = Texts.of(Locale.SIMPLIFIED_CHINESE);
        for (UUID enterprise : over) {
            isolation.everywhere(() -> {
                reinstate(enterprise, texts.get("enterprises.suspensionOver"), Actor.PLATFORM);
                return true;
            });
        }
    }

    /** From one standing to another, if it still stands so. */
    void move(UUID enterprise, Standing from, Standing to, String reason, @Nullable Instant until) {
        int moved = database.sql("""
                update enterprise set standing = :to, standing_reason = :reason, standing_until = cast(:until as timestamptz)
                where id = :id and standing = :from
                """)
                .param("to", to.name())
                .param("reason", reason)
                .param("until", until == null ? null : Timestamp.from(until), Types.TIMESTAMP)
                .param("id", enterprise)
                .param("from", from.name())
                .update();
        if (moved == 0) {
            Profile profile = records.profile(enterprise)
                    .orElseThrow(() -> new ProblemException(EnterpriseProblem.NO_SUCH_ENTERPRISE));
            throw new ProblemException(
                    EnterpriseProblem.STANDING,
                    Texts.of(LocaleContextHolder.getLocale())
                            .get("enterprises.standing." + profile.standing().name()));
        }
    }

    private void tell(String action, String kind, UUID enterprise, String reason, @Nullable Instant until) {
        Enterprise about = records.profile(enterprise).orElseThrow().enterprise();
        audit.record(AuditEntry.done(action, "enterprise", enterprise)
                .about(enterprise)
                .with("reason", reason.isEmpty() ? null : reason)
                .with("until", until));
        notifications.send(Notice.of(
                        kind, Audience.holders(enterprise, Permission.ENTERPRISE_EDIT), "/enterprises/" + enterprise)
                .with(
                        NoticeArgument.names(about.name(), about.englishName()),
                        NoticeArgument.of(reason.isEmpty() ? "—" : reason),
                        until == null ? NoticeArgument.worded("enterprises.untilFurther") : NoticeArgument.at(until)));
    }
}
