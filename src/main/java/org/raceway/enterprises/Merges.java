package org.raceway.enterprises;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds records that may be one enterprise, and merges them. */
@Service
class Merges {
    static final int MOST_CANDIDATES = 200;

    /** Words of a name that tell no two firms apart, and the places before it. */
    private static final String PLAIN_NAME = """
            regexp_replace(regexp_replace(name, '(有限责任公司|股份有限公司|有限公司|总公司|公司|集团|厂|[[:space:]()（）·])', '', 'g'),
                           '^([^省]{2,3}省)?([^市]{2,3}市)?([^县区]{2,3}[县区])?', '')
            """;

    private final JdbcClient database;
    private final Records records;
    private final Standings standings;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Merges(
            JdbcClient database,
            Records records,
            Standings standings,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.records = records;
        this.standings = standings;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Two records that may be one enterprise.
     *
     * @param reasons of name, organisation, prefix, phone
     */
    record Candidate(UUID one, String oneName, UUID other, String otherName, List<String> reasons) {}

    /** Pairs with the same plain name, organisation code (places 9 to 17 of the credit code), GS1 prefix or telephone number. */
    List<Candidate> candidates() {
        return database.sql("""
                        with record as (select id, name, uscc, gs1_prefix from enterprise
                                        where standing in ('ACTIVE', 'SUSPENDED', 'LEAVING')),
                             keyed as (
                                select id, 'name' as reason, %s as key from record
                                union all select id, 'organisation', substr(uscc, 9, 9) from record
                                union all select id, 'prefix', gs1_prefix from record where gs1_prefix is not null
                                union all select id, 'phone', phone from enterprise_contact
                                          join record on record.id = enterprise),
                             -- What many share, an agent's telephone say, tells nothing.
                             shared as (
                                select * from (select *, count(*) over (partition by reason, key) as sharing from keyed) all_keys
                                where key <> '' and sharing between 2 and 10),
                             pair as (
                                select a.id as one, b.id as other, array_agg(distinct a.reason) as reasons
                                from shared a join shared b on a.reason = b.reason and a.key = b.key and a.id < b.id
                                group by 1, 2 order by count(*) desc, 1, 2 limit :most)
                        select one, first.name as one_name, other, second.name as other_name, reasons
                        from pair join record first on first.id = one join record second on second.id = other
                        """.formatted(PLAIN_NAME))
                .param("most", MOST_CANDIDATES)
                .query((row, index) -> new Candidate(
                        row.getObject("one", UUID.class),
                        row.getString("one_name"),
                        row.getObject("other", UUID.class),
                        row.getString("other_name"),
                        Arrays.asList((String[]) row.getArray("reasons").getArray())))
                .list();
    }

    Profile profile(UUID id) {
        return records.profile(id).orElseThrow(() -> new ProblemException(EnterpriseProblem.NO_SUCH_ENTERPRISE));
    }

    /**
     * Merges one record into another.
     *
     * @param fromLoser the facts that are taken from the record that goes
     */
    void merge(UUID from, UUID into, List<String> fromLoser, String reason, Actor actor, Texts texts) {
        String why = Applications.reason(reason);
        if (from.equals(into)) {
            throw new ProblemException(EnterpriseProblem.CANNOT_MERGE, texts.get("enterprises.merge.same"));
        }
        transaction.executeWithoutResult(status -> {
            // Both rows are held, in one order for everybody, until this is done.
            database.sql("select id from enterprise where id in (:one, :other) order by id for update")
                    .param("one", from)
                    .param("other", into)
                    .query(UUID.class)
                    .list();
            Profile loser = profile(from);
            Profile winner = profile(into);
            for (Profile one : List.of(loser, winner)) {
                if (one.standing() == Standing.MERGED || one.standing() == Standing.LEFT) {
                    throw new ProblemException(
                            EnterpriseProblem.CANNOT_MERGE,
                            one.enterprise().name() + " "
                                    + texts.get("enterprises.standing."
                                            + one.standing().name()));
                }
            }
            Instant now = clock.instant();
            EnterpriseForm lost = records.form(loser);
            EnterpriseForm kept = records.form(winner);
            EnterpriseForm merged = chosen(kept, lost, fromLoser);
            // Codes are unique: what the winner takes the loser must not hold, and its own code goes to it.
            boolean swapped = !merged.uscc().equals(kept.uscc());
            database.sql("""
                    update enterprise set standing = 'MERGED', standing_reason = :reason, standing_until = null,
                           merged_into = :into, uscc = case when :swapped then id::text else uscc end,
                           gln = case when cast(:gln as text) = gln then null else gln end
                    where id = :from
                    """)
                    .param("reason", why)
                    .param("into", into)
                    .param("swapped", swapped)
                    .param("gln", merged.gln().isEmpty() ? null : merged.gln(), Types.VARCHAR)
                    .param("from", from)
                    .update();
            records.change(into, kept, merged, FactSource.MERGED, actor);
            if (swapped) {
                database.sql("update enterprise set uscc = :uscc where id = :from")
                        .param("uscc", kept.uscc())
                        .param("from", from)
                        .update();
            }
            database.sql("update enterprise set merged_into = :into where merged_into = :from")
                    .param("into", into)
                    .param("from", from)
                    .update();
            for (String table : List.of("enterprise_capability", "enterprise_file", "enterprise_application")) {
                database.sql("update " + table + " set enterprise = :into where enterprise = :from")
                        .param("into", into)
                        .param("from", from)
                        .update();
            }
            database.sql("""
                    update enterprise_exit set withdrawn_at = :now
                    where enterprise = :from and withdrawn_at is null and completed_at is null
                    """)
                    .param("now", Timestamp.from(now))
                    .param("from", from)
                    .update();
            String words = loser.enterprise().name() + " " + loser.enterprise().uscc() + " → "
                    + winner.enterprise().name() + " " + winner.enterprise().uscc();
            records.step(into, actor, EnterpriseAction.MERGE, words + " " + why, now);
            records.step(from, actor, EnterpriseAction.MERGE, words + " " + why, now);
            audit.record(AuditEntry.done("enterprises.merge", "enterprise", into)
                    .about(into)
                    .with("from", from)
                    .with("taken", String.join(", ", fromLoser))
                    .with("reason", why));
            events.publishEvent(new EnterprisesMerged(from, into));
        });
        standings.refresh();
    }

    /** The winner's facts, but those that are to be taken from the loser; licences of both. */
    static EnterpriseForm chosen(EnterpriseForm kept, EnterpriseForm lost, List<String> fromLoser) {
        Map<String, String> mine = Differences.values(kept);
        Map<String, String> others = Differences.values(lost);
        java.util.function.UnaryOperator<String> value =
                fact -> String.valueOf((fromLoser.contains(fact) ? others : mine).get(fact));
        List<EnterpriseForm.Licence> licences = new java.util.ArrayList<>(kept.licences());
        lost.licences().stream()
                .filter(licence -> kept.licences().stream()
                        .noneMatch(one -> one.kind().equals(licence.kind())
                                && one.number().equals(licence.number())))
                .forEach(licences::add);
        return new EnterpriseForm(
                value.apply("name"),
                value.apply("englishName"),
                value.apply("uscc"),
                value.apply("gln"),
                value.apply("gs1Prefix"),
                value.apply("industry"),
                fromLoser.contains("kinds") ? lost.kinds() : kept.kinds(),
                value.apply("employees"),
                value.apply("revenueTenThousandYuan"),
                value.apply("county"),
                value.apply("address"),
                fromLoser.contains("contacts") ? lost.contacts() : kept.contacts(),
                licences);
    }
}
