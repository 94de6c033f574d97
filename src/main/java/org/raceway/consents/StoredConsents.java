package org.raceway.consents;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Isolation;
import org.raceway.access.Permission;
import org.raceway.access.WriteBar;
import org.raceway.audit.AuditActor;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger in the tables {@code consent*}. */
@Repository
class StoredConsents implements Consents {
    static final String COLUMNS = """
            id, granter, reader, purpose, reference, message, state, asked_fields, asked_from, asked_to, asked_until, fields,
            period_from, period_to, last_day, ends_at, requested_by, decided_by, requested_at, decided_at, ended_at
            """;
    static final String READ_COLUMNS = """
            id, consent, granter, reader, account, field, period_from, period_to, purpose, reference, door, lines, at
            """;
    private static final String RESULTS = """
            select id, room, subject, description, english_description, reader, account, made_at, stale_at,
                   (select array_agg(source.consent) from consent_result_source source where source.result = consent_result.id)
                       as consents
            from consent_result
            """;

    /** How long before the end both sides are told. */
    static final Duration WARNED_BEFORE = Duration.ofDays(7);

    private static final int MOST_CONSENTS_A_RESULT = 200;
    /** The reasons of steps that the platform takes; kept as they are read, in both languages. */
    private static final String MERGED = "两家企业已合并 The two enterprises have been merged";

    private static final String LEFT = "企业已退出集群 The enterprise has left the cluster";

    private static final int MOST_LISTED = 1_000;
    /** Held while consents are being ended by their time: by one process. */
    private static final long EXPIRY_LOCK = 0x5261_6365_7761_7901L;

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final Isolation isolation;
    private final ConsentFields fields;
    private final Enterprises enterprises;
    private final ObjectProvider<WriteBar> bars;
    private final ConsentNotices notices;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final TimeOrderedIds ids;
    private final Clock clock;

