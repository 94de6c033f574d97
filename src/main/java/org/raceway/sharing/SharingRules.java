package org.raceway.sharing;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.raceway.traceability.NodeSharing;
import org.raceway.traceability.SharedField;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rules of all enterprises. Whoever reads is bound by rules that they don't see. */
@Repository
class SharingRules implements NodeSharing {
    /** The most that an enterprise sets. */
    static final int MOST = 200;

    static final String COLUMNS = "id, owner, effect, partner, product, step, first_day, last_day, fields, set_at";
    private static final Pattern STEP = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private final JdbcClient database;
    private final WholeDatabase whole;
    private final Enterprises enterprises;
    private final AuditTrail audit;
    private final TimeOrderedIds ids;
    private final Clock clock;

    SharingRules(
            JdbcClient database,
            WholeDatabase whole,
            Enterprises enterprises,
            AuditTrail audit,
            TimeOrderedIds ids,
            Clock clock) {
        this.database = database;
        this.whole = whole;
        this.enterprises = enterprises;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** What somebody wants to be a rule. */
    record Wanted(
            SharingRule.@Nullable Effect effect,
            @Nullable UUID partner,
            @Nullable String product,
            @Nullable String step,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay,
            @Nullable Set<SharedField> fields) {}

    @Override
    public Decision of(UUID reader, Collection<UUID> owners) {
        if (owners.isEmpty()) {
            return (node, usual) -> usual;
        }
        Map<UUID, List<SharingRule>> rules = whole
                .client()
                .sql("select " + COLUMNS
                        + " from sharing_rule where owner = any(:owners) and (partner is null or partner = :reader)")
                .param("owners", owners.toArray(UUID[]::new))
                .param("reader", reader)
                .query(SharingRules::rule)
                .list()
                .stream()
                .collect(Collectors.groupingBy(SharingRule::owner));
        Function<UUID, List<SharingRule>> of = owner -> rules.getOrDefault(owner, List.of());
        return (node, usual) -> {
            List<SharingRule> theirs = of.apply(node.owner());
            return theirs.isEmpty() ? usual : SharingRule.decide(theirs, reader, node, usual);
        };
    }

    @Transactional
    public SharingRule set(Caller caller, Wanted wanted) {
        SharingRule rule = checked(caller.requireEnterprise(), wanted);
        long count = database.sql("select count(*) from sharing_rule where owner = :owner")
                .param("owner", rule.owner())
                .query(Long.class)
                .single();
        if (count >= MOST) {
            throw new ProblemException(SharingProblem.TOO_MANY, MOST);
        }
        database.sql("""
                        insert into sharing_rule (id, owner, effect, partner, product, step, first_day, last_day, fields,
                                                  set_by, set_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        rule.id(),
                        rule.owner(),
                        rule.effect().name(),
                        rule.partner(),
                        rule.product(),
                        rule.step(),
                        rule.firstDay(),
                        rule.lastDay(),
                        rule.fields().stream().map(SharedField::name).toArray(String[]::new),
                        caller.accountId(),
                        rule.setAt().atOffset(ZoneOffset.UTC)))
                .update();
        audit.record(entry("sharing.set-rule", rule));
        return rule;
    }

    @Transactional
    public void remove(Caller caller, UUID id) {
        SharingRule rule = database.sql(
                        "delete from sharing_rule where id = :id and owner = :owner returning " + COLUMNS)
                .param("id", id)
                .param("owner", caller.requireEnterprise())
                .query(SharingRules::rule)
                .optional()
                .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
        audit.record(entry("sharing.remove-rule", rule));
    }

    private static AuditEntry entry(String action, SharingRule rule) {
        return AuditEntry.done(action, "sharing-rule", rule.id())
                .about(rule.owner())
                .with("effect", rule.effect())
                .with("partner", rule.partner())
                .with("product", rule.product())
                .with("step", rule.step())
                .with("firstDay", rule.firstDay())
                .with("lastDay", rule.lastDay())
                .with("fields", rule.fields());
    }

    private SharingRule checked(UUID owner, Wanted wanted) {
        if (wanted.effect() == null) {
            throw new ProblemException(SharingProblem.INVALID, "effect");
        }
        UUID partner = wanted.partner();
        if (partner != null
                && (partner.equals(owner) || enterprises.byId(partner).isEmpty())) {
            throw new ProblemException(SharingProblem.INVALID, "partner");
        }
        String step = blankToNull(wanted.step());
        if (step != null && !STEP.matcher(step).matches()) {
            throw new ProblemException(SharingProblem.INVALID, "step");
        }
        LocalDate first = wanted.firstDay();
        LocalDate last = wanted.lastDay();
        if (first != null && last != null && last.isBefore(first)) {
            throw new ProblemException(SharingProblem.INVALID, "lastDay");
        }
        Set<SharedField> fields = wanted.fields();
        if (fields == null || fields.isEmpty()) {
            throw new ProblemException(SharingProblem.INVALID, "fields");
        }
        return new SharingRule(
                ids.next(),
                owner,
                wanted.effect(),
                partner,
                gtin(blankToNull(wanted.product())),
                step,
                first,
                last,
                fields,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static @Nullable String gtin(@Nullable String product) {
        if (product == null) {
            return null;
        }
        String digits = Gs1Identifiers.gtin14(product);
        if (digits == null) {
            throw new ProblemException(SharingProblem.INVALID, "product");
        }
        return digits;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    static SharingRule rule(ResultSet row, int index) throws SQLException {
        Array stored = row.getArray("fields");
        EnumSet<SharedField> fields = EnumSet.noneOf(SharedField.class);
        for (String name : (String[]) stored.getArray()) {
            fields.add(SharedField.valueOf(name));
        }
        return new SharingRule(
                row.getObject("id", UUID.class),
                row.getObject("owner", UUID.class),
                SharingRule.Effect.valueOf(row.getString("effect")),
                row.getObject("partner", UUID.class),
                row.getString("product"),
                row.getString("step"),
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class),
                fields,
                row.getObject("set_at", OffsetDateTime.class).toInstant());
    }
}
