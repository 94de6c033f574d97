package org.raceway.scans;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What speaks against codes: found from scans and from the ledger, decided by the maker. */
@Repository
class Findings {
    static final String COLUMNS =
            "id, maker, code, product, cause, state, figures, visitors, found_at, due_at, last_at, decided_at, note";
    static final int LONGEST_NOTE = 500;

    /** Open findings of one maker: who makes up serial numbers by the thousand fills no table. */
    static final int MOST_OPEN = 10_000;

    private static final int MOST_CODES_WAITING = 50_000;
    private static final int EVENTS_A_LOOK = 2_000;
    private static final int LOOKED_AGAIN = 500;
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(2);
    private static final Duration LOOKED_AGAIN_AFTER = Duration.ofHours(1);

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final Isolation isolation;
    private final StoredScans scans;
    private final StoredRules rules;
    private final CodeRecords records;
    private final ScanNotices notices;
    private final AuditTrail audit;
    private final TimeOrderedIds ids;
    private final JsonMapper json;
    private final Clock clock;
    private final Set<String> codes = new LinkedHashSet<>();

    Findings(
            JdbcClient database,
            PlatformTransactionManager transactions,
            Isolation isolation,
            StoredScans scans,
            StoredRules rules,
            CodeRecords records,
            ScanNotices notices,
            AuditTrail audit,
            TimeOrderedIds ids,
            JsonMapper json,
            Clock clock) {
        this.database = database;
        this.transactions = new TransactionTemplate(transactions);
        this.isolation = isolation;
        this.scans = scans;
        this.rules = rules;
        this.records = records;
        this.notices = notices;
        this.audit = audit;
        this.ids = ids;
        this.json = json;
        this.clock = clock;
    }

    // ---- found by scans

    /** The code has been scanned: its scans are weighed soon. When very many wait, at its next scan. */
    void look(String code) {
        synchronized (codes) {
            if (codes.size() < MOST_CODES_WAITING) {
                codes.add(code);
            }
        }
    }

    /** Weighs the scans of the codes that wait. */
    int weigh() {
        List<String> these;
        synchronized (codes) {
            these = List.copyOf(codes);
            codes.clear();
        }
        Map<UUID, Integer> opened = new HashMap<>();
        these.forEach(code -> weigh(code, opened));
        tell(opened);
        return these.size();
    }

    private void weigh(String code, Map<UUID, Integer> opened) {
        List<Scan> all = everywhere(() -> scans.of(code));
        UUID maker = all.stream()
                .map(Scan::maker)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (maker == null) {
            return;
        }
        Rules its = everywhere(() -> rules.of(maker, Codes.productOf(code)));
        CodeRecord record = all.stream().anyMatch(scan -> scan.verdict().equals("SUSPICIOUS"))
                ? records.of(code).orElse(null)
                : null;
        List<Suspicion> suspicions = new ArrayList<>(new ScanJudge(its)
                .judge(all, Codes.isUnit(code), Codes.isMovable(code), record == null ? null : record.endedAt()));
        if (record != null) {
            suspicions.addAll(ofLedger(record, its));
        }
        for (Suspicion suspicion : suspicions) {
            raise(maker, code, suspicion, opened);
        }
    }

    // ---- found in the ledger

    private static List<Suspicion> ofLedger(CodeRecord record, Rules rules) {
        List<Suspicion> found = new ArrayList<>();
        if (record.issues() > 1) {
            found.add(new Suspicion(FindingCause.ISSUED_TWICE, List.of(Integer.toString(record.issues())), 0, null));
        }
        if (rules.salesAllowed() > 0 && record.sales() > rules.salesAllowed()) {
            found.add(new Suspicion(FindingCause.SOLD_TWICE, List.of(Integer.toString(record.sales())), 0, null));
        }
        return found;
    }

    /**
     * Looks through what the ledger has been told since the last look. Events of the last two minutes are left for the next: their
     * keys may not yet be in order.
     */
    int sweep() {
        Instant before = clock.instant().minus(SETTLED_AFTER);
        return sweep(before);
    }

