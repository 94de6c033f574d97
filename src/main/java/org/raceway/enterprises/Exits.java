package org.raceway.enterprises;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Isolation;
import org.raceway.access.Permission;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.notifications.Audience;
import org.raceway.notifications.Notice;
import org.raceway.notifications.NoticeArgument;
import org.raceway.notifications.Notifications;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.Times;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The way out: a request, the archive of all data, a time to think better of it, then deletion and retention by rule. */
@Service
class Exits {
    static final int EXPORTS_AT_ONCE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Exits.class);
    private static final String COLUMNS = """
            id, enterprise, name, english_name, reason, requested_at, due_at, exported_at, withdrawn_at, completed_at
            """;

    private final JdbcClient database;
    private final Records records;
    private final Standings standings;
    private final ObjectProvider<EnterpriseData> rooms;
    private final EnterpriseSettings settings;
    private final AuditTrail audit;
    private final Notifications notifications;
    private final ApplicationEventPublisher events;
    private final Isolation isolation;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private final Semaphore exports = new Semaphore(EXPORTS_AT_ONCE);

    Exits(
            JdbcClient database,
            Records records,
            Standings standings,
            ObjectProvider<EnterpriseData> rooms,
            EnterpriseSettings settings,
            AuditTrail audit,
            Notifications notifications,
            ApplicationEventPublisher events,
            Isolation isolation,
            Clock clock,
            TimeOrderedIds ids,
            JsonMapper json,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.records = records;
        this.standings = standings;
        this.rooms = rooms;
        this.settings = settings;
        this.audit = audit;
        this.notifications = notifications;
        this.events = events;
        this.isolation = isolation;
        this.clock = clock;
        this.ids = ids;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A request to leave. */
    record Exit(
            UUID id,
            UUID enterprise,
            String name,
            String englishName,
            String reason,
            Instant requestedAt,
            Instant dueAt,
            @Nullable Instant exportedAt,
            @Nullable Instant withdrawnAt,
            @Nullable Instant completedAt) {
        boolean isOpen() {
            return withdrawnAt == null && completedAt == null;
        }
    }

    /** What becomes of everything, room by room. */
    List<EnterpriseData.Rule> rules() {
        return rooms.orderedStream().flatMap(room -> room.rules().stream()).toList();
    }

    /** The latest request of an enterprise. */
    Optional<Exit> latest(UUID enterprise) {
        return database.sql("select " + COLUMNS
                        + " from enterprise_exit where enterprise = :enterprise order by id desc limit 1")
                .param("enterprise", enterprise)
                .query(Exits::read)
                .optional();
    }

    /** Asks to leave; the time to think better of it begins. */
    Exit request(Caller caller, Actor actor, String reason) {
        UUID enterprise = caller.requireEnterprise();
        String why = Applications.reason(reason);
        Instant now = clock.instant();
        Instant due = now.plus(settings.coolingOff());
        UUID id = ids.next();
        transaction.executeWithoutResult(status -> {
            standings.move(enterprise, Standing.ACTIVE, Standing.LEAVING, why, due);
            database.sql("""
                    insert into enterprise_exit (id, enterprise, account, name, english_name, reason, requested_at, due_at)
                    values (:id, :enterprise, :account, :name, :englishName, :reason, :now, :due)
                    """)
                    .param("id", id)
                    .param("enterprise", enterprise)
                    .param("account", caller.accountId())
                    .param("name", actor.name())
                    .param("englishName", actor.englishName())
                    .param("reason", why)
                    .param("now", Timestamp.from(now))
                    .param("due", Timestamp.from(due))
                    .update();
            records.step(enterprise, actor, EnterpriseAction.ASK_TO_LEAVE, why, now);
            audit.record(AuditEntry.done("enterprises.ask-to-leave", "enterprise", enterprise)
                    .about(enterprise)
                    .with("reason", why)
                    .with("due", due));
            tell(enterprise, "enterprises.leaving", due, actor.account());
        });
        standings.refresh();
        return latest(enterprise).orElseThrow();
    }

    /** Stays after all. */
    void withdraw(Caller caller, Actor actor) {
        UUID enterprise = caller.requireEnterprise();
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            standings.move(enterprise, Standing.LEAVING, Standing.ACTIVE, "", null);
            database.sql("""
                    update enterprise_exit set withdrawn_at = :now
                    where enterprise = :enterprise and withdrawn_at is null and completed_at is null
                    """)
                    .param("now", Timestamp.from(now))
                    .param("enterprise", enterprise)
                    .update();
            records.step(enterprise, actor, EnterpriseAction.STAY, "", now);
            audit.record(AuditEntry.done("enterprises.stay", "enterprise", enterprise)
                    .about(enterprise));
            tell(enterprise, "enterprises.stays", now, actor.account());
        });
        standings.refresh();
    }

    private void tell(UUID enterprise, String kind, Instant when, @Nullable UUID except) {
        Enterprise about = records.profile(enterprise).orElseThrow().enterprise();
        NoticeArgument name = NoticeArgument.names(about.name(), about.englishName());
        notifications.send(
                Notice.of(kind, Audience.holders(enterprise, Permission.ENTERPRISE_EXIT), "/my-enterprise/exit")
                        .with(name, NoticeArgument.at(when))
                        .except(except));
        notifications.send(
                Notice.of(kind, Audience.operator(Permission.ENTERPRISES_SUSPEND), "/enterprises/" + enterprise)
                        .with(name, NoticeArgument.at(when)));
    }

    /**
     * Writes the archive of all that belongs to the caller's enterprise.
     *
     * @throws ProblemException if enough archives are being written already
     */
    void export(Caller caller, Actor actor, OutputStream output, Texts texts) throws IOException {
        UUID enterprise = caller.requireEnterprise();
        if (!exports.tryAcquire()) {
            throw new ProblemException(PlatformProblem.BUSY);
        }
        try {
            Instant now = clock.instant();
            transaction.executeWithoutResult(status -> {
                records.step(enterprise, actor, EnterpriseAction.EXPORT, "", now);
                database.sql("""
                        update enterprise_exit set exported_at = :now
                        where enterprise = :enterprise and withdrawn_at is null and completed_at is null
                        """)
                        .param("now", Timestamp.from(now))
                        .param("enterprise", enterprise)
                        .update();
                audit.record(AuditEntry.done("enterprises.export", "enterprise", enterprise)
                        .about(enterprise));
            });
            try (ZipOutputStream zip = new ZipOutputStream(output, StandardCharsets.UTF_8)) {
                zip.putNextEntry(new ZipEntry("README.txt"));
                zip.write(readme(enterprise, now, texts).getBytes(StandardCharsets.UTF_8));
                for (EnterpriseData room : rooms.orderedStream().toList()) {
                    room.export(enterprise, name -> {
                        zip.putNextEntry(new ZipEntry(room.room() + "/" + name));
                        return new OpenEntry(zip);
                    });
                }
            }
        } finally {
            exports.release();
        }
    }

    private String readme(UUID enterprise, Instant at, Texts texts) {
        Enterprise about = records.profile(enterprise).orElseThrow().enterprise();
        StringBuilder text = new StringBuilder();
        text.append(texts.english() ? about.englishName() : about.name())
                .append(' ')
                .append(about.uscc())
                .append('\n')
                .append(Times.minute(at))
                .append("\n\n");
        rules().forEach(rule -> text.append(words(rule, texts)).append('\n'));
        return text.toString();
    }

    /** A rule in words: what, and what becomes of it. */
    static String words(EnterpriseData.Rule rule, Texts texts) {
        return texts.get(rule.key()) + (texts.english() ? ": " : "：") + treatment(rule, texts);
    }

    static String treatment(EnterpriseData.Rule rule, Texts texts) {
        Integer years = rule.keptYears();
        return years == null
                ? texts.get("enterprises.rule.deleted")
                : texts.get("enterprises.rule.kept", years, texts.get(rule.key() + ".law"));
    }

    /** Ends what is due, and deletes what was kept long enough. */
    @Scheduled(fixedDelay = 600_000, initialDelay = 120_000)
    void endWhatIsDue() {
        isolation.everywhere(() -> {
            List<UUID> due = database.sql("""
                            select enterprise from enterprise_exit
                            where due_at <= :now and withdrawn_at is null and completed_at is null order by due_at limit 100
                            """)
                    .param("now", Timestamp.from(clock.instant()))
                    .query(UUID.class)
                    .list();
            for (UUID enterprise : due) {
                try {
                    complete(enterprise);
                } catch (RuntimeException e) {
                    LOG.error("The exit of {} waits: it will be tried again", enterprise, e);
                }
            }
            purge();
            return true;
        });
    }

    /** Deletes what may be deleted and ends the membership. Everybody's rows are in sight. */
    void complete(UUID enterprise) {
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            standings.move(enterprise, Standing.LEAVING, Standing.LEFT, "", null);
            tell(enterprise, "enterprises.left", now, null);
            Map<String, Integer> erased = new LinkedHashMap<>();
            List<EnterpriseData> all = new ArrayList<>(rooms.orderedStream().toList());
            all.forEach(room -> erased.putAll(room.erase(enterprise)));
            database.sql("""
                    update enterprise_exit set completed_at = :now, erased = cast(:erased as jsonb)
                    where enterprise = :enterprise and withdrawn_at is null and completed_at is null
                    """)
                    .param("now", Timestamp.from(now))
                    .param("erased", json.writeValueAsString(erased))
                    .param("enterprise", enterprise)
                    .update();
            records.step(enterprise, Actor.PLATFORM, EnterpriseAction.LEAVE, summary(erased), now);
            AuditEntry entry = AuditEntry.done("enterprises.leave", "enterprise", enterprise)
                    .about(enterprise)
                    .with("erased", erased.toString());
            audit.record(entry);
            events.publishEvent(new EnterpriseLeft(enterprise));
        });
        standings.refresh();
    }

    private static String summary(Map<String, Integer> erased) {
        Texts texts = Texts.of(Locale.SIMPLIFIED_CHINESE);
        StringBuilder words = new StringBuilder();
        erased.forEach((rule, count) -> words.append(words.isEmpty() ? "" : "，")
                .append(texts.get(rule))
                .append(' ')
                .append(count));
        return words.toString();
    }

    private void purge() {
        int years = rules().stream()
                .map(EnterpriseData.Rule::keptYears)
                .filter(java.util.Objects::nonNull)
                .min(Integer::compare)
                .orElse(0);
        List<UUID> over = database.sql("""
                        select enterprise from enterprise_exit where completed_at <= :then and purged_at is null limit 100
                        """)
                .param(
                        "then",
                        Timestamp.from(clock.instant()
                                .atOffset(ZoneOffset.UTC)
                                .minus(Period.ofYears(years))
                                .toInstant()))
                .query(UUID.class)
                .list();
        for (UUID enterprise : over) {
            transaction.executeWithoutResult(status -> {
                rooms.orderedStream().forEach(room -> room.purge(enterprise));
                database.sql("update enterprise_exit set purged_at = :now where enterprise = :enterprise")
                        .param("now", Timestamp.from(clock.instant()))
                        .param("enterprise", enterprise)
                        .update();
                audit.record(AuditEntry.done("enterprises.purge", "enterprise", enterprise)
                        .about(enterprise));
            });
        }
    }

    private static Exit read(ResultSet row, int index) throws SQLException {
        return new Exit(
                row.getObject("id", UUID.class),
                row.getObject("enterprise", UUID.class),
                row.getString("name"),
                row.getString("english_name"),
                row.getString("reason"),
                Records.instant(row, "requested_at"),
                Records.instant(row, "due_at"),
                Records.instantOrNull(row, "exported_at"),
                Records.instantOrNull(row, "withdrawn_at"),
                Records.instantOrNull(row, "completed_at"));
    }

    /** An entry of the archive: closing it leaves the archive open. */
    private static final class OpenEntry extends OutputStream {
        private final OutputStream archive;

        OpenEntry(OutputStream archive) {
            this.archive = archive;
        }

        @Override
        public void write(int b) throws IOException {
            archive.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            archive.write(bytes, offset, length);
        }

        @Override
        public void close() {
            // The next entry closes this one.
        }
    }
}
