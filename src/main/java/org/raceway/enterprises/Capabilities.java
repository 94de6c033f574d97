package org.raceway.enterprises;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Processes, equipment and capacity, as each enterprise enters them for itself. */
@Repository
class Capabilities {
    static final int MOST = 100;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_UNIT = 20;
    private static final int LONGEST_REMARK = 200;

    private final JdbcClient database;
    private final AuditTrail audit;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final TransactionTemplate transaction;

    Capabilities(
            JdbcClient database,
            AuditTrail audit,
            Clock clock,
            TimeOrderedIds ids,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** One of them. */
    record Capability(
            UUID id,
            CapabilityKind kind,
            String name,
            @Nullable BigDecimal amount,
            String unit,
            String remark,
            Instant at,
            String by,
            String byEnglish) {}

    /** One to be entered, as it was written. */
    record Entry(String kind, String name, String amount, String unit, String remark) {
        @SuppressWarnings("NullAway") // JSON leaves out what is not known
        Entry {
            kind = kind == null ? "" : kind.strip();
            name = name == null ? "" : name.strip();
            amount = amount == null ? "" : amount.strip().replaceAll("[,，]", "");
            unit = unit == null ? "" : unit.strip();
            remark = remark == null ? "" : remark.strip();
        }
    }

    List<Capability> of(UUID enterprise) {
        return database.sql("""
                        select id, kind, name, amount, unit, remark, at, account_name, english_account_name
                        from enterprise_capability where enterprise = :enterprise
                        order by case kind when 'PROCESS' then 0 when 'EQUIPMENT' then 1 else 2 end, id
                        """)
                .param("enterprise", enterprise)
                .query((row, index) -> new Capability(
                        row.getObject("id", UUID.class),
                        CapabilityKind.valueOf(row.getString("kind")),
                        row.getString("name"),
                        row.getObject("amount", BigDecimal.class),
                        row.getString("unit"),
                        row.getString("remark"),
                        Records.instant(row, "at"),
                        row.getString("account_name"),
                        row.getString("english_account_name")))
                .list();
    }

    /** What is wrong with an entry, by field, in words. */
    Map<String, String> errors(UUID enterprise, Entry entry, Texts texts) {
        Map<String, String> errors = new LinkedHashMap<>();
        if (Arrays.stream(CapabilityKind.values()).noneMatch(kind -> kind.name().equals(entry.kind()))) {
            errors.put("kind", texts.get("enterprises.wrong.kinds"));
        }
        if (entry.name().isEmpty()) {
            errors.put("name", texts.get("enterprises.wrong.missing"));
        } else if (entry.name().length() > LONGEST_NAME) {
            errors.put("name", texts.get("enterprises.wrong.too-long", LONGEST_NAME));
        }
        if (!entry.amount().isEmpty() && !entry.amount().matches("[0-9]{1,12}(\\.[0-9]{1,2})?")) {
            errors.put("amount", texts.get("enterprises.wrong.amount"));
        } else if (entry.amount().isEmpty() && entry.kind().equals(CapabilityKind.CAPACITY.name())) {
            errors.put("amount", texts.get("enterprises.wrong.missing"));
        }
        if (entry.unit().length() > LONGEST_UNIT) {
            errors.put("unit", texts.get("enterprises.wrong.too-long", LONGEST_UNIT));
        }
        if (entry.remark().length() > LONGEST_REMARK) {
            errors.put("remark", texts.get("enterprises.wrong.too-long", LONGEST_REMARK));
        }
        if (errors.isEmpty() && of(enterprise).size() >= MOST) {
            errors.put("name", texts.get("enterprises.wrong.too-many", MOST));
        }
        return errors;
    }

    /** Enters one that is in order. */
    UUID add(UUID enterprise, Entry entry, Actor actor) {
        UUID id = ids.next();
        transaction.executeWithoutResult(status -> {
            database.sql("""
                    insert into enterprise_capability (id, enterprise, kind, name, amount, unit, remark, at, account_name,
                                                       english_account_name)
                    values (:id, :enterprise, :kind, :name, :amount, :unit, :remark, :at, :by, :byEnglish)
                    """)
                    .param("id", id)
                    .param("enterprise", enterprise)
                    .param("kind", entry.kind())
                    .param("name", entry.name())
                    .param("amount", entry.amount().isEmpty() ? null : new BigDecimal(entry.amount()), Types.NUMERIC)
                    .param("unit", entry.unit())
                    .param("remark", entry.remark())
                    .param("at", Timestamp.from(clock.instant()))
                    .param("by", actor.name())
                    .param("byEnglish", actor.englishName())
                    .update();
            audit.record(AuditEntry.done("enterprises.capability-add", "enterprise", enterprise)
                    .about(enterprise)
                    .with("name", entry.name()));
        });
        return id;
    }

    void remove(UUID enterprise, UUID id) {
        transaction.executeWithoutResult(status -> {
            int removed = database.sql("delete from enterprise_capability where id = :id and enterprise = :enterprise")
                    .param("id", id)
                    .param("enterprise", enterprise)
                    .update();
            if (removed == 0) {
                throw new ProblemException(PlatformProblem.NOT_FOUND);
            }
            audit.record(AuditEntry.done("enterprises.capability-remove", "enterprise", enterprise)
                    .about(enterprise)
                    .with("capability", id));
        });
    }
}