    int sweep(Instant before) {
        Map<UUID, Integer> opened = new HashMap<>();
        int looked = 0;
        boolean complete;
        do {
            UUID after = everywhere(() -> database.sql("select event from code_sweep")
                    .query(UUID.class)
                    .optional()
                    .orElse(null));
            CodeRecords.Repeated repeated = records.repeated(after, before, EVENTS_A_LOOK);
            for (String code : repeated.ids()) {
                records.of(code).ifPresent(record -> {
                    UUID maker = record.maker();
                    if (maker != null) {
                        Rules its = everywhere(() -> rules.of(maker, Codes.productOf(code)));
                        ofLedger(record, its).forEach(suspicion -> raise(maker, code, suspicion, opened));
                    }
                });
                looked++;
            }
            UUID last = repeated.last();
            if (last != null) {
                everywhere(() -> database.sql("""
                                insert into code_sweep (single, event) values (true, :event)
                                on conflict (single) do update set event = greatest(code_sweep.event, excluded.event)
                                """).param("event", last).update());
            }
            complete = repeated.complete();
        } while (!complete);
        tell(opened);
        return looked;
    }

    /** Findings whose grace is over become open, or go where events explain them by now; open ones of the ledger likewise. */
    void lookAgain() {
        Instant now = clock.instant();
        Map<UUID, Integer> opened = new HashMap<>();
        List<Finding> due = everywhere(() -> database.sql("select " + COLUMNS + """
                         from code_finding where state = 'WAITING' and due_at <= :now order by due_at limit :most
                        """)
                .param("now", utc(now))
                .param("most", LOOKED_AGAIN)
                .query(this::finding)
                .list());
        for (Finding finding : due) {
            boolean still = records.of(finding.code())
                    .map(record -> record.reasons().stream()
                            .anyMatch(reason -> reason.equals("scan.reason.neverIssued")
                                    || reason.equals("scan.reason.seenNotIssued")))
                    .orElse(false);
            inTransaction(() -> moved(finding, still ? FindingState.OPEN : FindingState.SETTLED, now));
            if (still) {
                opened.merge(finding.maker(), 1, Integer::sum);
            }
        }
        List<Finding> open = everywhere(() -> database.sql("select " + COLUMNS + """
                         from code_finding
                        where state = 'OPEN' and cause in ('ISSUED_TWICE', 'SOLD_TWICE', 'NEVER_ISSUED') and last_at < :before
                        order by last_at limit :most
                        """)
                .param("before", utc(now.minus(LOOKED_AGAIN_AFTER)))
                .param("most", LOOKED_AGAIN)
                .query(this::finding)
                .list());
        for (Finding finding : open) {
            Rules its = everywhere(() -> rules.of(finding.maker(), finding.product()));
            boolean still = records.of(finding.code())
                    .map(record -> switch (finding.cause()) {
                        case ISSUED_TWICE, SOLD_TWICE ->
                            ofLedger(record, its).stream().anyMatch(each -> each.cause() == finding.cause());
                        case NEVER_ISSUED ->
                            record.reasons().contains("scan.reason.neverIssued")
                                    || record.reasons().contains("scan.reason.seenNotIssued");
                        case TOO_FAR, TOO_MANY, AFTER_END -> true;
                    })
                    .orElse(false);
            inTransaction(() -> moved(finding, still ? FindingState.OPEN : FindingState.SETTLED, now));
        }
        tell(opened);
    }

    private boolean moved(Finding finding, FindingState to, Instant now) {
        return database.sql("""
                        update code_finding set state = :to, last_at = :now where id = :id and state = :from
                        """)
                        .param("to", to.name())
                        .param("now", utc(now))
                        .param("id", finding.id())
                        .param("from", finding.state().name())
                        .update()
                > 0;
    }

