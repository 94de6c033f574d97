package org.raceway.scans;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.platform.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** A maker's rules in the table {@code code_rule}. */
@Repository
class StoredRules {
    /** The most products with rules of their own. */
    static final int MOST_PRODUCTS = 1_000;

    private final JdbcClient database;
    private final AuditTrail audit;
    private final Clock clock;

    StoredRules(JdbcClient database, AuditTrail audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Rules as they are set.
     *
     * @param product canonical trade item; empty for all others
     */
    record Set(String product, Rules rules, Instant changedAt) {}

    /** What is set, in the caller's reach. */
    List<Set> of(UUID maker) {
        return database.sql("select * from code_rule where maker = :maker order by product")
                .param("maker", maker)
                .query(StoredRules::set)
                .list();
    }

    /** The rules that hold for a product. */
    Rules of(UUID maker, String product) {
        return database.sql("""
                        select * from code_rule where maker = :maker and product in (:product, '') order by product desc limit 1
                        """)
                .param("maker", maker)
                .param("product", product)
                .query(StoredRules::set)
                .optional()
                .map(Set::rules)
                .orElse(Rules.USUAL);
    }

    /** Sets the rules of a product, or with an empty one of all that have none of their own. */
    @Transactional
    public void set(Caller caller, String product, Rules rules) {
        UUID maker = maker(caller);
        Rules checked = rules.checked();
        String item = product.isBlank() ? "" : Codes.product(product);
        if (of(maker).size() >= MOST_PRODUCTS) {
            throw new ProblemException(ScansProblem.INVALID, "product", 0, MOST_PRODUCTS);
        }
        database.sql("""
                insert into code_rule (maker, product, never_issued_visitors, grace_hours, ended_visitors, ended_grace_hours,
                                       far_kilometres, far_speed, visitors_a_day, places_a_day, sales_allowed, changed_by, changed_at)
                values (:maker, :product, :never, :grace, :ended, :endedGrace, :far, :speed, :visitors, :places, :sales, :account, :now)
                on conflict (maker, product) do update set
                    never_issued_visitors = excluded.never_issued_visitors, grace_hours = excluded.grace_hours,
                    ended_visitors = excluded.ended_visitors, ended_grace_hours = excluded.ended_grace_hours,
                    far_kilometres = excluded.far_kilometres, far_speed = excluded.far_speed,
                    visitors_a_day = excluded.visitors_a_day, places_a_day = excluded.places_a_day,
                    sales_allowed = excluded.sales_allowed, changed_by = excluded.changed_by, changed_at = excluded.changed_at
                """)
                .param("maker", maker)
                .param("product", item)
                .param("never", checked.neverIssuedVisitors())
                .param("grace", checked.graceHours())
                .param("ended", checked.endedVisitors())
                .param("endedGrace", checked.endedGraceHours())
                .param("far", checked.farKilometres())
                .param("speed", checked.farSpeed())
                .param("visitors", checked.visitorsADay())
                .param("places", checked.placesADay())
                .param("sales", checked.salesAllowed())
                .param("account", caller.accountId())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record(AuditEntry.done("scans.set-rules", "code-rule", item.isEmpty() ? "all" : item)
                .about(maker)
                .with("rules", checked.toString()));
    }

    /** Takes the rules of a product back, so that the general ones hold. */
    @Transactional
    public void drop(Caller caller, String product) {
        UUID maker = maker(caller);
        String item = product.isBlank() ? "" : Codes.product(product);
        int dropped = database.sql("delete from code_rule where maker = :maker and product = :product")
                .param("maker", maker)
                .param("product", item)
                .update();
        if (dropped > 0) {
            audit.record(AuditEntry.done("scans.drop-rules", "code-rule", item.isEmpty() ? "all" : item)
                    .about(maker));
        }
    }

    static UUID maker(Caller caller) {
        UUID maker = caller.enterprise();
        if (maker == null) {
            throw new ProblemException(ScansProblem.NO_ENTERPRISE);
        }
        return maker;
    }

    private static Set set(ResultSet row, int index) throws SQLException {
        return new Set(
                Objects.requireNonNull(row.getString("product")),
                new Rules(
                        row.getInt("never_issued_visitors"),
                        row.getInt("grace_hours"),
                        row.getInt("ended_visitors"),
                        row.getInt("ended_grace_hours"),
                        row.getInt("far_kilometres"),
                        row.getInt("far_speed"),
                        row.getInt("visitors_a_day"),
                        row.getInt("places_a_day"),
                        row.getInt("sales_allowed")),
                row.getTimestamp("changed_at").toInstant());
    }
}