    StoredConsents(
            JdbcClient database,
            PlatformTransactionManager transactions,
            Isolation isolation,
            ConsentFields fields,
            Enterprises enterprises,
            ObjectProvider<WriteBar> bars,
            ConsentNotices notices,
            AuditTrail audit,
            ApplicationEventPublisher events,
            TimeOrderedIds ids,
            Clock clock) {
        this.database = database;
        this.transactions = new TransactionTemplate(transactions);
        this.isolation = isolation;
        this.fields = fields;
        this.enterprises = enterprises;
        this.bars = bars;
        this.notices = notices;
        this.audit = audit;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    // ---- steps

    @Override
    public UUID request(Caller reader, ConsentRequest request) {
        UUID enterprise = allowed(reader, Permission.CONSENTS_REQUEST, DataScope.ENTERPRISE);
        Enterprise asking = active(enterprise);
        UUID granter = enterprises
                .byId(request.granter())
                .map(Enterprise::id)
                .filter(found -> !found.equals(enterprise))
                .orElseThrow(() -> invalid("granter"));
        active(granter);
        Consent.Terms terms = cleaned(request.terms());
        checkText(request.message(), "message", false);
        ConsentPurpose purpose = purposes().stream()
                .filter(known -> known.code().equals(request.purpose().purpose()))
                .findFirst()
                .orElseThrow(() -> invalid("purpose"));
        if (!purpose.readers().contains(asking.kind())) {
            throw new ProblemException(ConsentProblem.AGAINST_RULE, "purpose");
        }
        if (!purpose.fields().containsAll(terms.fields())) {
            throw new ProblemException(ConsentProblem.AGAINST_RULE, "fields");
        }
        Instant now = now();
        if (ChronoUnit.DAYS.between(Period.dayOf(now), terms.lastDay()) > purpose.longestDays()) {
            throw new ProblemException(ConsentProblem.AGAINST_RULE, "lastDay");
        }
        checkLastDay(terms, now);
        UUID id = ids.next();
        try {
            inTransactionAs(enterprise, () -> {
                database.sql("""
                        insert into consent (id, granter, reader, purpose, reference, message, state, asked_fields, asked_from, asked_to,
                                             asked_until, fields, period_from, period_to, last_day, ends_at, requested_by, requested_at)
                        values (:id, :granter, :reader, :purpose, :reference, :message, 'REQUESTED', :fields, :from, :to, :lastDay,
                                :fields, :from, :to, :lastDay, :endsAt, :account, :now)
                        """)
                        .param("id", id)
                        .param("granter", granter)
                        .param("reader", enterprise)
                        .param("purpose", request.purpose().purpose())
                        .param("reference", request.purpose().reference())
                        .param("message", request.message())
                        .param("fields", terms.fields().toArray(String[]::new))
                        .param("from", Date.valueOf(terms.period().from()))
                        .param("to", Date.valueOf(terms.period().to()))
                        .param("lastDay", Date.valueOf(terms.lastDay()))
                        .param("endsAt", utc(Period.endOf(terms.lastDay())))
                        .param("account", reader.accountId())
                        .param("now", utc(now))
                        .update();
                Consent consent = locked(id, "for update");
                step(consent, ConsentAction.REQUESTED, reader, request.message(), now);
                notices.step(consent, purpose, ConsentAction.REQUESTED, request.message(), reader);
                return true;
            });
        } catch (DuplicateKeyException e) {
            throw new ProblemException(e, ConsentProblem.ALREADY_ASKED);
        }
        return id;
    }

    @Override
    public void grant(Caller granter, UUID id, Consent.Terms granted) {
        UUID enterprise = allowed(granter, Permission.CONSENTS_GRANT, DataScope.ENTERPRISE);
        active(enterprise);
        Consent.Terms terms = cleaned(granted);
        Instant now = now();
        checkLastDay(terms, now);
        inTransactionAs(enterprise, () -> {
            Consent consent = locked(id, "for update");
            if (!consent.granter().equals(enterprise)) {
                throw notFound();
            }
            if (now.isBefore(consent.endsAt())) {
                checkAllowed(consent, ConsentAction.GRANTED);
            } else {
                throw new ProblemException(ConsentProblem.WRONG_STATE);
            }
            active(consent.reader());
            if (!consent.asked().covers(terms)) {
                throw new ProblemException(ConsentProblem.WIDER_THAN_ASKED);
            }
            database.sql("""
                    update consent set state = 'GRANTED', fields = :fields, period_from = :from, period_to = :to,
                                       last_day = :lastDay, ends_at = :endsAt, decided_by = :account, decided_at = :now
                    where id = :id
                    """)
                    .param("id", id)
                    .param("fields", terms.fields().toArray(String[]::new))
                    .param("from", Date.valueOf(terms.period().from()))
                    .param("to", Date.valueOf(terms.period().to()))
                    .param("lastDay", Date.valueOf(terms.lastDay()))
                    .param("endsAt", utc(Period.endOf(terms.lastDay())))
                    .param("account", granter.accountId())
                    .param("now", utc(now))
                    .update();
            Consent after = locked(id, "for update");
            step(after, ConsentAction.GRANTED, granter, "", now);
            notices.step(after, purpose(after), ConsentAction.GRANTED, "", granter);
            return true;
        });
    }

    @Override
    public void refuse(Caller granter, UUID id, String reason) {
        String why = checkText(reason, "reason", true);
        UUID enterprise = allowed(granter, Permission.CONSENTS_GRANT, DataScope.ENTERPRISE);
        end(granter, enterprise, id, ConsentAction.REFUSED, why);
    }

    @Override
    public void withdraw(Caller reader, UUID id, String reason) {
        String why = checkText(reason, "reason", false);
        UUID enterprise = allowed(reader, Permission.CONSENTS_REQUEST, DataScope.ENTERPRISE);
        end(reader, enterprise, id, ConsentAction.WITHDRAWN, why);
    }

    @Override
    public void revoke(Caller granter, UUID id, String reason) {
        String why = checkText(reason, "reason", false);
        UUID enterprise = allowed(granter, Permission.CONSENTS_GRANT, DataScope.ENTERPRISE);
        end(granter, enterprise, id, ConsentAction.REVOKED, why);
    }

    private void end(Caller caller, UUID enterprise, UUID id, ConsentAction action, String reason) {
        inTransactionAs(enterprise, () -> {
            Consent consent = locked(id, "for update");
            UUID whose = action == ConsentAction.WITHDRAWN ? consent.reader() : consent.granter();
            if (!whose.equals(enterprise)) {
                throw notFound();
            }
            checkAllowed(consent, action);
            // After the lock: what was read before has an earlier time.
            end(consent, action, caller, reason, now());
            notices.step(consent, purpose(consent), action, reason, caller);
            return true;
        });
    }

    private void end(Consent consent, ConsentAction action, @Nullable Caller caller, String reason, Instant now) {
        boolean decision = action == ConsentAction.REFUSED;
        database.sql("""
                update consent set state = :state, ended_at = :now,
                                   decided_at = case when :decision then :now else decided_at end,
                                   decided_by = case when :decision then :account else decided_by end
                where id = :id
                """)
                .param("state", action.state().name())
                .param("now", utc(now))
                .param("decision", decision)
                .param("account", caller == null ? null : caller.accountId(), Types.OTHER)
                .param("id", consent.id())
                .update();
        Set<UUID> stale = consent.state() == ConsentState.GRANTED ? markStale(consent.id(), action, now) : Set.of();
        step(consent, action, caller, reason, now);
        if (consent.state() == ConsentState.GRANTED) {
            events.publishEvent(new ConsentsEnded(Set.of(consent.id()), stale, action, now));
        }
    }

    private Set<UUID> markStale(UUID consent, ConsentAction by, Instant now) {
        // In one order, whoever else marks some of the same.
        List<UUID> results =
                database.sql("""
                        select id from consent_result
                        where stale_at is null and id in (select result from consent_result_source where consent = :consent)
                        order by id for update
                        """).param("consent", consent).query(UUID.class).list();
        if (!results.isEmpty()) {
            database.sql("update consent_result set stale_at = :now, stale_by = :by where id = any(:ids)")
                    .param("now", utc(now))
                    .param("by", by.name())
                    .param("ids", results.toArray(UUID[]::new))
                    .update();
        }
        return new LinkedHashSet<>(results);
    }

    private void step(Consent after, ConsentAction action, @Nullable Caller caller, String reason, Instant now) {
        database.sql("""
                insert into consent_step (consent, number, at, action, enterprise, account, reason, fields, period_from, period_to,
                                          last_day)
                values (:consent, (select count(*) + 1 from consent_step where consent = :consent), :at, :action, :enterprise,
                        :account, :reason, :fields, :from, :to, :lastDay)
                """)
                .param("consent", after.id())
                .param("at", utc(now))
                .param("action", action.name())
                .param("enterprise", caller == null ? null : caller.enterprise(), Types.OTHER)
                .param("account", caller == null ? null : caller.accountId(), Types.OTHER)
                .param("reason", reason)
                .param("fields", after.terms().fields().toArray(String[]::new))
                .param("from", Date.valueOf(after.terms().period().from()))
                .param("to", Date.valueOf(after.terms().period().to()))
                .param("lastDay", Date.valueOf(after.terms().lastDay()))
                .update();
        AuditEntry entry = AuditEntry.done("consents." + action.name().toLowerCase(Locale.ROOT), "consent", after.id())
                .about(after.granter())
                .with("reader", after.reader())
                .with("purpose", after.purpose().purpose())
                .with("reference", after.purpose().reference())
                .with("fields", String.join(" ", after.terms().fields()))
                .with("until", after.terms().lastDay())
                .with("reason", reason.isEmpty() ? null : reason);
        audit.recordAs(actor(caller), entry);
    }

    // ---- reads

    @Override
    public ConsentedData read(
            Caller reader, UUID granter, String field, Period period, PurposeReference purpose, ReadDoor door) {
        return recorded(reader, remaining(granter), null, field, period, purpose, door);
    }

    @Override
    public ConsentedData read(Caller reader, UUID consent, String field, Period period, ReadDoor door) {
        UUID enterprise = mayRead(reader);
        Consent known = inTransactionAs(enterprise, () -> find(consent))
                .filter(found -> found.reader().equals(enterprise))
                .orElseThrow(StoredConsents::notFound);
        return recorded(reader, known.granter(), consent, field, period, known.purpose(), door);
    }

    private ConsentedData recorded(
            Caller reader,
            UUID granter,
            @Nullable UUID consent,
            String field,
            Period period,
            PurposeReference purpose,
            ReadDoor door) {
        UUID enterprise = mayRead(reader);
        ConsentField source =
                fields.find(field).orElseThrow(() -> new ProblemException(ConsentProblem.FIELD_NOT_GRANTED, field));
        try {
            active(enterprise);
            active(granter);
            return inTransactionAs(granter, () -> {
                Consent under = underLock(granter, enterprise, consent, source, period, purpose);
                Instant at = now();
                if (!under.isLive(at)) {
                    throw new ProblemException(ConsentProblem.NO_CONSENT);
                }
                List<List<ConsentValue>> rows = rows(source, granter, period);
                UUID id = ids.next();
                record(id, under, reader, source, period, door, rows.size(), at);
                return new ConsentedData(
                        new Provenance(
                                id,
                                under.id(),
                                granter,
                                enterprise,
                                field,
                                period,
                                under.purpose(),
                                under.terms().lastDay(),
                                at),
                        source.columns(),
                        rows);
            });
        } catch (ProblemException e) {
            audit.recordAs(
                    actor(reader),
                    AuditEntry.refused("consents.read", "consent", consent)
                            .about(granter)
                            .with("field", field)
                            .with("purpose", purpose.purpose())
                            .with("reference", purpose.reference())
                            .with("reason", e.problem().code()));
            throw e;
        }
    }

    /**
     * The consent to read under, locked against its end until the read is committed; the one that lasts longest where several
     * would do.
     */
    private Consent underLock(
            UUID granter,
            UUID reader,
            @Nullable UUID consent,
            ConsentField field,
            Period period,
            PurposeReference purpose) {
        Instant now = now();
        List<Consent> live = database
                .sql("select " + COLUMNS + """
                        from consent
                        where granter = :granter and reader = :reader and state = 'GRANTED' and purpose = :purpose
                          and reference = :reference and (cast(:consent as uuid) is null or id = cast(:consent as uuid))
                        order by ends_at desc, id for share
                        """)
                .param("granter", granter)
                .param("reader", reader)
                .param("purpose", purpose.purpose())
                .param("reference", purpose.reference())
                .param("consent", consent == null ? null : consent.toString(), Types.VARCHAR)
                .query(StoredConsents::consent)
                .list()
                .stream()
                .filter(found -> found.isLive(now))
                .toList();
        if (live.isEmpty()) {
            throw new ProblemException(ConsentProblem.NO_CONSENT);
        }
        List<Consent> naming = live.stream()
                .filter(found -> found.terms().fields().contains(field.code()))
                .toList();
        if (naming.isEmpty()) {
            throw new ProblemException(ConsentProblem.FIELD_NOT_GRANTED, field.code());
        }
        return naming.stream()
                .filter(found -> !field.hasPeriod() || found.terms().period().covers(period))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ConsentProblem.PERIOD_NOT_GRANTED,
                        naming.getFirst().terms().period().from(),
                        naming.getFirst().terms().period().to()));
    }

    private void record(
            UUID id,
            Consent under,
            Caller reader,
            ConsentField field,
            Period period,
            ReadDoor door,
            int lines,
            Instant at) {
        database.sql("""
                insert into consent_read (id, consent, granter, reader, account, field, period_from, period_to, purpose, reference,
                                          door, lines, at)
                values (:id, :consent, :granter, :reader, :account, :field, :from, :to, :purpose, :reference, :door, :lines, :at)
                """)
                .param("id", id)
                .param("consent", under.id())
                .param("granter", under.granter())
                .param("reader", under.reader())
                .param("account", reader.accountId())
                .param("field", field.code())
                .param("from", field.hasPeriod() ? Date.valueOf(period.from()) : null, Types.DATE)
                .param("to", field.hasPeriod() ? Date.valueOf(period.to()) : null, Types.DATE)
                .param("purpose", under.purpose().purpose())
                .param("reference", under.purpose().reference())
                .param("door", door.name())
                .param("lines", lines)
                .param("at", utc(at))
                .update();
        AuditEntry entry = AuditEntry.done("consents.read", "consent", under.id())
                .about(under.granter())
                .with("read", id)
                .with("field", field.code())
                .with("from", field.hasPeriod() ? period.from() : null)
                .with("to", field.hasPeriod() ? period.to() : null)
                .with("purpose", under.purpose().purpose())
                .with("reference", under.purpose().reference())
                .with("door", door.name())
                .with("rows", lines);
        audit.recordAs(actor(reader), entry);
    }

    @Override
    public ConsentedData preview(Caller granter, String field, Period period) {
        UUID enterprise = allowed(granter, Permission.CONSENTS_READ, DataScope.ENTERPRISE);
        ConsentField source = fields.find(field).orElseThrow(StoredConsents::notFound);
        return inTransactionAs(
                enterprise,
                () -> new ConsentedData(
                        new Provenance(
                                new UUID(0, 0),
                                new UUID(0, 0),
                                enterprise,
                                enterprise,
                                field,
                                period,
                                new PurposeReference("preview", "preview"),
                                period.to(),
                                now()),
                        source.columns(),
                        rows(source, enterprise, period)));
    }

    private static List<List<ConsentValue>> rows(ConsentField source, UUID enterprise, Period period) {
        List<List<ConsentValue>> rows = source.rows(enterprise, period);
        if (rows.size() > MOST_ROWS) {
            throw new ProblemException(ConsentProblem.DATA_TOO_LARGE);
        }
        return rows;
    }

    // ---- what was made of it

    @Override
    public UUID derive(Caller reader, Collection<UUID> under, DerivedResult what) {
        UUID enterprise = mayRead(reader);
        Set<UUID> all = new TreeSet<>(under);
        if (all.isEmpty() || all.size() > MOST_CONSENTS_A_RESULT) {
            throw new IllegalArgumentException("a result stands on 1 to " + MOST_CONSENTS_A_RESULT + " consents");
        }
        UUID id = ids.next();
        return inTransactionAs(enterprise, () -> {
            Instant now = now();
            List<Consent> locked = database.sql("select " + COLUMNS + """
                            from consent where id = any(:ids) and reader = :reader and state = 'GRANTED' order by id for share
                            """)
                    .param("ids", all.toArray(UUID[]::new))
                    .param("reader", enterprise)
                    .query(StoredConsents::consent)
                    .list();
            if (locked.size() < all.size() || !locked.stream().allMatch(consent -> consent.isLive(now))) {
                throw new ProblemException(ConsentProblem.NO_CONSENT);
            }
            database.sql("""
                    insert into consent_result (id, room, subject, description, english_description, reader, account, made_at)
                    values (:id, :room, :subject, :description, :englishDescription, :reader, :account, :now)
                    """)
                    .param("id", id)
                    .param("room", what.room())
                    .param("subject", what.subject())
                    .param("description", what.description())
                    .param("englishDescription", what.englishDescription())
                    .param("reader", enterprise)
                    .param("account", reader.accountId())
                    .param("now", utc(now))
                    .update();
            for (Consent consent : locked) {
                database.sql("insert into consent_result_source (result, consent) values (:result, :consent)")
                        .param("result", id)
                        .param("consent", consent.id())
                        .update();
                audit.recordAs(
                        actor(reader),
                        AuditEntry.done("consents.derive", "consent", consent.id())
                                .about(consent.granter())
                                .with("result", id)
                                .with("room", what.room())
                                .with("subject", what.subject()));
            }
            return id;
        });
    }

    @Override
    public boolean isStale(Caller caller, UUID result) {
        UUID enterprise = caller.requireEnterprise();
        return inTransactionAs(
                enterprise,
                () -> database.sql("""
                        select stale_at is not null or exists (
                            select from consent_result_source source join consent on consent.id = source.consent
                            where source.result = consent_result.id and (consent.state <> 'GRANTED' or consent.ends_at <= :now))
                        from consent_result where id = :id
                        """)
                        .param("now", utc(now()))
                        .param("id", result)
                        .query(Boolean.class)
                        .optional()
                        .orElse(true));
    }

    @Override
    public List<ConsentResult> results(Caller caller, UUID consent) {
        if (byId(caller, consent).isEmpty()) {
            return List.of();
        }
        return inTransactionAs(
                caller.requireEnterprise(),
                () -> database.sql(RESULTS + """
                        where id in (select result from consent_result_source where consent = :consent)
                        order by id desc limit 200
                        """)
                        .param("consent", consent)
                        .query(StoredConsents::result)
                        .list());
    }

    // ---- looking

    @Override
    public Optional<Consent> byId(Caller caller, UUID id) {
        if (!caller.may(Permission.CONSENTS_READ) || caller.enterprise() == null) {
            return Optional.empty();
        }
        boolean all = caller.scope(Permission.CONSENTS_READ).reaches(DataScope.ENTERPRISE);
        return inTransactionAs(caller.requireEnterprise(), () -> find(id))
                .filter(consent -> all
                        || consent.requestedBy().equals(caller.accountId())
                        || caller.accountId().equals(consent.decidedBy()));
    }

    @Override
    public List<Consent> with(Caller caller, UUID other) {
        UUID enterprise = allowed(caller, Permission.CONSENTS_READ, DataScope.ENTERPRISE);
        return inTransactionAs(
                enterprise,
                () -> database.sql("select " + COLUMNS + """
                        from consent where (granter = :own and reader = :other) or (granter = :other and reader = :own)
                        order by id desc limit :most
                        """)
                        .param("own", enterprise)
                        .param("other", remaining(other))
                        .param("most", MOST_LISTED)
                        .query(StoredConsents::consent)
                        .list());
    }

    @Override
    public List<Consent> live(Caller reader, Optional<UUID> granter) {
        UUID enterprise = mayRead(reader);
        Instant now = now();
        return inTransactionAs(
                enterprise,
                () -> database.sql("select " + COLUMNS + """
                        from consent where reader = :reader and state = 'GRANTED' and ends_at > :now
                          and (cast(:granter as uuid) is null or granter = cast(:granter as uuid))
                        order by id desc limit :most
                        """)
                        .param("reader", enterprise)
                        .param("now", utc(now))
                        .param(
                                "granter",
                                granter.map(this::remaining).map(UUID::toString).orElse(null),
                                Types.VARCHAR)
                        .param("most", MOST_LISTED)
                        .query(StoredConsents::consent)
                        .list());
    }

    @Override
    public List<ConsentPurpose> purposes() {
        return database.sql("""
                        select code, name, english_name, explanation, english_explanation, readers, fields, longest_days
                        from consent_purpose order by place
                        """)
                .query((row, index) -> new ConsentPurpose(
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("english_name"),
                        row.getString("explanation"),
                        row.getString("english_explanation"),
                        kinds(row),
                        texts(row, "fields"),
                        row.getInt("longest_days")))
                .list();
    }

    /** What was done with a consent that the caller has been shown; who of the other side did it is that side's own business. */
    List<ConsentStep> steps(Caller caller, UUID consent) {
        List<UUID> own = enterprises.idsOf(caller.requireEnterprise());
        return inTransactionAs(
                caller.requireEnterprise(),
                () -> database.sql("""
                        select number, at, action, enterprise, account, reason, fields, period_from, period_to, last_day
                        from consent_step where consent = :consent order by number
                        """)
                        .param("consent", consent)
                        .query((row, index) -> new ConsentStep(
                                row.getInt("number"),
                                instant(row, "at"),
                                ConsentAction.valueOf(row.getString("action")),
                                row.getObject("enterprise", UUID.class),
                                own.contains(row.getObject("enterprise", UUID.class))
                                        ? row.getObject("account", UUID.class)
                                        : null,
                                row.getString("reason"),
                                terms(row, "fields", "period_from", "period_to", "last_day")))
                        .list());
    }

    /** How often a consent that the caller has been shown was read under. */
    long reads(Caller caller, UUID consent) {
        return inTransactionAs(
                caller.requireEnterprise(),
                () -> database.sql("select count(*) from consent_read where consent = :consent")
                        .param("consent", consent)
                        .query(Long.class)
                        .single());
    }

    // ---- time

    /**
     * Ends what is over and tells of what soon will be. Safe at any time: each consent in a transaction of its own, one process
     * at a time.
     *
     * @return how many were ended
     */
    int expire() {
        int ended = 0;
        Instant now = now();
        for (UUID id : due("ends_at <= :when and state in ('REQUESTED', 'GRANTED')", now)) {
            ended += alone(() -> {
                Consent consent = locked(id, "for update");
                if (!ConsentAction.EXPIRED.isAllowedIn(consent.state()) || now.isBefore(consent.endsAt())) {
                    return 0;
                }
                end(consent, ConsentAction.EXPIRED, null, "", now);
                notices.step(consent, purpose(consent), ConsentAction.EXPIRED, "", null);
                return 1;
            });
        }
        for (UUID id : due("ends_at <= :when and state = 'GRANTED' and warned_at is null", now.plus(WARNED_BEFORE))) {
            alone(() -> {
                Consent consent = locked(id, "for update");
                int warned =
                        database.sql("""
                                update consent set warned_at = :now where id = :id and state = 'GRANTED' and warned_at is null
                                """).param("now", utc(now)).param("id", id).update();
                // Who grants for less than a week knows that.
                boolean shortlived = consent.decidedAt() != null
                        && !consent.decidedAt().plus(WARNED_BEFORE).isBefore(consent.endsAt());
                if (warned == 1 && !shortlived && now.isBefore(consent.endsAt())) {
                    notices.expiring(consent, purpose(consent));
                }
                return warned;
            });
        }
        return ended;
    }

    private List<UUID> due(String condition, Instant when) {
        return isolation.everywhere(
                () -> database.sql("select id from consent where " + condition + " order by ends_at, id limit 10000")
                        .param("when", utc(when))
                        .query(UUID.class)
                        .list());
    }

    /** In a transaction of nobody's, unless another process is at it. */
    private int alone(Supplier<Integer> work) {
        return isolation.everywhere(() -> Objects.requireNonNull(transactions.execute(status -> {
            boolean mine = database.sql("select pg_try_advisory_xact_lock(:lock)")
                    .param("lock", EXPIRY_LOCK)
                    .query(Boolean.class)
                    .single();
            return mine ? work.get() : Integer.valueOf(0);
        })));
    }

    /**
     * What one record of an enterprise granted and was granted becomes the other's; what the two had agreed with each other, and
     * what both have asked for, ends. In the caller's transaction.
     */
    void follow(UUID merged, UUID into) {
        record Ended(UUID consent, ConsentAction by, Set<UUID> stale) {}
        Instant now = now();
        List<Ended> ended = database.sql("""
                        select consent, state_before, stale from move_consents(:merged, :into, :now, :why)
                        """)
                .param("merged", merged)
                .param("into", into)
                .param("now", utc(now))
                .param("why", MERGED)
                .query((row, index) -> new Ended(
                        row.getObject("consent", UUID.class),
                        row.getString("state_before").equals(ConsentState.GRANTED.name())
                                ? ConsentAction.REVOKED
                                : ConsentAction.WITHDRAWN,
                        ids(row, "stale")))
                .list();
        for (Ended one : ended) {
            notices.over(one.consent());
            audit.recordAs(
                    actor(null),
                    AuditEntry.done("consents." + one.by().name().toLowerCase(Locale.ROOT), "consent", one.consent())
                            .about(into)
                            .with("reason", MERGED));
            if (one.by() == ConsentAction.REVOKED) {
                events.publishEvent(new ConsentsEnded(Set.of(one.consent()), one.stale(), one.by(), now));
            }
        }
    }

    /** Ends everything that this enterprise has granted, been granted or asked for. In the caller's transaction, which sees all rows. */
    void endAllOf(UUID enterprise) {
        Instant now = now();
        List<UUID> open = database.sql("""
                        select id from consent
                        where (granter = :enterprise or reader = :enterprise) and state in ('REQUESTED', 'GRANTED') order by id
                        """)
                .param("enterprise", enterprise)
                .query(UUID.class)
                .list();
        for (UUID id : open) {
            Consent consent = locked(id, "for update");
            ConsentAction action = consent.state() == ConsentState.GRANTED
                    ? ConsentAction.REVOKED
                    : consent.granter().equals(enterprise) ? ConsentAction.REFUSED : ConsentAction.WITHDRAWN;
            if (action.isAllowedIn(consent.state())) {
                end(consent, action, null, LEFT, now);
                notices.left(consent, purpose(consent), enterprise);
            }
        }
    }

    // ---- what all of these use

    private UUID mayRead(Caller reader) {
        return allowed(reader, Permission.CONSENTS_REQUEST, DataScope.GRANTED);
    }

    private static UUID allowed(Caller caller, Permission permission, DataScope scope) {
        if (!caller.may(permission) || !caller.scope(permission).reaches(scope)) {
            throw new AccessDeniedException(permission.code());
        }
        return caller.requireEnterprise();
    }

    /** The record that holds the rows of an enterprise: where two were merged, the one that stays. */
    private UUID remaining(UUID enterprise) {
        return enterprises.byId(enterprise).map(Enterprise::id).orElse(enterprise);
    }

    /** An enterprise in good standing. */
    private Enterprise active(UUID id) {
        try {
            bars.forEach(bar -> bar.check(id));
        } catch (ProblemException barred) {
            throw new ProblemException(barred, ConsentProblem.NOT_ACTIVE);
        }
        return enterprises.byId(id).orElseThrow(() -> new ProblemException(ConsentProblem.NOT_ACTIVE));
    }

    private ConsentPurpose purpose(Consent consent) {
        return purposes().stream()
                .filter(purpose -> purpose.code().equals(consent.purpose().purpose()))
                .findFirst()
                .orElseThrow();
    }

    private Consent locked(UUID id, String lock) {
        return database.sql("select " + COLUMNS + " from consent where id = :id " + lock)
                .param("id", id)
                .query(StoredConsents::consent)
                .optional()
                .orElseThrow(StoredConsents::notFound);
    }

    private Optional<Consent> find(UUID id) {
        return database.sql("select " + COLUMNS + " from consent where id = :id")
                .param("id", id)
                .query(StoredConsents::consent)
                .optional();
    }

    private <T> T inTransactionAs(UUID enterprise, Supplier<T> work) {
        return isolation.as(enterprise, () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    private Consent.Terms cleaned(Consent.Terms terms) {
        List<String> known = fields.of(terms.fields().stream().distinct().toList()).stream()
                .map(ConsentField::code)
                .toList();
        if (known.isEmpty() || known.size() < Set.copyOf(terms.fields()).size()) {
            throw invalid("fields");
        }
        return new Consent.Terms(known, terms.period(), terms.lastDay());
    }

    private static void checkLastDay(Consent.Terms terms, Instant now) {
        if (terms.lastDay().isBefore(Period.dayOf(now))) {
            throw invalid("lastDay");
        }
    }

    private static String checkText(String text, String name, boolean needed) {
        String bare = text.strip();
        if ((needed && bare.isEmpty()) || bare.length() > ConsentRequest.LONGEST_TEXT) {
            throw invalid(name);
        }
        return bare;
    }

    private static void checkAllowed(Consent consent, ConsentAction action) {
        if (!action.isAllowedIn(consent.state())) {
            throw new ProblemException(ConsentProblem.WRONG_STATE);
        }
    }

    private AuditActor actor(@Nullable Caller caller) {
        return caller == null
                ? AuditActor.raceway("consents")
                : AuditActor.account(caller.accountId(), caller.enterprise()).fromCurrentRequest();
    }

    private static ProblemException invalid(String name) {
        return new ProblemException(ConsentProblem.INVALID, name);
    }

    private static ProblemException notFound() {
        return new ProblemException(PlatformProblem.NOT_FOUND);
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    static Consent consent(ResultSet row, int index) throws SQLException {
        return new Consent(
                row.getObject("id", UUID.class),
                row.getObject("granter", UUID.class),
                row.getObject("reader", UUID.class),
                new PurposeReference(row.getString("purpose"), row.getString("reference")),
                row.getString("message"),
                ConsentState.valueOf(row.getString("state")),
                terms(row, "asked_fields", "asked_from", "asked_to", "asked_until"),
                terms(row, "fields", "period_from", "period_to", "last_day"),
                instant(row, "ends_at"),
                row.getObject("requested_by", UUID.class),
                row.getObject("decided_by", UUID.class),
                instant(row, "requested_at"),
                moment(row, "decided_at"),
                moment(row, "ended_at"));
    }

    static ConsentRead read(ResultSet row, int index) throws SQLException {
        LocalDate from = row.getObject("period_from", LocalDate.class);
        LocalDate to = row.getObject("period_to", LocalDate.class);
        return new ConsentRead(
                row.getObject("id", UUID.class),
                row.getObject("consent", UUID.class),
                row.getObject("granter", UUID.class),
                row.getObject("reader", UUID.class),
                row.getObject("account", UUID.class),
                row.getString("field"),
                from == null || to == null ? null : new Period(from, to),
                new PurposeReference(row.getString("purpose"), row.getString("reference")),
                ReadDoor.valueOf(row.getString("door")),
                row.getInt("lines"),
                instant(row, "at"));
    }

    private static ConsentResult result(ResultSet row, int index) throws SQLException {
        return new ConsentResult(
                row.getObject("id", UUID.class),
                new DerivedResult(
                        row.getString("room"),
                        row.getString("subject"),
                        row.getString("description"),
                        row.getString("english_description")),
                row.getObject("reader", UUID.class),
                row.getObject("account", UUID.class),
                ids(row, "consents"),
                instant(row, "made_at"),
                moment(row, "stale_at"));
    }

    private static Consent.Terms terms(ResultSet row, String fields, String from, String to, String lastDay)
            throws SQLException {
        return new Consent.Terms(
                texts(row, fields),
                new Period(row.getObject(from, LocalDate.class), row.getObject(to, LocalDate.class)),
                row.getObject(lastDay, LocalDate.class));
    }

    private static Set<EnterpriseKind> kinds(ResultSet row) throws SQLException {
        Map<EnterpriseKind, Boolean> kinds = new LinkedHashMap<>();
        texts(row, "readers").forEach(kind -> kinds.put(EnterpriseKind.valueOf(kind), true));
        return kinds.keySet();
    }

    private static Set<UUID> ids(ResultSet row, String column) throws SQLException {
        return Set.of((UUID[]) row.getArray(column).getArray());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
