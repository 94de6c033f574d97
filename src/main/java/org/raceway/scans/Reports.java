package org.raceway.scans;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Isolation;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.traceability.CodeRecord;
import org.raceway.traceability.CodeRecords;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Buyers' reports in the table {@code code_report}. */
@Repository
class Reports {
    static final String COLUMNS = "id, number, maker, code, verdict, note, seller, region, state, answer, answered_at";
    static final int LONGEST_NOTE = 500;
    static final int LONGEST_SELLER = 100;
    static final int LONGEST_ANSWER = 500;

    /** Reports of one visitor in an hour. */
    static final int MOST_AN_HOUR = 5;
    /** Open reports of one code: the hundredth tells nothing new. */
    static final int MOST_OF_ONE_CODE = 100;

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZONE);
    /** Nothing that reads like another: no I, L, O, U, 0, 1. */
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int RANDOM_LETTERS = 10;

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final Isolation isolation;
    private final CodeRecords records;
    private final ScanLog log;
    private final ScanNotices notices;
    private final AuditTrail audit;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Reports(
            JdbcClient database,
            PlatformTransactionManager transactions,
            Isolation isolation,
            CodeRecords records,
            ScanLog log,
            ScanNotices notices,
            AuditTrail audit,
            TimeOrderedIds ids,
            Clock clock) {
        this.database = database;
        this.transactions = new TransactionTemplate(transactions);
        this.isolation = isolation;
        this.records = records;
        this.log = log;
        this.notices = notices;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a buyer sends.
     *
     * @param code as it stands in the page's address
     * @param region GB/T 2260 province, or empty
     */
    record Words(String code, String region, String seller, String note) {}

    /** A code that can be reported: one that names a single thing. */
    CodeRecord code(String typed) {
        return records.of(Codes.canonical(typed)).orElseThrow(() -> new ProblemException(ScansProblem.NO_CODE));
    }

    /** Tells only where the code was scanned. */
    void place(Words words, String address, String browser) {
        CodeRecord code = code(words.code());
        Region region = Region.of(words.region())
                .orElseThrow(() -> new ProblemException(ScansProblem.INVALID, "region", "", ""));
        log.placed(code, log.visitorOf(address, browser, clock.instant()), region.place());
    }

    /**
     * Writes a report.
     *
     * @return the receipt's number
     */
    String report(Words words, String address, String browser) {
        CodeRecord code = code(words.code());
        String note = limited(words.note(), LONGEST_NOTE, "note");
        String seller = limited(words.seller(), LONGEST_SELLER, "seller");
        Optional<Region> region = Region.of(words.region());
        Instant now = clock.instant();
        UUID visitor = log.visitorOf(address, browser, now);
        UUID id = ids.next();
        String number = number(now);
        isolation.everywhere(() -> transactions.execute(status -> {
            long lately = database.sql("select count(*) from code_report where visitor = :visitor and id >= :since")
                    .param("visitor", visitor)
                    .param("since", TimeOrderedIds.least(now.minus(Duration.ofHours(1))))
                    .query(Long.class)
                    .single();
            long waiting = database.sql("select count(*) from code_report where code_key = :key and state = 'OPEN'")
                    .param("key", Keys.of(code.id()))
                    .query(Long.class)
                    .single();
            if (lately >= MOST_AN_HOUR || waiting >= MOST_OF_ONE_CODE) {
                throw new ProblemException(ScansProblem.TOO_MANY_REPORTS);
            }
            database.sql("""
                    insert into code_report (id, number, maker, code_key, code, verdict, note, seller, region, visitor, state)
                    values (:id, :number, :maker, :key, :code, :verdict, :note, :seller, :region, :visitor, 'OPEN')
                    """)
                    .param("id", id)
                    .param("number", number)
                    .param("maker", code.maker(), Types.OTHER)
                    .param("key", Keys.of(code.id()))
                    .param("code", code.id())
                    .param("verdict", code.verdict().name())
                    .param("note", note)
                    .param("seller", seller)
                    .param("region", region.map(Region::code).orElse(null), Types.VARCHAR)
                    .param("visitor", visitor)
                    .update();
            notices.reported(one(id));
            return true;
        }));
        region.ifPresent(known -> log.placed(code, visitor, known.place()));
        return number;
    }

    private String number(Instant now) {
        StringBuilder number = new StringBuilder("JB-").append(DAY.format(now)).append('-');
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            number.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return number.toString();
    }

    private static String limited(String text, int longest, String name) {
        String stripped = text.strip();
        if (stripped.length() > longest) {
            throw new ProblemException(ScansProblem.INVALID, name, 0, longest);
        }
        return stripped;
    }

    /** The report with this receipt, for whoever has the receipt. */
    Optional<Report> byNumber(String number) {
        return isolation.everywhere(() -> database.sql("select " + COLUMNS + " from code_report where number = :number")
                .param("number", number.strip().toUpperCase(Locale.ROOT))
                .query(Reports::report)
                .optional());
    }

    /** What the caller may see under this id. */
    Report visible(UUID id) {
        return find(id).orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
    }

    /** What the caller may see of a code. */
    List<Report> of(String code) {
        return database.sql("select " + COLUMNS + " from code_report where code_key = :key order by id")
                .param("key", Keys.of(code))
                .query(Reports::report)
                .list();
    }

    /** The maker answers, or sees nothing in it. */
    void answer(Caller caller, UUID id, Report.State to, String answer) {
        String words = limited(answer, LONGEST_ANSWER, "answer");
        if (to == Report.State.OPEN || words.isEmpty()) {
            throw new ProblemException(
                    ScansProblem.INVALID, to == Report.State.OPEN ? "state" : "answer", 1, LONGEST_ANSWER);
        }
        transactions.executeWithoutResult(status -> {
            Report report = visible(id);
            if (report.state() != Report.State.OPEN) {
                throw new ProblemException(ScansProblem.DECIDED);
            }
            database.sql("""
                    update code_report set state = :state, answer = :answer, answered_by = :account, answered_at = :now
                    where id = :id
                    """)
                    .param("state", to.name())
                    .param("answer", words)
                    .param("account", caller.accountId())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("id", id)
                    .update();
            AuditEntry entry = AuditEntry.done("scans.answer", "code-report", id)
                    .with("state", to.name())
                    .with("number", report.number());
            UUID maker = report.maker();
            audit.record(maker == null ? entry : entry.about(maker));
            notices.answered(report);
        });
    }

    private Report one(UUID id) {
        return find(id).orElseThrow();
    }

    private Optional<Report> find(UUID id) {
        return database.sql("select " + COLUMNS + " from code_report where id = :id")
                .param("id", id)
                .query(Reports::report)
                .optional();
    }

    static Report report(ResultSet row, int index) throws SQLException {
        OffsetDateTime answered = row.getObject("answered_at", OffsetDateTime.class);
        String region = row.getString("region");
        return new Report(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getObject("maker", UUID.class),
                row.getString("code"),
                row.getString("verdict"),
                row.getString("note"),
                row.getString("seller"),
                region,
                Report.State.valueOf(row.getString("state")),
                row.getString("answer"),
                answered == null ? null : answered.toInstant());
    }

    /** For {@code NullAway}: a record's component may be absent. */
    static @Nullable String regionKey(Report report) {
        return report.region() == null ? null : "scans.region." + report.region();
    }
}
