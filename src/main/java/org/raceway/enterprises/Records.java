package org.raceway.enterprises;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The registry's records: the enterprise itself, its contacts and licences, and where each fact comes from. Callers hold the transaction. */
@Repository
class Records {
    private static final String PROFILE = "select " + StoredEnterprises.COLUMNS + """
            , kinds, industry, employees, revenue, address, standing, standing_reason, standing_until,
              merged_into, created_at
            from enterprise
            """;

    private final JdbcClient database;
    private final JdbcTemplate batches;
    private final Clock clock;
    private final TimeOrderedIds ids;

    Records(JdbcClient database, JdbcTemplate batches, Clock clock, TimeOrderedIds ids) {
        this.database = database;
        this.batches = batches;
        this.clock = clock;
        this.ids = ids;
    }

    /** The record with exactly this id, merged or not. */
    Optional<Profile> profile(UUID id) {
        return database.sql(PROFILE + " where id = :id")
                .param("id", id)
                .query(Records::profile)
                .optional();
    }

    Optional<Profile> byUscc(String uscc) {
        return database.sql(PROFILE + " where uscc = :uscc")
                .param("uscc", uscc)
                .query(Records::profile)
                .optional();
    }

    /** The record with this GLN. */
    Optional<UUID> holderOfGln(String gln) {
        return gln.isEmpty()
                ? Optional.empty()
                : database.sql("select id from enterprise where gln = :gln")
                        .param("gln", gln)
                        .query(UUID.class)
                        .optional();
    }

    /** Whether the registry has this code. */
    boolean knows(String uscc) {
        return database.sql("select exists (select 1 from enterprise where uscc = :uscc)")
                .param("uscc", uscc)
                .query(Boolean.class)
                .single();
    }

    /**
     * Admits an enterprise with all that a valid form says of it.
     *
     * @throws ProblemException if its credit code or its GLN is taken
     */
    Enterprise admit(EnterpriseForm form, FactSource source, Actor actor) {
        Instant now = clock.instant();
        UUID id = ids.next();
        try {
            database.sql("""
                    insert into enterprise (id, uscc, gln, gs1_prefix, kind, kinds, name, english_name, county, address,
                                            industry, employees, revenue, sandbox, created_at)
                    values (:id, :uscc, :gln, :prefix, :kind, :kinds, :name, :englishName, :county, :address,
                            :industry, :employees, :revenue, false, :now)
                    """)
                    .param("id", id)
                    .param("uscc", form.uscc())
                    .param("gln", absent(form.gln()), Types.VARCHAR)
                    .param("prefix", absent(form.gs1Prefix()), Types.VARCHAR)
                    .param("kind", form.kinds().getFirst())
                    .param("kinds", form.kinds().toArray(String[]::new))
                    .param("name", form.name())
                    .param("englishName", form.englishName().isEmpty() ? form.name() : form.englishName())
                    .param("county", form.county())
                    .param("address", form.address())
                    .param("industry", absent(form.industry()), Types.VARCHAR)
                    .param("employees", form.employeeCount(), Types.INTEGER)
                    .param("revenue", form.revenue(), Types.NUMERIC)
                    .param("now", Timestamp.from(now))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(taken, EnterpriseProblem.DUPLICATE);
        }
        facts(EnterpriseForm.EMPTY, form).keySet().forEach(fact -> source(id, fact, source, actor, now));
        contacts(id, form.contacts(), source, actor, now);
        licences(id, form.licences(), source, actor, now);
        step(id, actor, EnterpriseAction.ADMIT, "", now);
        return profile(id).orElseThrow().enterprise();
    }

