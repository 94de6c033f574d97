package org.raceway.enterprises;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.Filter;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Applications as pages show them. */
@Component
class ApplicationViews {
    private static final Set<ApplicationAction> APPLICANTS =
            Set.of(ApplicationAction.SUBMIT, ApplicationAction.WITHDRAW, ApplicationAction.URGE);

    private final Applications applications;
    private final EnterpriseFiles files;
    private final Reviewers reviewers;

    ApplicationViews(Applications applications, EnterpriseFiles files, Reviewers reviewers) {
        this.applications = applications;
        this.files = files;
        this.reviewers = reviewers;
    }

    ApplicationView.Line line(Application application, Texts texts) {
        ApplicationPhase phase = application.state().phase();
        return new ApplicationView.Line(
                application.id(),
                application.title(texts.get("enterprises.untitled")),
                texts.get("enterprises.phase." + phase.name()),
                tone(phase),
                Times.minute(application.updatedAt()));
    }

    static Tone tone(ApplicationPhase phase) {
        return switch (phase) {
            case DRAFT, WITHDRAWN -> Tone.UNKNOWN;
            case IN_REVIEW -> Tone.WATCH;
            case REJECTED -> Tone.BAD;
            case APPROVED -> Tone.GOOD;
        };
    }

    /**
     * Adds {@code application} to the model.
     *
     * @param unmasked whether a reviewer asks for names and numbers in full
     */
    void add(Model model, Application application, Caller caller, boolean unmasked, Texts texts) {
        List<ApplicationStep> steps = applications.steps(application.id());
        ApplicationPhase phase = application.state().phase();
        boolean applicant = Applications.isApplicant(caller, application);
        boolean masked = !applicant && !unmasked;
        EnterpriseForm form = masked ? application.form().masked() : application.form();
        boolean reviewer = caller.may(Permission.ENTERPRISES_REVIEW)
                && caller.seesCluster()
                && !application.applicant().equals(caller.accountId());
        Set<String> actions = new TreeSet<>();
        for (ApplicationAction action : phase.actions()) {
            if (APPLICANTS.contains(action) ? applicant : reviewer) {
                actions.add(action.name());
            }
        }
        if (applicant && phase.editable()) {
            actions.add("EDIT");
            if (steps.isEmpty()) {
                actions.add("DISCARD");
                actions.remove(ApplicationAction.WITHDRAW.name());
            }
        }
        List<ApplicationView.Change> changes = applications
                .before(application, steps)
                .map(before -> Differences.between(masked ? before.masked() : before, form, texts).stream()
                        .map(one -> new ApplicationView.Change(one.label(), one.before(), one.after()))
                        .toList())
                .orElse(List.of());
        model.addAttribute(
                "application",
                new ApplicationView(
                        application.id(),
                        application.title(texts.get("enterprises.untitled")),
                        texts.get("enterprises.phase." + phase.name()),
                        tone(phase),
                        explanation(application, texts),
                        application.version(),
                        facts(form, texts),
                        changes,
                        timeline(application, steps, texts),
                        actions,
                        application.purpose() == Application.Purpose.CHANGE,
                        masked,
                        !reviewer
                                ? List.of()
                                : reviewers.reviewers().stream()
                                        .filter(one -> !one.account().equals(caller.accountId()))
                                        .map(one -> new Filter.Choice(
                                                one.account().toString(),
                                                texts.english() ? one.englishName() : one.name()))
                                        .toList()));
    }

    private static String explanation(Application application, Texts texts) {
        return switch (application.state()) {
            case ApplicationState.Draft draft -> texts.get("enterprises.explain.draft");
            case ApplicationState.InReview review ->
                review.reviewerName().isEmpty()
                        ? texts.get("enterprises.explain.inReview", Times.minute(review.since()))
                        : texts.get(
                                "enterprises.explain.inReviewBy", Times.minute(review.since()), review.reviewerName());
            case ApplicationState.Rejected rejected -> texts.get("enterprises.explain.rejected", rejected.reason());
            case ApplicationState.Withdrawn withdrawn -> texts.get("enterprises.explain.withdrawn");
            case ApplicationState.Approved approved -> texts.get("enterprises.explain.approved");
        };
    }

