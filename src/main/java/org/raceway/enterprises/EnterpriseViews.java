package org.raceway.enterprises;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.audit.Masked;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.Figure;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Enterprises' pages, each for its reader. */
@Component
class EnterpriseViews {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Records records;
    private final Enterprises enterprises;
    private final Capabilities capabilities;
    private final Applications applications;
    private final ObjectProvider<ActivitySource> activity;
    private final EnterpriseSettings settings;
    private final AuditTrail audit;
    private final Clock clock;

    EnterpriseViews(
            Records records,
            Enterprises enterprises,
            Capabilities capabilities,
            Applications applications,
            ObjectProvider<ActivitySource> activity,
            EnterpriseSettings settings,
            AuditTrail audit,
            Clock clock) {
        this.records = records;
        this.enterprises = enterprises;
        this.capabilities = capabilities;
        this.applications = applications;
        this.activity = activity;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An enterprise as the caller may see it; a merged record is shown as the one that it went into.
     *
     * @param unmasked whether the operator asks for telephone numbers in full, which is recorded
     */
    EnterpriseView view(UUID id, Caller caller, boolean unmasked, Texts texts) {
        Profile profile = enterprises
                .byId(id)
                .flatMap(found -> records.profile(found.id()))
                .orElseThrow(() -> new ProblemException(EnterpriseProblem.NO_SUCH_ENTERPRISE));
        boolean own = profile.id().equals(caller.enterprise());
        boolean operator = caller.seesCluster() && caller.may(Permission.ENTERPRISES_READ);
        boolean insider = own || operator;
        if (operator && unmasked && !own) {
            audit.record(AuditEntry.done("enterprises.contacts-read", "enterprise", profile.id())
                    .about(profile.id()));
        }
        boolean masked = operator && !own && !unmasked;
        Enterprise enterprise = profile.enterprise();
        return new EnterpriseView(
                profile.id(),
                texts.english() ? enterprise.englishName() : enterprise.name(),
                Differences.kinds(profile.kinds().stream().map(Enum::name).toList(), texts),
                standing(profile, insider, texts),
                profile.standing() == Standing.ACTIVE ? Tone.GOOD : Tone.BAD,
                facts(profile, insider, texts),
                capabilities(profile, insider, texts),
                licences(profile, insider, texts),
                insider ? contacts(profile, masked) : List.of(),
                masked,
                activity(profile, caller, texts),
                insider ? history(profile, texts) : List.of(),
                own,
                own && caller.may(Permission.ENTERPRISE_EDIT),
                own && caller.may(Permission.ENTERPRISE_EXIT),
                operator && caller.may(Permission.ENTERPRISES_SUSPEND) && profile.standing() == Standing.ACTIVE,
                operator && caller.may(Permission.ENTERPRISES_SUSPEND) && profile.standing() == Standing.SUSPENDED,
                own ? applications.openChange(profile.id()).map(Application::id).orElse(null) : null);
    }

    private static String standing(Profile profile, boolean insider, Texts texts) {
        if (profile.standing() == Standing.ACTIVE) {
            return "";
        }
        Instant until = profile.standingUntil();
        String words = texts.get("enterprises.standing." + profile.standing().name());
        String end = until == null ? "" : " " + texts.get("enterprises.untilTime", Times.minute(until));
        return words + end + (insider && !profile.standingReason().isEmpty() ? " " + profile.standingReason() : "");
    }

    private List<EnterpriseView.SourcedRow> facts(Profile profile, boolean insider, Texts texts) {
        Map<String, Records.SourcedFact> sources = records.sources(profile.id());
        EnterpriseForm form = profile.form(List.of(), List.of());
        List<EnterpriseView.SourcedRow> rows = new ArrayList<>();
        for (String fact : Differences.values(form).keySet()) {
            boolean confidential = fact.equals("employees") || fact.equals("revenueTenThousandYuan");
            String words = Differences.words(form, fact, texts);
            if ((confidential && !insider) || words.isEmpty()) {
                continue;
            }
            rows.add(new EnterpriseView.SourcedRow(
                    fact,
                    texts.get("enterprises.form." + fact),
                    List.of(Cell.of(words)),
                    Differences.values(form).getOrDefault(fact, "").isEmpty()
                            ? ""
                            : source(sources.get(fact), profile, insider, texts)));
        }
        if (profile.scale() != null || profile.industry() != null) {
            rows.add(new EnterpriseView.SourcedRow(
                    "scale",
                    texts.get("enterprises.form.scale"),
                    List.of(Cell.of(ApplicationViews.scale(
                            profile.scale(), profile.industryClass().orElse(null), texts))),
                    texts.get("enterprises.source.COMPUTED")));
        }
        return rows;
    }

    private static String source(Records.@Nullable SourcedFact source, Profile profile, boolean insider, Texts texts) {
        if (source == null) {
            return texts.get(
                    "enterprises.source."
                            + (profile.enterprise().sandbox() ? FactSource.SIMULATED : FactSource.OPERATOR).name(),
                    day(profile.createdAt()));
        }
        String words = texts.get("enterprises.source." + source.source().name(), day(source.at()));
        return insider ? words + " · " + (texts.english() ? source.englishName() : source.name()) : words;
    }

    private List<EnterpriseView.SourcedRow> capabilities(Profile profile, boolean insider, Texts texts) {
        return capabilities.of(profile.id()).stream()
                .map(one -> new EnterpriseView.SourcedRow(
                        one.id().toString(),
                        texts.get("enterprises.capability." + one.kind().name()),
                        one.remark().isEmpty()
                                ? List.of(Cell.of(amount(one)))
                                : List.of(Cell.of(amount(one)), Cell.of(one.remark())),
                        source(
                                new Records.SourcedFact(FactSource.ENTERED, one.at(), one.by(), one.byEnglish()),
                                profile,
                                insider,
                                texts)))
                .toList();
    }

    private static String amount(Capabilities.Capability one) {
        return one.amount() == null
                ? one.name()
                : one.name() + " " + one.amount().stripTrailingZeros().toPlainString() + " " + one.unit();
    }

    private List<EnterpriseView.LicenceRow> licences(Profile profile, boolean insider, Texts texts) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
        return records.licences(profile.id()).stream()
                .map(stored -> {
                    EnterpriseForm.Licence licence = stored.licence();
                    LocalDate expires = FormCheck.day(licence.expires()).orElse(null);
                    long days = expires == null ? Long.MAX_VALUE : ChronoUnit.DAYS.between(today, expires);
                    Tone tone = days < 0
                            ? Tone.BAD
                            : days <= settings.expiryWarning().toDays() ? Tone.WATCH : Tone.GOOD;
                    return new EnterpriseView.LicenceRow(
                            texts.get("enterprises.licence." + licence.kind()),
                            licence.number(),
                            licence.issuer(),
                            expires == null ? texts.get("enterprises.noExpiry") : expires.toString(),
                            tone,
                            switch (tone) {
                                case BAD -> texts.get("enterprises.licenceExpired");
                                case WATCH -> texts.get("enterprises.licenceExpiring", days);
                                case GOOD, UNKNOWN -> texts.get("enterprises.licenceValid");
                            },
                            insider && licence.file() != null ? licence.file().toString() : "",
                            source(stored.source(), profile, insider, texts));
                })
                .toList();
    }