    private void raise(UUID maker, String code, Suspicion suspicion, Map<UUID, Integer> opened) {
        Instant now = clock.instant();
        Instant due = suspicion.dueAt();
        FindingState state = due != null && due.isAfter(now) ? FindingState.WAITING : FindingState.OPEN;
        boolean isNew = inTransaction(() -> {
            Optional<Finding> known = database.sql("select " + COLUMNS + """
                             from code_finding where code_key = :key and cause = :cause and maker = :maker for update
                            """)
                    .param("key", Keys.of(code))
                    .param("cause", suspicion.cause().name())
                    .param("maker", maker)
                    .query(this::finding)
                    .optional();
            if (known.isPresent()) {
                Finding old = known.orElseThrow();
                boolean again = old.state() == FindingState.SETTLED && state == FindingState.OPEN;
                database.sql("""
                        update code_finding set state = :state, figures = cast(:figures as jsonb), visitors = :visitors, last_at = :now
                        where id = :id
                        """)
                        .param("state", (again ? FindingState.OPEN : old.state()).name())
                        .param("figures", json.writeValueAsString(suspicion.figures()))
                        .param("visitors", suspicion.visitors())
                        .param("now", utc(now))
                        .param("id", old.id())
                        .update();
                return again;
            }
            long open = database.sql("""
                            select count(*) from (select from code_finding
                                where maker = :maker and state in ('OPEN', 'WAITING') limit :most) as counted
                            """)
                    .param("maker", maker)
                    .param("most", MOST_OPEN)
                    .query(Long.class)
                    .single();
            if (open >= MOST_OPEN && !suspicion.cause().ofLedger()) {
                return false;
            }
            int added = database.sql("""
                    insert into code_finding (id, maker, code_key, code, product, cause, state, figures, visitors, found_at, due_at, last_at)
                    values (:id, :maker, :key, :code, :product, :cause, :state, cast(:figures as jsonb), :visitors, :now, :due, :now)
                    on conflict do nothing
                    """)
                    .param("id", ids.next())
                    .param("maker", maker)
                    .param("key", Keys.of(code))
                    .param("code", code)
                    .param("product", Codes.productOf(code))
                    .param("cause", suspicion.cause().name())
                    .param("state", state.name())
                    .param("figures", json.writeValueAsString(suspicion.figures()))
                    .param("visitors", suspicion.visitors())
                    .param("now", utc(now))
                    .param("due", due == null ? null : utc(due), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                    .update();
            return added > 0 && state == FindingState.OPEN;
        });
        if (isNew) {
            opened.merge(maker, 1, Integer::sum);
        }
    }

    private void tell(Map<UUID, Integer> opened) {
        opened.forEach((maker, count) -> inTransaction(() -> {
            notices.found(maker, count);
            return true;
        }));
    }

    // ---- decided

    /** What the caller may see under this id. */
    Finding visible(UUID id) {
        return database.sql("select " + COLUMNS + " from code_finding where id = :id and state <> 'WAITING'")
                .param("id", id)
                .query(this::finding)
                .optional()
                .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
    }

    List<Finding> of(String code) {
        return database.sql("select " + COLUMNS
                        + " from code_finding where code_key = :key and state <> 'WAITING' order by id")
                .param("key", Keys.of(code))
                .query(this::finding)
                .list();
    }

    /**
     * The maker decides: false, a false alarm, or open again.
     *
     * @param to CONFIRMED, DISMISSED or OPEN
     */
    void decide(Caller caller, UUID id, FindingState to, String note) {
        String words = note.strip();
        if (words.length() > LONGEST_NOTE || (to == FindingState.DISMISSED && words.isEmpty())) {
            throw new ProblemException(ScansProblem.INVALID, "note", 1, LONGEST_NOTE);
        }
        if (to == FindingState.WAITING || to == FindingState.SETTLED) {
            throw new ProblemException(ScansProblem.INVALID, "state", "", "");
        }
        transactions.executeWithoutResult(status -> {
            Finding finding = visible(id);
            if (finding.state() == to) {
                throw new ProblemException(ScansProblem.DECIDED);
            }
            database.sql("""
                    update code_finding set state = :state, note = :note, decided_by = :account, decided_at = :now where id = :id
                    """)
                    .param("state", to.name())
                    .param("note", words)
                    .param("account", caller.accountId())
                    .param("now", utc(clock.instant()))
                    .param("id", id)
                    .update();
            audit.record(AuditEntry.done("scans.decide", "code-finding", id)
                    .about(finding.maker())
                    .with("state", to.name())
                    .with("code", finding.code())
                    .with("cause", finding.cause().name()));
            boolean left = database.sql(
                            "select exists (select from code_finding where maker = :maker and state = 'OPEN')")
                    .param("maker", finding.maker())
                    .query(Boolean.class)
                    .single();
            if (!left) {
                notices.allDecided(finding.maker());
            }
        });
    }

    // ---- rows

    Finding finding(ResultSet row, int index) throws SQLException {
        OffsetDateTime due = row.getObject("due_at", OffsetDateTime.class);
        OffsetDateTime decided = row.getObject("decided_at", OffsetDateTime.class);
        return new Finding(
                row.getObject("id", UUID.class),
                row.getObject("maker", UUID.class),
                row.getString("code"),
                row.getString("product"),
                FindingCause.valueOf(row.getString("cause")),
                FindingState.valueOf(row.getString("state")),
                json.readValue(row.getString("figures"), new TypeReference<List<String>>() {}),
                row.getInt("visitors"),
                row.getTimestamp("found_at").toInstant(),
                due == null ? null : due.toInstant(),
                row.getTimestamp("last_at").toInstant(),
                decided == null ? null : decided.toInstant(),
                row.getString("note"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private <T> T everywhere(Supplier<T> work) {
        return isolation.everywhere(work);
    }

    private boolean inTransaction(Supplier<Boolean> work) {
        return isolation.everywhere(() -> Boolean.TRUE.equals(transactions.execute(status -> work.get())));
    }
}