    /** Admits many at once, without their licences; those whose credit code is known by now are left out. */
    List<Enterprise> admitAll(List<EnterpriseForm> forms, FactSource source, Actor actor) {
        Instant now = clock.instant();
        Timestamp at = Timestamp.from(now);
        List<Object[]> rows = new ArrayList<>();
        Map<UUID, EnterpriseForm> byId = new LinkedHashMap<>();
        for (EnterpriseForm form : forms) {
            UUID id = ids.next();
            byId.put(id, form);
            rows.add(new Object[] {
                id,
                form.uscc(),
                absent(form.gln()),
                absent(form.gs1Prefix()),
                form.kinds().getFirst(),
                form.kinds().toArray(String[]::new),
                form.name(),
                form.englishName().isEmpty() ? form.name() : form.englishName(),
                form.county(),
                form.address(),
                absent(form.industry()),
                form.employeeCount(),
                form.revenue(),
                at
            });
        }
        try {
            batches.batchUpdate("""
                    insert into enterprise (id, uscc, gln, gs1_prefix, kind, kinds, name, english_name, county, address,
                                            industry, employees, revenue, created_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (uscc) do nothing
                    """, rows);
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(taken, EnterpriseProblem.DUPLICATE);
        }
        List<Enterprise> admitted = database.sql(
                        "select " + StoredEnterprises.COLUMNS + " from enterprise where id = any(:ids)")
                .param("ids", byId.keySet().toArray(UUID[]::new))
                .query(StoredEnterprises::read)
                .list();
        List<Object[]> facts = new ArrayList<>();
        List<Object[]> people = new ArrayList<>();
        List<Object[]> steps = new ArrayList<>();
        for (Enterprise enterprise : admitted) {
            EnterpriseForm form = Objects.requireNonNull(byId.get(enterprise.id()));
            Set<String> names =
                    new LinkedHashSet<>(facts(EnterpriseForm.EMPTY, form).keySet());
            names.add("contacts");
            for (String fact : names) {
                facts.add(new Object[] {enterprise.id(), fact, source.name(), at, actor.name(), actor.englishName()});
            }
            for (int place = 0; place < form.contacts().size(); place++) {
                EnterpriseForm.Contact contact = form.contacts().get(place);
                people.add(new Object[] {
                    enterprise.id(), place, contact.name(), contact.position(), contact.phone(), contact.email()
                });
            }
            steps.add(new Object[] {
                ids.next(),
                enterprise.id(),
                at,
                actor.account(),
                actor.name(),
                actor.englishName(),
                EnterpriseAction.ADMIT.name()
            });
        }
        batches.batchUpdate(
                "insert into enterprise_fact (enterprise, fact, source, at, name, english_name) values (?, ?, ?, ?, ?, ?)",
                facts);
        batches.batchUpdate(
                "insert into enterprise_contact (enterprise, place, name, position, phone, email) values (?, ?, ?, ?, ?, ?)",
                people);
        batches.batchUpdate("""
                insert into enterprise_step (id, enterprise, at, account, name, english_name, action, reason)
                values (?, ?, ?, ?, ?, ?, ?, '')
                """, steps);
        return admitted;
    }

    /** Changes what differs between two forms, and notes for each of those facts who said so. */
    void change(UUID id, EnterpriseForm before, EnterpriseForm after, FactSource source, Actor actor) {
        Instant now = clock.instant();
        try {
            database.sql("""
                    update enterprise
                    set uscc = :uscc, gln = :gln, gs1_prefix = :prefix, kind = :kind, kinds = :kinds, name = :name,
                        english_name = :englishName, county = :county, address = :address, industry = :industry,
                        employees = :employees, revenue = :revenue
                    where id = :id
                    """)
                    .param("id", id)
                    .param("uscc", after.uscc())
                    .param("gln", absent(after.gln()), Types.VARCHAR)
                    .param("prefix", absent(after.gs1Prefix()), Types.VARCHAR)
                    .param("kind", after.kinds().getFirst())
                    .param("kinds", after.kinds().toArray(String[]::new))
                    .param("name", after.name())
                    .param("englishName", after.englishName().isEmpty() ? after.name() : after.englishName())
                    .param("county", after.county())
                    .param("address", after.address())
                    .param("industry", absent(after.industry()), Types.VARCHAR)
                    .param("employees", after.employeeCount(), Types.INTEGER)
                    .param("revenue", after.revenue(), Types.NUMERIC)
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(taken, EnterpriseProblem.DUPLICATE);
        }
        facts(before, after).keySet().forEach(fact -> source(id, fact, source, actor, now));
        if (!before.contacts().equals(after.contacts())) {
            contacts(id, after.contacts(), source, actor, now);
        }
        if (!before.licences().equals(after.licences())) {
            licences(id, after.licences(), source, actor, now);
        }
        step(id, actor, EnterpriseAction.CHANGE, String.join(", ", Differences.fields(before, after)), now);
    }