    private static List<ApplicationView.Happening> timeline(
            Application application, List<ApplicationStep> steps, Texts texts) {
        List<ApplicationView.Happening> timeline = new ArrayList<>();
        timeline.add(new ApplicationView.Happening(
                Times.minute(application.createdAt()),
                texts.english() ? application.applicantEnglishName() : application.applicantName(),
                texts.get("enterprises.did.START"),
                "",
                Tone.UNKNOWN));
        for (ApplicationStep step : steps) {
            timeline.add(new ApplicationView.Happening(
                    Times.minute(step.at()),
                    texts.english() ? step.englishName() : step.name(),
                    step.action() == ApplicationAction.TRANSFER
                            ? texts.get("enterprises.did.TRANSFER", step.target())
                            : texts.get("enterprises.did." + step.action().name()),
                    step.reason(),
                    switch (step.action()) {
                        case APPROVE -> Tone.GOOD;
                        case REJECT -> Tone.BAD;
                        case SUBMIT, URGE -> Tone.WATCH;
                        case TRANSFER, WITHDRAW -> Tone.UNKNOWN;
                    }));
        }
        return timeline;
    }

    /** All that a form says, licences with their files. */
    private static List<Fact> facts(EnterpriseForm form, Texts texts) {
        List<Fact> facts = new ArrayList<>();
        for (String field : Differences.values(form).keySet()) {
            facts.add(new Fact(
                    texts.get("enterprises.form." + field),
                    List.of(Cell.of(filled(Differences.words(form, field, texts), texts)))));
            if (field.equals("revenueTenThousandYuan")) {
                facts.add(new Fact(
                        texts.get("enterprises.form.scale"),
                        List.of(Cell.of(scale(form.scale(), form.industryClass().orElse(null), texts)))));
            }
        }
        facts.add(new Fact(
                texts.get("enterprises.form.contacts"),
                form.contacts().isEmpty()
                        ? List.of(Cell.of(texts.get("enterprises.notFilled")))
                        : form.contacts().stream()
                                .map(contact -> Cell.of(Differences.words(
                                        EnterpriseForm.EMPTY.withContacts(List.of(contact)), "contacts", texts)))
                                .toList()));
        facts.add(new Fact(
                texts.get("enterprises.form.licences"),
                form.licences().isEmpty()
                        ? List.of(Cell.of(texts.get("enterprises.notFilled")))
                        : form.licences().stream()
                                .map(licence -> licence.file() == null
                                        ? Cell.of(Differences.licence(licence, texts))
                                        : Cell.link(
                                                Differences.licence(licence, texts),
                                                "/enterprise-files/" + licence.file()))
                                .toList()));
        return facts;
    }

    private static String filled(String value, Texts texts) {
        return value.isEmpty() ? texts.get("enterprises.notFilled") : value;
    }

    /** The class with its rule. */
    static String scale(
            @org.jspecify.annotations.Nullable EnterpriseScale scale,
            @org.jspecify.annotations.Nullable Industry industry,
            Texts texts) {
        if (industry == null) {
            return texts.get("enterprises.scaleUnknown");
        }
        ScaleRule rule = ScaleRule.of(industry).orElse(null);
        if (rule == null) {
            return texts.get("enterprises.scaleNoRule");
        }
        return scale == null
                ? texts.get("enterprises.scaleUnknown")
                : texts.get("enterprises.scale." + scale.name())
                        + (texts.english() ? " (" : "（")
                        + rule.words(texts)
                        + (texts.english() ? ")" : "）");
    }

