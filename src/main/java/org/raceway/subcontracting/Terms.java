package org.raceway.subcontracting;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Isolation;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What plants have agreed with those who work for them. */
@Repository
class Terms {
    /** The most that an enterprise sets. */
    static final int MOST = 500;

    static final int LONGEST_NOTE = 200;
    static final int MOST_DAYS = 3_650;
    static final String COLUMNS = "id, principal, partner, product, step, allowance_percent, days, note, set_at";
    private static final int LONGEST_STEP = 64;
    private static final int DECIMALS = 3;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Pattern STEP = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0," + (LONGEST_STEP - 1) + "}");

    private final JdbcClient database;
    private final Isolation isolation;
    private final Enterprises enterprises;
    private final AuditTrail audit;
    private final TimeOrderedIds ids;
    private final Clock clock;

    Terms(
            JdbcClient database,
            Isolation isolation,
            Enterprises enterprises,
            AuditTrail audit,
            TimeOrderedIds ids,
            Clock clock) {
        this.database = database;
        this.isolation = isolation;
        this.enterprises = enterprises;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** What somebody wants to be agreed. */
    record Wanted(
            @Nullable UUID partner,
            @Nullable String product,
            @Nullable String step,
            @Nullable BigDecimal allowancePercent,
            @Nullable Integer days,
            @Nullable String note) {}

    /** All of a principal's, whoever asks: a partner's balance is reckoned by them too. */
    List<Term> of(UUID principal) {
        return isolation.as(
                principal,
                () -> database.sql(
                                "select " + COLUMNS + " from subcontract_term where principal = :principal limit :most")
                        .param("principal", principal)
                        .param("most", MOST)
                        .query(Terms::term)
                        .list());
    }

    @Transactional
    public Term set(Caller caller, Wanted wanted) {
        UUID principal = caller.requireEnterprise();
        Term term = checked(principal, wanted);
        long count = database.sql("select count(*) from subcontract_term where principal = :principal")
                .param("principal", principal)
                .query(Long.class)
                .single();
        if (count >= MOST) {
            throw new ProblemException(SubcontractingProblem.TOO_MANY, MOST);
        }
        try {
            database.sql("""
                            insert into subcontract_term (id, principal, partner, product, step, allowance_percent, days,
                                                          note, set_by, set_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(Arrays.asList(
                            term.id(),
                            principal,
                            term.partner(),
                            term.product(),
                            term.step(),
                            term.allowancePercent(),
                            term.days(),
                            term.note(),
                            caller.accountId(),
                            term.setAt().atOffset(ZoneOffset.UTC)))
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(e, SubcontractingProblem.ALREADY_SET);
        }
        audit.record(entry("subcontracting.set-term", term));
        return term;
    }

    @Transactional
    public void remove(Caller caller, UUID id) {
        UUID principal = caller.requireEnterprise();
        Term term = database.sql(
                        "delete from subcontract_term where id = :id and principal = :principal returning " + COLUMNS)
                .param("id", id)
                .param("principal", principal)
                .query(Terms::term)
                .optional()
                .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
        audit.record(entry("subcontracting.remove-term", term));
    }

    private static AuditEntry entry(String action, Term term) {
        return AuditEntry.done(action, "subcontract-term", term.id())
                .about(term.principal())
                .with("partner", term.partner())
                .with("product", term.product())
                .with("step", term.step())
                .with("allowancePercent", term.allowancePercent().toPlainString())
                .with("days", term.days());
    }

    private Term checked(UUID principal, Wanted wanted) {
        UUID partner = wanted.partner();
        if (partner != null
                && (partner.equals(principal) || enterprises.byId(partner).isEmpty())) {
            throw new ProblemException(SubcontractingProblem.INVALID, "partner");
        }
        BigDecimal percent = wanted.allowancePercent() == null ? BigDecimal.ZERO : wanted.allowancePercent();
        if (percent.signum() < 0
                || percent.compareTo(HUNDRED) > 0
                || percent.stripTrailingZeros().scale() > DECIMALS) {
            throw new ProblemException(SubcontractingProblem.INVALID, "allowancePercent");
        }
        Integer days = wanted.days();
        if (days != null && (days < 1 || days > MOST_DAYS)) {
            throw new ProblemException(SubcontractingProblem.INVALID, "days");
        }
        String note = wanted.note() == null ? "" : wanted.note().strip();
        if (note.length() > LONGEST_NOTE || note.indexOf('\0') >= 0) {
            throw new ProblemException(SubcontractingProblem.INVALID, "note");
        }
        String step = blankToNull(wanted.step());
        if (step != null && !STEP.matcher(step).matches()) {
            throw new ProblemException(SubcontractingProblem.INVALID, "step");
        }
        return new Term(
                ids.next(),
                principal,
                partner,
                gtin(blankToNull(wanted.product())),
                step,
                percent,
                days,
                note,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static @Nullable String gtin(@Nullable String product) {
        if (product == null) {
            return null;
        }
        String digits = Gs1Identifiers.gtin14(product);
        if (digits == null) {
            throw new ProblemException(SubcontractingProblem.INVALID, "product");
        }
        return digits;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    static Term term(ResultSet row, int index) throws SQLException {
        return new Term(
                row.getObject("id", UUID.class),
                row.getObject("principal", UUID.class),
                row.getObject("partner", UUID.class),
                row.getString("product"),
                row.getString("step"),
                row.getBigDecimal("allowance_percent"),
                row.getObject("days", Integer.class),
                row.getString("note"),
                row.getObject("set_at", OffsetDateTime.class).toInstant());
    }
}
