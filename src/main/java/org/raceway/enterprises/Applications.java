package org.raceway.enterprises;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Applications for admission and for changes that must be reviewed: drafts, submission, review. */
@Service
class Applications {
    /** Open drafts of one person. */
    static final int MOST_OPEN = 20;

    static final Duration URGED_AT_MOST_EVERY = Duration.ofDays(1);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int LONGEST_REASON = 500;

    static final String COLUMNS = """
            id, purpose, enterprise, applicant, applicant_name, applicant_english_name, phase, version, form, reviewer,
            reviewer_name, reason, submitted_at, urged_at, decided_at, created_at, updated_at
            """;

    private final JdbcClient database;
    private final Records records;
    private final EnterpriseFiles files;
    private final Reviewers reviewers;
    private final RegistryNotices notices;
    private final EnterpriseSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final JsonMapper json;
    private final TransactionTemplate transaction;

    Applications(
            JdbcClient database,
            Records records,
            EnterpriseFiles files,
            Reviewers reviewers,
            RegistryNotices notices,
            EnterpriseSettings settings,
            ApplicationEventPublisher events,
            Clock clock,
            TimeOrderedIds ids,
            JsonMapper json,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.records = records;
        this.files = files;
        this.reviewers = reviewers;
        this.notices = notices;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** A new draft. */
    Application start(Caller caller, Actor actor, EnterpriseForm form) {
        return start(caller, actor, Application.Purpose.REGISTRATION, null, form);
    }

    private Application start(
            Caller caller, Actor actor, Application.Purpose purpose, @Nullable UUID enterprise, EnterpriseForm form) {
        long open = database.sql("""
                        select count(*) from enterprise_application
                        where applicant = :applicant and phase in ('DRAFT', 'REJECTED', 'WITHDRAWN')
                        """)
                .param("applicant", caller.accountId())
                .query(Long.class)
                .single();
        if (open >= MOST_OPEN) {
            throw new ProblemException(EnterpriseProblem.TOO_MANY_APPLICATIONS, MOST_OPEN);
        }
        UUID id = ids.next();
        Timestamp now = Timestamp.from(clock.instant());
        database.sql("""
                insert into enterprise_application (id, purpose, enterprise, applicant, applicant_name,
                                                    applicant_english_name, phase, version, form, uscc, name, created_at,
                                                    updated_at)
                values (:id, :purpose, :enterprise, :applicant, :applicantName, :applicantEnglishName, 'DRAFT', 1,
                        cast(:form as jsonb), :uscc, :name, :now, :now)
                """)
                .param("id", id)
                .param("purpose", purpose.name())
                .param("enterprise", enterprise, Types.OTHER)
                .param("applicant", caller.accountId())
                .param("applicantName", actor.name())
                .param("applicantEnglishName", actor.englishName())
                .param("form", json.writeValueAsString(form))
                .param("uscc", form.uscc())
                .param("name", form.name())
                .param("now", now)
                .update();
        return find(id).orElseThrow();
    }

    /** The change of one's own enterprise that is not decided yet; a new draft with the facts as they stand where there is none. */
    Application change(Caller caller, Actor actor) {
        UUID enterprise = caller.requireEnterprise();
        return openChange(enterprise).orElseGet(() -> {
            Profile profile = records.profile(enterprise)
                    .orElseThrow(() -> new ProblemException(EnterpriseProblem.NO_SUCH_ENTERPRISE));
            return start(caller, actor, Application.Purpose.CHANGE, enterprise, records.form(profile));
        });
    }

    Optional<Application> openChange(UUID enterprise) {
        return database.sql("select " + COLUMNS + """
                         from enterprise_application
                        where enterprise = :enterprise and purpose = 'CHANGE' and phase in ('DRAFT', 'REJECTED', 'IN_REVIEW')
                        order by id desc limit 1
                        """)
                .param("enterprise", enterprise)
                .query(this::read)
                .optional();
    }

    /** One's own application, or any for who reviews. */
    Application get(UUID id, Caller caller) {
        return find(id).filter(application -> sees(caller, application))
                .orElseThrow(() -> new ProblemException(EnterpriseProblem.NO_SUCH_APPLICATION));
    }

    static boolean sees(Caller caller, Application application) {
        return (caller.may(Permission.ENTERPRISES_REVIEW) && caller.seesCluster()) || isApplicant(caller, application);
    }

    /** The applicant; of a change, whoever edits that enterprise. */
    static boolean isApplicant(Caller caller, Application application) {
        return application.purpose() == Application.Purpose.CHANGE
                ? caller.may(Permission.ENTERPRISE_EDIT)
                        && application.enterprise() != null
                        && application.enterprise().equals(caller.enterprise())
                : application.applicant().equals(caller.accountId());
    }

    /** One's own, the newest first. */
    List<Application> mine(Caller caller) {
        return database.sql("select " + COLUMNS + """
                         from enterprise_application where applicant = :applicant and purpose = 'REGISTRATION'
                        order by id desc limit 100
                        """)
                .param("applicant", caller.accountId())
                .query(this::read)
                .list();
    }

    private Optional<Application> find(UUID id) {
        return database.sql("select " + COLUMNS + " from enterprise_application where id = :id")
                .param("id", id)
                .query(this::read)
                .optional();
    }

    /** Keeps a draft, whatever is in it. */
    Application save(UUID id, Caller caller, EnterpriseForm asWritten) {
        Application application = get(id, caller);
        requireApplicant(caller, application);
        EnterpriseForm form = withOwnFiles(asWritten, caller, application);
        if (!application.state().phase().editable()) {
            throw notAllowed(application);
        }
        int written = database.sql("""
                update enterprise_application
                set form = cast(:form as jsonb), uscc = :uscc, name = :name, version = version + 1, updated_at = :now
                where id = :id and phase in ('DRAFT', 'REJECTED', 'WITHDRAWN')
                """)
                .param("form", json.writeValueAsString(form))
                .param("uscc", form.uscc())
                .param("name", form.name())
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update();
        if (written == 0) {
            throw changedMeanwhile(id);
        }
        return find(id).orElseThrow();
    }

    /** Without references to files of others. */
    private EnterpriseForm withOwnFiles(EnterpriseForm form, Caller caller, Application application) {
        List<UUID> named = form.licences().stream()
                .map(EnterpriseForm.Licence::file)
                .filter(java.util.Objects::nonNull)
                .toList();
        Set<UUID> own = files.own(named, caller.accountId(), application.enterprise());
        return own.containsAll(named)
                ? form
                : form.withLicences(form.licences().stream()
                        .map(licence -> licence.file() == null || own.contains(licence.file())
                                ? licence
                                : new EnterpriseForm.Licence(
                                        licence.kind(), licence.number(), licence.issuer(), licence.expires(), null))
                        .toList());
    }

    /** What is wrong with the whole form, a credit code that is known included. */
    List<FormError> errors(Application application, Texts texts) {
        List<FormError> errors = new ArrayList<>(FormCheck.all(application.form(), today()));
        duplicate(application, texts).ifPresent(errors::add);
        takenGln(application).ifPresent(errors::add);
        return concerning(application, errors);
    }

    /** Whether somebody else has the form's GLN: who has which is no secret among members. */
    private Optional<FormError> takenGln(Application application) {
        String gln = application.form().gln();
        return records.holderOfGln(gln)
                .filter(holder -> !holder.equals(application.enterprise()))
                .map(holder -> FormError.of("gln", "gln-taken", gln));
    }

    /** What is wrong in one step. */
    List<FormError> errors(Application application, FormStep step, Texts texts) {
        List<FormError> errors = new ArrayList<>(FormCheck.of(application.form(), step, today()));
        if (step == FormStep.IDENTITY) {
            duplicate(application, texts).ifPresent(errors::add);
            takenGln(application).ifPresent(errors::add);
        }
        return concerning(application, errors);
    }

    /** A change answers only for what it changes: an enterprise may have come in before a fact was asked for. */
    private List<FormError> concerning(Application application, List<FormError> errors) {
        UUID enterprise = application.enterprise();
        if (enterprise == null || errors.isEmpty()) {
            return errors;
        }
        EnterpriseForm before = records.profile(enterprise).map(records::form).orElse(EnterpriseForm.EMPTY);
        List<String> changed = Differences.fields(before, application.form());
        return errors.stream()
                .filter(error -> changed.contains(error.field().replaceAll("\\[.*", "")))
                .toList();
    }

    /** Whether the registry has the form's credit code for somebody else. */
    Optional<FormError> duplicate(Application application, Texts texts) {
        String uscc = application.form().uscc();
        return FormCheck.uscc(uscc).isEmpty()
                        && records.byUscc(uscc)
                                .filter(found -> !found.id().equals(application.enterprise()))
                                .isPresent()
                ? Optional.of(FormError.of("uscc", "exists", uscc, settings.whomToAsk(texts)))
                : Optional.empty();
    }

    /** Hands it in. */
    Application submit(UUID id, Caller caller, Actor actor, Texts texts) {
        Application application = get(id, caller);
        requireApplicant(caller, application);
        List<FormError> errors = errors(application, texts);
        if (!errors.isEmpty()) {
            throw new FormRefusedException(errors, texts);
        }
        Application rest =
                application.purpose() == Application.Purpose.CHANGE ? applyUnreviewed(application, actor) : application;
        if (rest == null) {
            return application;
        }
        try {
            return act(rest, rest.version(), actor, ApplicationAction.SUBMIT, "", null);
        } catch (DuplicateKeyException open) {
            throw new ProblemException(open, EnterpriseProblem.DUPLICATE, settings.whomToAsk(texts));
        }
    }

    /**
     * Changes at once what needs no review.
     *
     * @return what is left to be reviewed, or null: then nothing is, and the draft is gone
     */
    private @Nullable Application applyUnreviewed(Application application, Actor actor) {
        Profile profile = Optional.ofNullable(application.enterprise())
                .flatMap(records::profile)
                .orElseThrow(() -> new ProblemException(EnterpriseProblem.NO_SUCH_ENTERPRISE));
        EnterpriseForm before = records.form(profile);
        EnterpriseForm form = application.form();
        EnterpriseForm free = new EnterpriseForm(
                before.name(),
                form.englishName(),
                before.uscc(),
                form.gln(),
                form.gs1Prefix(),
                form.industry(),
                form.kinds(),
                form.employees(),
                form.revenueTenThousandYuan(),
                form.county(),
                form.address(),
                form.contacts(),
                before.licences());
        boolean reviewed = needsReview(before, form);
        transaction.executeWithoutResult(status -> {
            if (!free.equals(before)) {
                records.change(profile.id(), before, free, FactSource.ENTERED, actor);
                notices.changed(profile, Differences.fields(before, free));
            }
            if (!reviewed) {
                database.sql("delete from enterprise_application where id = :id")
                        .param("id", application.id())
                        .update();
            }
        });
        return reviewed ? application : null;
    }

    /** Name, credit code and licences are what the operator vouches for. */
    static boolean needsReview(EnterpriseForm before, EnterpriseForm after) {
        return Differences.fields(before, after).stream()
                .anyMatch(field -> field.equals("name") || field.equals("uscc") || field.equals("licences"));
    }

    /** Throws a draft away. */
    void discard(UUID id, Caller caller) {
        Application application = get(id, caller);
        requireApplicant(caller, application);
        if (!application.state().phase().editable() || !steps(id).isEmpty()) {
            throw notAllowed(application);
        }
        database.sql("delete from enterprise_application where id = :id and phase = 'DRAFT'")
                .param("id", id)
                .update();
    }

    /** Takes it back. */
    Application withdraw(UUID id, int version, Caller caller, Actor actor, Texts texts) {
        Application application = get(id, caller);
        requireApplicant(caller, application);
        return act(application, version, actor, ApplicationAction.WITHDRAW, "", null);
    }

    /** Asks for haste, at most once a day. */
    Application urge(UUID id, Caller caller, Actor actor, Texts texts) {
        Application application = get(id, caller);
        requireApplicant(caller, application);
        if (application.state() instanceof ApplicationState.InReview review) {
            Instant last = review.urgedAt() == null ? review.since() : review.urgedAt();
            Instant next = last.plus(URGED_AT_MOST_EVERY);
            if (review.urgedAt() != null && clock.instant().isBefore(next)) {
                throw new ProblemException(EnterpriseProblem.URGED_TODAY, Times.minute(next));
            }
        }
        return act(application, application.version(), actor, ApplicationAction.URGE, "", null);
    }

    /**
     * Lets the facts stand: the enterprise is in the registry, or changed, when this returns.
     *
     * @param version that the reviewer has looked at
     */
    Application approve(UUID id, int version, Caller caller, Actor actor, Texts texts) {
        Application application = reviewed(id, caller);
        try {
            return act(application, version, actor, ApplicationAction.APPROVE, "", null);
        } catch (ProblemException taken) {
            if (taken.problem() == EnterpriseProblem.DUPLICATE) {
                throw new ProblemException(taken, EnterpriseProblem.DUPLICATE, settings.whomToAsk(texts));
            }
            throw taken;
        }
    }

    /** Gives it back with a reason. */
    Application reject(UUID id, int version, String reason, Caller caller, Actor actor, Texts texts) {
        Application application = reviewed(id, caller);
        return act(application, version, actor, ApplicationAction.REJECT, reason(reason), null);
    }

    /** Hands it to another reviewer. */
    Application transfer(UUID id, int version, UUID to, String reason, Caller caller, Actor actor, Texts texts) {
        Application application = reviewed(id, caller);
        Reviewers.Reviewer reviewer = reviewers.reviewers().stream()
                .filter(one -> one.account().equals(to))
                .findFirst()
                .orElseThrow(() -> new ProblemException(EnterpriseProblem.NO_SUCH_REVIEWER));
        String why = reason.strip();
        return act(
                application,
                version,
                actor,
                ApplicationAction.TRANSFER,
                why.substring(0, Math.min(why.length(), LONGEST_REASON)),
                reviewer);
    }

    static String reason(String reason) {
        String why = reason.strip();
        if (why.isEmpty()) {
            throw new ProblemException(EnterpriseProblem.REASON_MISSING);
        }
        return why.substring(0, Math.min(why.length(), LONGEST_REASON));
    }

    private Application reviewed(UUID id, Caller caller) {
        if (!caller.may(Permission.ENTERPRISES_REVIEW) || !caller.seesCluster()) {
            throw new AccessDeniedException("reviews no applications");
        }
        Application application = get(id, caller);
        if (application.applicant().equals(caller.accountId())) {
            throw new ProblemException(EnterpriseProblem.OWN_APPLICATION);
        }
        return application;
    }

    private static void requireApplicant(Caller caller, Application application) {
        if (!isApplicant(caller, application)) {
            throw new AccessDeniedException("not the applicant");
        }
    }

    private Application act(
            Application application,
            int version,
            Actor actor,
            ApplicationAction action,
            String reason,
            Reviewers.@Nullable Reviewer to) {
        ApplicationPhase phase = application.state().phase();
        if (version != application.version()) {
            throw changedMeanwhile(application.id());
        }
        ApplicationPhase next = phase.after(action).orElseThrow(() -> notAllowed(application));
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            // Of two who act on the same version, the second finds none to update.
            int written = database.sql("""
                    update enterprise_application
                    set phase = :next, version = version + 1, updated_at = :now,
                        reason = case when :action = 'REJECT' then :reason else reason end,
                        submitted_at = case when :action = 'SUBMIT' then cast(:now as timestamptz) else submitted_at end,
                        urged_at = case :action when 'URGE' then cast(:now as timestamptz) when 'SUBMIT' then null
                                                else urged_at end,
                        decided_at = case when :action in ('APPROVE', 'REJECT', 'WITHDRAW') then cast(:now as timestamptz)
                                          else decided_at end,
                        reviewer = case when :action = 'TRANSFER' then cast(:reviewer as uuid) else reviewer end,
                        reviewer_name = case when :action = 'TRANSFER' then :reviewerName else reviewer_name end
                    where id = :id and version = :version and phase = :phase
                    """)
                    .param("next", next.name())
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .param("action", action.name())
                    .param("reason", reason)
                    .param("reviewer", to == null ? null : to.account(), Types.OTHER)
                    .param("reviewerName", to == null ? "" : to.name())
                    .param("id", application.id())
                    .param("version", version)
                    .param("phase", phase.name())
                    .update();
            if (written == 0) {
                throw changedMeanwhile(application.id());
            }
            addStep(application, actor, action, reason, to, now);
            if (action == ApplicationAction.APPROVE) {
                enter(application);
            }
            notices.about(application, action, reason, actor, to);
        });
        return find(application.id()).orElseThrow();
    }

    private void addStep(
            Application application,
            Actor actor,
            ApplicationAction action,
            String reason,
            Reviewers.@Nullable Reviewer to,
            Instant now) {
        database.sql("""
                insert into enterprise_application_step (application, number, at, account, name, english_name, action,
                                                         reason, target, form)
                select :application, coalesce(max(number), 0) + 1, :at, :account, :name, :englishName, :action, :reason,
                       :target, cast(:form as jsonb)
                from enterprise_application_step where application = :application
                """)
                .param("application", application.id())
                .param("at", Timestamp.from(now))
                .param("account", actor.account(), Types.OTHER)
                .param("name", actor.name())
                .param("englishName", actor.englishName())
                .param("action", action.name())
                .param("reason", reason)
                .param("target", to == null ? "" : to.name())
                .param(
                        "form",
                        action == ApplicationAction.SUBMIT ? json.writeValueAsString(application.form()) : null,
                        Types.VARCHAR)
                .update();
    }

    /** Puts the facts of an approved application into the registry. */
    private void enter(Application application) {
        Actor applicant =
                new Actor(application.applicant(), application.applicantName(), application.applicantEnglishName());
        if (application.enterprise() == null) {
            Enterprise enterprise = records.admit(application.form(), FactSource.REVIEWED, applicant);
            database.sql("update enterprise_application set enterprise = :enterprise where id = :id")
                    .param("enterprise", enterprise.id())
                    .param("id", application.id())
                    .update();
            events.publishEvent(new EnterpriseAdmitted(enterprise, application.applicant()));
        } else {
            Profile profile = records.profile(application.enterprise())
                    .orElseThrow(() -> new ProblemException(EnterpriseProblem.NO_SUCH_ENTERPRISE));
            // What needs no review holds since the submission, and may have changed again.
            EnterpriseForm now = records.form(profile);
            EnterpriseForm asked = application.form();
            records.change(
                    profile.id(),
                    now,
                    new EnterpriseForm(
                            asked.name(),
                            now.englishName(),
                            asked.uscc(),
                            now.gln(),
                            now.gs1Prefix(),
                            now.industry(),
                            now.kinds(),
                            now.employees(),
                            now.revenueTenThousandYuan(),
                            now.county(),
                            now.address(),
                            now.contacts(),
                            asked.licences()),
                    FactSource.REVIEWED,
                    applicant);
        }
    }

    /** What happened to it, the oldest first. */
    List<ApplicationStep> steps(UUID application) {
        return database.sql("""
                        select number, at, account, name, english_name, action, reason, target, form
                        from enterprise_application_step where application = :application order by number
                        """)
                .param("application", application)
                .query((row, index) -> new ApplicationStep(
                        row.getInt("number"),
                        Records.instant(row, "at"),
                        row.getObject("account", UUID.class),
                        row.getString("name"),
                        row.getString("english_name"),
                        ApplicationAction.valueOf(row.getString("action")),
                        row.getString("reason"),
                        row.getString("target"),
                        row.getString("form") == null
                                ? null
                                : json.readValue(row.getString("form"), EnterpriseForm.class)))
                .list();
    }

    /** What the form in hand is compared with: the registry's facts for a change, else what was handed in before; absent for a first. */
    Optional<EnterpriseForm> before(Application application, List<ApplicationStep> steps) {
        if (application.purpose() == Application.Purpose.CHANGE
                && application.enterprise() != null
                && application.state().phase() != ApplicationPhase.APPROVED) {
            return records.profile(application.enterprise()).map(records::form);
        }
        List<EnterpriseForm> submitted = steps.stream()
                .map(ApplicationStep::form)
                .filter(java.util.Objects::nonNull)
                .toList();
        return submitted.size() < 2 ? Optional.empty() : Optional.of(submitted.get(submitted.size() - 2));
    }

    private static ProblemException notAllowed(Application application) {
        return new ProblemException(
                EnterpriseProblem.ACTION_NOT_ALLOWED,
                application.state().phase().name());
    }

    private ProblemException changedMeanwhile(UUID application) {
        List<ApplicationStep> steps = steps(application);
        if (steps.isEmpty()) {
            return new ProblemException(EnterpriseProblem.CHANGED_MEANWHILE, "", "");
        }
        ApplicationStep last = steps.getLast();
        return new ProblemException(EnterpriseProblem.CHANGED_MEANWHILE, last.name(), Times.minute(last.at()));
    }

    Application read(ResultSet row, int index) throws SQLException {
        return application(row, json);
    }

    static Application application(ResultSet row, JsonMapper json) throws SQLException {
        Instant decided = Records.instantOrNull(row, "decided_at");
        Instant updated = Records.instant(row, "updated_at");
        Instant submitted = Records.instantOrNull(row, "submitted_at");
        UUID enterprise = row.getObject("enterprise", UUID.class);
        ApplicationState state = switch (ApplicationPhase.valueOf(row.getString("phase"))) {
            case DRAFT -> new ApplicationState.Draft();
            case IN_REVIEW ->
                new ApplicationState.InReview(
                        submitted == null ? updated : submitted,
                        row.getObject("reviewer", UUID.class),
                        row.getString("reviewer_name"),
                        Records.instantOrNull(row, "urged_at"));
            case REJECTED ->
                new ApplicationState.Rejected(decided == null ? updated : decided, row.getString("reason"));
            case WITHDRAWN -> new ApplicationState.Withdrawn(decided == null ? updated : decided);
            case APPROVED ->
                new ApplicationState.Approved(
                        decided == null ? updated : decided, java.util.Objects.requireNonNull(enterprise));
        };
        return new Application(
                row.getObject("id", UUID.class),
                Application.Purpose.valueOf(row.getString("purpose")),
                enterprise,
                row.getObject("applicant", UUID.class),
                row.getString("applicant_name"),
                row.getString("applicant_english_name"),
                state,
                row.getInt("version"),
                json.readValue(row.getString("form"), EnterpriseForm.class),
                Records.instant(row, "created_at"),
                updated);
    }
}