    /** The scalar facts that differ, with their new values. */
    static Map<String, String> facts(EnterpriseForm before, EnterpriseForm after) {
        Map<String, String> changed = new LinkedHashMap<>();
        Map<String, String> old = Differences.values(before);
        Differences.values(after).forEach((fact, value) -> {
            if (!value.equals(old.get(fact))) {
                changed.put(fact, value);
            }
        });
        return changed;
    }

    void source(UUID enterprise, String fact, FactSource source, Actor actor, Instant at) {
        database.sql("""
                insert into enterprise_fact (enterprise, fact, source, at, name, english_name)
                values (:enterprise, :fact, :source, :at, :name, :englishName)
                on conflict (enterprise, fact) do update
                set source = excluded.source, at = excluded.at, name = excluded.name, english_name = excluded.english_name
                """)
                .param("enterprise", enterprise)
                .param("fact", fact)
                .param("source", source.name())
                .param("at", Timestamp.from(at))
                .param("name", actor.name())
                .param("englishName", actor.englishName())
                .update();
    }

    /** Where an enterprise's facts come from, by fact. */
    Map<String, SourcedFact> sources(UUID enterprise) {
        Map<String, SourcedFact> found = new LinkedHashMap<>();
        database.sql("select fact, source, at, name, english_name from enterprise_fact where enterprise = :enterprise")
                .param("enterprise", enterprise)
                .query((row, index) -> Map.entry(
                        row.getString("fact"),
                        new SourcedFact(
                                FactSource.valueOf(row.getString("source")),
                                instant(row, "at"),
                                row.getString("name"),
                                row.getString("english_name"))))
                .list()
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    private void contacts(
            UUID enterprise, List<EnterpriseForm.Contact> contacts, FactSource source, Actor actor, Instant at) {
        database.sql("delete from enterprise_contact where enterprise = :enterprise")
                .param("enterprise", enterprise)
                .update();
        for (int place = 0; place < contacts.size(); place++) {
            EnterpriseForm.Contact contact = contacts.get(place);
            database.sql("""
                    insert into enterprise_contact (enterprise, place, name, position, phone, email)
                    values (:enterprise, :place, :name, :position, :phone, :email)
                    """)
                    .param("enterprise", enterprise)
                    .param("place", place)
                    .param("name", contact.name())
                    .param("position", contact.position())
                    .param("phone", contact.phone())
                    .param("email", contact.email())
                    .update();
        }
        source(enterprise, "contacts", source, actor, at);
    }

    List<EnterpriseForm.Contact> contacts(UUID enterprise) {
        return database.sql("""
                        select name, position, phone, email from enterprise_contact where enterprise = :enterprise order by place
                        """)
                .param("enterprise", enterprise)
                .query((row, index) -> new EnterpriseForm.Contact(
                        row.getString("name"),
                        row.getString("position"),
                        row.getString("phone"),
                        row.getString("email")))
                .list();
    }

    private void licences(
            UUID enterprise, List<EnterpriseForm.Licence> licences, FactSource source, Actor actor, Instant at) {
        List<StoredLicence> before = licences(enterprise);
        for (StoredLicence old : before) {
            if (licences.stream().noneMatch(licence -> licence.equals(old.licence()))) {
                database.sql("delete from enterprise_licence where id = :id")
                        .param("id", old.id())
                        .update();
            }
        }
        for (EnterpriseForm.Licence licence : licences) {
            if (before.stream().noneMatch(old -> old.licence().equals(licence))) {
                database.sql("""
                        insert into enterprise_licence (id, enterprise, kind, number, issuer, expires, file, source, at, name,
                                                        english_name)
                        values (:id, :enterprise, :kind, :number, :issuer, :expires, :file, :source, :at, :name, :englishName)
                        """)
                        .param("id", ids.next())
                        .param("enterprise", enterprise)
                        .param("kind", licence.kind())
                        .param("number", licence.number())
                        .param("issuer", licence.issuer())
                        .param(
                                "expires",
                                FormCheck.day(licence.expires())
                                        .map(Date::valueOf)
                                        .orElse(null),
                                Types.DATE)
                        .param("file", licence.file(), Types.OTHER)
                        .param("source", source.name())
                        .param("at", Timestamp.from(at))
                        .param("name", actor.name())
                        .param("englishName", actor.englishName())
                        .update();
            }
            if (licence.file() != null) {
                database.sql("update enterprise_file set enterprise = :enterprise where id = :file")
                        .param("enterprise", enterprise)
                        .param("file", licence.file())
                        .update();
            }
        }
    }

    List<StoredLicence> licences(UUID enterprise) {
        return database.sql("""
                        select id, kind, number, issuer, expires, file, source, at, name, english_name
                        from enterprise_licence where enterprise = :enterprise order by kind, expires nulls last, id
                        """)
                .param("enterprise", enterprise)
                .query((row, index) -> new StoredLicence(
                        row.getObject("id", UUID.class),
                        new EnterpriseForm.Licence(
                                row.getString("kind"),
                                row.getString("number"),
                                row.getString("issuer"),
                                Optional.ofNullable(row.getObject("expires", LocalDate.class))
                                        .map(LocalDate::toString)
                                        .orElse(""),
                                row.getObject("file", UUID.class)),
                        new SourcedFact(
                                FactSource.valueOf(row.getString("source")),
                                instant(row, "at"),
                                row.getString("name"),
                                row.getString("english_name"))))
                .list();
    }

    /** All facts of an enterprise as a form. */
    EnterpriseForm form(Profile profile) {
        return profile.form(
                contacts(profile.id()),
                licences(profile.id()).stream().map(StoredLicence::licence).toList());
    }

    void step(UUID enterprise, Actor actor, EnterpriseAction action, String reason, Instant at) {
        database.sql("""
                insert into enterprise_step (id, enterprise, at, account, name, english_name, action, reason)
                values (:id, :enterprise, :at, :account, :name, :englishName, :action, :reason)
                """)
                .param("id", ids.next())
                .param("enterprise", enterprise)
                .param("at", Timestamp.from(at))
                .param("account", actor.account(), Types.OTHER)
                .param("name", actor.name())
                .param("englishName", actor.englishName())
                .param("action", action.name())
                .param("reason", reason)
                .update();
    }

    /** What happened to an enterprise, the newest first. */
    List<Step> steps(UUID enterprise) {
        return database.sql("""
                        select at, name, english_name, action, reason from enterprise_step
                        where enterprise = :enterprise order by id desc limit 200
                        """)
                .param("enterprise", enterprise)
                .query((row, index) -> new Step(
                        instant(row, "at"),
                        row.getString("name"),
                        row.getString("english_name"),
                        EnterpriseAction.valueOf(row.getString("action")),
                        row.getString("reason")))
                .list();
    }

    /** A line of an enterprise's history. */
    record Step(Instant at, String name, String englishName, EnterpriseAction action, String reason) {}

    /** Where a fact comes from. */
    record SourcedFact(FactSource source, Instant at, String name, String englishName) {}

    /** A licence in the registry. */
    record StoredLicence(UUID id, EnterpriseForm.Licence licence, SourcedFact source) {}

    static Profile profile(ResultSet row, int index) throws SQLException {
        OffsetDateTime until = row.getObject("standing_until", OffsetDateTime.class);
        Array kinds = row.getArray("kinds");
        return new Profile(
                StoredEnterprises.read(row, index),
                Arrays.stream((String[]) kinds.getArray())
                        .map(EnterpriseKind::valueOf)
                        .toList(),
                row.getString("industry"),
                row.getObject("employees", Integer.class),
                row.getObject("revenue", BigDecimal.class),
                row.getString("address"),
                Standing.valueOf(row.getString("standing")),
                row.getString("standing_reason"),
                until == null ? null : until.toInstant(),
                row.getObject("merged_into", UUID.class),
                instant(row, "created_at"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable String absent(String text) {
        return text.isEmpty() ? null : text;
    }
}