    private List<Fact> contacts(Profile profile, boolean masked) {
        return records.contacts(profile.id()).stream()
                .map(contact -> new Fact(
                        masked ? Masked.name(contact.name()) : contact.name(),
                        List.of(
                                Cell.of(contact.position()),
                                Cell.of(masked ? Masked.phone(contact.phone()) : contact.phone()),
                                Cell.of(masked ? Masked.email(contact.email()) : contact.email()))))
                .toList();
    }

    private List<Figure> activity(Profile profile, Caller caller, Texts texts) {
        List<Figure> figures = new ArrayList<>();
        Instant now = clock.instant();
        figures.add(new Figure(
                "enterprises.registeredOn", day(profile.createdAt()), null, null, "enterprises.registry", now));
        ActivitySource source = activity.getIfAvailable();
        if (source != null) {
            ActivitySource.Activity lately = source.activity(profile.id());
            boolean events = caller.may(Permission.EVENTS_READ) && profile.id().equals(caller.enterprise());
            figures.add(new Figure(
                    "enterprises.lastCapture",
                    lately.lastCapture() == null ? texts.get("enterprises.never") : day(lately.lastCapture()),
                    null,
                    events ? "/captures" : null,
                    "enterprises.ledger",
                    lately.at()));
            figures.add(Figure.count(
                    "enterprises.events30",
                    lately.events(),
                    "enterprises.events30Unit",
                    events ? "/events" : null,
                    "enterprises.ledger",
                    lately.at(),
                    texts));
        }
        return figures;
    }

    private List<ApplicationView.Happening> history(Profile profile, Texts texts) {
        return records.steps(profile.id()).stream()
                .map(step -> new ApplicationView.Happening(
                        Times.minute(step.at()),
                        texts.english() ? step.englishName() : step.name(),
                        texts.get("enterprises.did." + step.action().name()),
                        step.action() == EnterpriseAction.CHANGE ? fields(step.reason(), texts) : step.reason(),
                        switch (step.action()) {
                            case ADMIT, REINSTATE, STAY -> Tone.GOOD;
                            case SUSPEND, LEAVE -> Tone.BAD;
                            case ASK_TO_LEAVE -> Tone.WATCH;
                            case CHANGE, EXPORT, MERGE -> Tone.UNKNOWN;
                        }))
                .toList();
    }

    private static String fields(String names, Texts texts) {
        List<String> words = new ArrayList<>();
        for (String name : names.split(", ")) {
            words.add(texts.has("enterprises.form." + name) ? texts.get("enterprises.form." + name) : name);
        }
        return String.join(texts.english() ? ", " : "、", words);
    }

    static String day(Instant at) {
        return LocalDate.ofInstant(at, ZONE).toString();
    }
}