    /** Adds all that a step of the form needs. */
    void addForm(
            Model model,
            Application application,
            FormStep step,
            Map<String, String> errors,
            Map<String, String> written,
            Texts texts) {
        EnterpriseForm form = application.form();
        model.addAttribute("id", application.id());
        model.addAttribute("change", application.purpose() == Application.Purpose.CHANGE);
        model.addAttribute("step", step.path());
        model.addAttribute("place", step.place());
        model.addAttribute("stepKeys", FormStep.TEXT_KEYS);
        model.addAttribute("values", FormFields.values(form));
        model.addAttribute("errors", errors);
        model.addAttribute("written", written);
        model.addAttribute("chosenKinds", form.kinds());
        model.addAttribute(
                "usccWords",
                form.uscc().isEmpty() ? "" : UsccReading.of(form.uscc()).words(texts));
        model.addAttribute("usccRight", UsccReading.of(form.uscc()) instanceof UsccReading.Right);
        model.addAttribute(
                "scaleWords", scale(form.scale(), form.industryClass().orElse(null), texts));
        model.addAttribute("kinds", kinds(texts));
        model.addAttribute(
                "industries",
                Industries.listed().stream()
                        .map(industry -> new Filter.Choice(industry.code(), industry.words(texts)))
                        .toList());
        model.addAttribute(
                "licenceKinds",
                Arrays.stream(LicenceKind.values())
                        .map(kind -> new Filter.Choice(kind.name(), texts.get("enterprises.licence." + kind.name())))
                        .toList());
        model.addAttribute("licences", licences(form, texts));
        model.addAttribute("facts", step == FormStep.CONFIRM ? facts(form, texts) : List.of());
        model.addAttribute("stepOf", stepOf(errors));
        model.addAttribute(
                "changes",
                step == FormStep.CONFIRM
                        ? applications
                                .before(application, applications.steps(application.id()))
                                .map(before -> Differences.between(before, form, texts).stream()
                                        .map(one -> new ApplicationView.Change(one.label(), one.before(), one.after()))
                                        .toList())
                                .orElse(List.of())
                        : List.of());
    }

    /** In which step each wrong field stands, so that the list of errors leads there. */
    private static Map<String, String> stepOf(Map<String, String> errors) {
        Map<String, String> steps = new LinkedHashMap<>();
        for (String field : errors.keySet()) {
            FormStep step = switch (field.replaceAll("\\[.*", "")) {
                case "industry", "kinds", "employees", "revenueTenThousandYuan" -> FormStep.BUSINESS;
                case "county", "address", "contacts" -> FormStep.PLACE;
                case "licences", "kind", "number", "issuer", "expires", "file" -> FormStep.LICENCES;
                default -> FormStep.IDENTITY;
            };
            steps.put(field, step.path());
        }
        return steps;
    }

    static List<Filter.Choice> kinds(Texts texts) {
        return Arrays.stream(EnterpriseKind.values())
                .filter(kind -> kind != EnterpriseKind.OPERATOR)
                .map(kind -> new Filter.Choice(kind.name(), texts.get("enterprises.kind." + kind.name())))
                .toList();
    }

    private List<ApplicationView.LicenceLine> licences(EnterpriseForm form, Texts texts) {
        List<UUID> named = form.licences().stream()
                .map(EnterpriseForm.Licence::file)
                .filter(Objects::nonNull)
                .toList();
        Map<UUID, EnterpriseFiles.FileFacts> facts = files.facts(named);
        List<ApplicationView.LicenceLine> lines = new ArrayList<>();
        for (int i = 0; i < form.licences().size(); i++) {
            EnterpriseForm.Licence licence = form.licences().get(i);
            EnterpriseFiles.FileFacts file = licence.file() == null ? null : facts.get(licence.file());
            lines.add(new ApplicationView.LicenceLine(
                    i,
                    Differences.licence(licence, texts),
                    licence.file() == null ? "" : licence.file().toString(),
                    file == null ? "" : file.name()));
        }
        return lines;
    }
}
