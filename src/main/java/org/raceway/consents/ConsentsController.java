package org.raceway.consents;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.WhileBarred;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.HeldRows;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What one has granted and been granted, who read what, and the data itself. */
@Controller
@Requires(Permission.CONSENTS_READ)
class ConsentsController {
    private static final int FOUND = 20;
    private static final int PREVIEWED = 6;
    /** The longest stretch that a preview looks at, in days. */
    private static final int PREVIEWED_DAYS = 92;

    private static final int SHORT_ID = 8;
    private static final int USUAL_MONTHS = 12;
    private static final int USUAL_DAYS = 90;

    private final StoredConsents consents;
    private final ConsentViews views;
    private final ConsentFields fields;
    private final Enterprises enterprises;
    private final JdbcClient database;
    private final Tables tables;
    private final Clock clock;

    ConsentsController(
            StoredConsents consents,
            ConsentViews views,
            ConsentFields fields,
            Enterprises enterprises,
            JdbcClient database,
            Tables tables,
            Clock clock) {
        this.consents = consents;
        this.views = views;
        this.fields = fields;
        this.enterprises = enterprises;
        this.database = database;
        this.tables = tables;
        this.clock = clock;
    }

    @GetMapping("/consents")
    @Nullable
    ModelAndView waiting(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        return list(ConsentTable.Side.WAITING, caller, request, response);
    }

    @GetMapping("/consents/given")
    @Nullable
    ModelAndView given(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        return list(ConsentTable.Side.GIVEN, caller, request, response);
    }

    @GetMapping("/consents/received")
    @Nullable
    ModelAndView received(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        return list(ConsentTable.Side.RECEIVED, caller, request, response);
    }

    private @Nullable ModelAndView list(
            ConsentTable.Side side, Caller caller, HttpServletRequest request, HttpServletResponse response) {
        return tables.show(
                "consents",
                ConsentTable.definition(side, views.words()),
                new ConsentTable(database, side, caller),
                request,
                response);
    }

    @GetMapping("/consents/reads")
    @Nullable
    ModelAndView reads(Caller caller, Locale locale, HttpServletRequest request, HttpServletResponse response) {
        UUID enterprise = caller.requireEnterprise();
        Texts texts = Texts.of(locale);
        ConsentWords words = views.words();
        List<UUID> others =
                database.sql("""
                        select distinct case when granter = :own then reader else granter end from consent
                        where granter = :own or reader = :own limit 500
                        """).param("own", enterprise).query(UUID.class).list();
        words.names().fetch(others);
        return tables.show(
                "consents",
                ReadTable.definition(
                        words,
                        enterprise,
                        fields.all().stream()
                                .map(field -> new Filter.Choice(field.code(), field.code()))
                                .toList(),
                        others.stream()
                                .map(other -> new Filter.Choice(
                                        other.toString(), words.names().of(other, texts)))
                                .toList()),
                new ReadTable(database, caller, null),
                request,
                response);
    }

    @GetMapping("/consents/rules")
    String rules(Locale locale, Model model) {
        Texts texts = Texts.of(locale);
        model.addAttribute(
                "rules",
                consents.purposes().stream()
                        .map(purpose -> new ConsentForm.Rule(
                                purpose.title(texts),
                                purpose.explanation(texts),
                                String.join(
                                        texts.get("consents.comma"),
                                        purpose.readers().stream()
                                                .sorted()
                                                .map(kind -> texts.get("enterprises.kind." + kind.name()))
                                                .toList()),
                                fields.of(purpose.fields()).stream()
                                        .map(field -> texts.get(field.code()))
                                        .toList(),
                                purpose.longestDays()))
                        .toList());
        return "consentRules";
    }

    // ---- asking

    @GetMapping("/consents/new")
    @Requires(Permission.CONSENTS_REQUEST)
    String form(
            @RequestParam(defaultValue = "") String find,
            @RequestParam(required = false) @Nullable UUID granter,
            @RequestParam(defaultValue = "") String purpose,
            Caller caller,
            Locale locale,
            Model model) {
        LocalDate today = Period.dayOf(clock.instant());
        YearMonth last = YearMonth.from(today).minusMonths(1);
        ConsentForm form = new ConsentForm(
                find.strip(),
                granter,
                purpose,
                "",
                "",
                List.of(),
                last.minusMonths(USUAL_MONTHS - 1).atDay(1).toString(),
                last.atEndOfMonth().toString(),
                today.plusDays(USUAL_DAYS).toString());
        return form(form, "", caller, Texts.of(locale), model);
    }

    private String form(ConsentForm form, String error, Caller caller, Texts texts, Model model) {
        Enterprise own = enterprises.byId(caller.requireEnterprise()).orElseThrow();
        Enterprise granter =
                form.granter() == null ? null : enterprises.byId(form.granter()).orElse(null);
        List<ConsentPurpose> allowed = consents.purposes().stream()
                .filter(purpose -> purpose.readers().contains(own.kind()))
                .toList();
        ConsentPurpose purpose = allowed.stream()
                .filter(candidate -> candidate.code().equals(form.purpose()))
                .findFirst()
                .orElse(allowed.size() == 1 ? allowed.getFirst() : null);
        model.addAttribute("form", form);
        model.addAttribute("error", error);
        model.addAttribute("granter", granter == null ? "" : texts.english() ? granter.englishName() : granter.name());
        model.addAttribute("found", granter == null ? found(form.find(), own.id(), texts) : List.of());
        model.addAttribute("purposes", allowed);
        model.addAttribute("purpose", purpose);
        model.addAttribute(
                "fields",
                purpose == null
                        ? List.of()
                        : fields.of(purpose.fields()).stream()
                                .map(field -> new ConsentView.Field(
                                        field.code(),
                                        texts.get(field.code()),
                                        texts.get(field.code() + ".help"),
                                        form.fields().contains(field.code()),
                                        field.hasPeriod()))
                                .toList());
        return "consentRequest";
    }

    private List<ConsentForm.Choice> found(String find, UUID own, Texts texts) {
        if (find.isEmpty()) {
            return List.of();
        }
        String wanted = find.toLowerCase(Locale.ROOT);
        return enterprises.all().stream()
                .filter(enterprise -> !enterprise.id().equals(own))
                .filter(enterprise -> enterprise.uscc().equals(find)
                        || enterprise.name().contains(find)
                        || enterprise.englishName().toLowerCase(Locale.ROOT).contains(wanted))
                .limit(FOUND)
                .map(enterprise -> new ConsentForm.Choice(
                        enterprise.id().toString(),
                        texts.english() ? enterprise.englishName() : enterprise.name(),
                        texts.get("enterprises.kind." + enterprise.kind().name()) + " · " + enterprise.uscc()))
                .toList();
    }

    @PostMapping("/consents/new")
    @Requires(Permission.CONSENTS_REQUEST)
    String request(
            @RequestParam UUID granter,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "") String reference,
            @RequestParam(defaultValue = "") String message,
            @RequestParam(required = false) @Nullable List<String> fields,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String lastDay,
            Caller caller,
            Locale locale,
            Model model) {
        List<String> chosen = fields == null ? List.of() : fields;
        try {
            UUID id = consents.request(
                    caller, ConsentBodies.request(granter, purpose, reference, chosen, from, to, lastDay, message));
            return "redirect:/consents/" + id;
        } catch (ProblemException refused) {
            Texts texts = Texts.of(locale);
            return form(
                    new ConsentForm("", granter, purpose, reference, message, chosen, from, to, lastDay),
                    ConsentWords.refusal(refused, texts),
                    caller,
                    texts,
                    model);
        }
    }

    // ---- one consent

    @GetMapping("/consents/{id}")
    String one(@PathVariable UUID id, Caller caller, Locale locale, Model model) {
        return one(id, caller, "", locale, model);
    }

    private String one(UUID id, Caller caller, String error, Locale locale, Model model) {
        Consent consent = visible(id, caller);
        model.addAttribute("view", views.view(consent, caller, error, Texts.of(locale)));
        LocalDate today = Period.dayOf(clock.instant());
        Period period = consent.terms().period();
        LocalDate to = period.to().isAfter(today) && !period.from().isAfter(today) ? today : period.to();
        LocalDate month = to.withDayOfMonth(1);
        model.addAttribute("reading", new Period(month.isBefore(period.from()) ? period.from() : month, to));
        return "consent";
    }

    private Consent visible(UUID id, Caller caller) {
        return consents.byId(caller, id).orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
    }

    @PostMapping("/consents/{id}/grant")
    @Requires(Permission.CONSENTS_GRANT)
    String grant(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable List<String> fields,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String lastDay,
            Caller caller,
            Locale locale,
            Model model) {
        return step(
                id,
                () -> consents.grant(
                        caller, id, ConsentBodies.terms(fields == null ? List.of() : fields, from, to, lastDay)),
                caller,
                locale,
                model);
    }

    @PostMapping("/consents/{id}/refuse")
    @WhileBarred
    @Requires(Permission.CONSENTS_GRANT)
    String refuse(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Caller caller,
            Locale locale,
            Model model) {
        return step(id, () -> consents.refuse(caller, id, reason), caller, locale, model);
    }

    @PostMapping("/consents/{id}/revoke")
    @WhileBarred
    @Requires(Permission.CONSENTS_GRANT)
    String revoke(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Caller caller,
            Locale locale,
            Model model) {
        return step(id, () -> consents.revoke(caller, id, reason), caller, locale, model);
    }

    @PostMapping("/consents/{id}/withdraw")
    @WhileBarred
    @Requires(Permission.CONSENTS_REQUEST)
    String withdraw(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Caller caller,
            Locale locale,
            Model model) {
        return step(id, () -> consents.withdraw(caller, id, reason), caller, locale, model);
    }

    private String step(UUID id, Runnable work, Caller caller, Locale locale, Model model) {
        try {
            work.run();
            return "redirect:/consents/" + id;
        } catch (ProblemException refused) {
            if (refused.problem() == PlatformProblem.NOT_FOUND) {
                throw refused;
            }
            return one(id, caller, ConsentWords.refusal(refused, Texts.of(locale)), locale, model);
        }
    }

    // ---- data

    /** What would be read: the first rows of the caller's own data. */
    @GetMapping("/consents/{id}/preview/{field}")
    String preview(@PathVariable UUID id, @PathVariable String field, Caller caller, Locale locale, Model model) {
        Consent consent = visible(id, caller);
        if (!consent.granter().equals(caller.enterprise())
                || !consent.asked().fields().contains(field)) {
            throw new ProblemException(PlatformProblem.NOT_FOUND);
        }
        Period period = previewed(consent.asked().period());
        Texts texts = Texts.of(locale);
        ConsentedData data = consents.preview(caller, field, period);
        model.addAttribute(
                "heads",
                data.columns().stream()
                        .map(column -> texts.get(column.textKey()))
                        .toList());
        model.addAttribute(
                "numbers",
                data.columns().stream()
                        .map(column -> column.kind() == Column.Kind.NUMBER)
                        .toList());
        model.addAttribute(
                "rows",
                data.rows().stream()
                        .limit(PREVIEWED)
                        .map(row -> row.stream()
                                .map(value -> value.cell(texts).text())
                                .toList())
                        .toList());
        model.addAttribute("total", data.rows().size());
        model.addAttribute(
                "period",
                fields.find(field).filter(ConsentField::hasPeriod).isPresent() ? ConsentWords.period(period) : "");
        return "consentPreview";
    }

    /** The last part of the period that is not in the future: what there is to show, in little time. */
    private Period previewed(Period asked) {
        LocalDate today = Period.dayOf(clock.instant());
        LocalDate to = asked.to().isAfter(today) && !asked.from().isAfter(today) ? today : asked.to();
        LocalDate from = to.minusDays(PREVIEWED_DAYS - 1L);
        return new Period(from.isBefore(asked.from()) ? asked.from() : from, to);
    }

    /** Reads, now. Every visit and every export is recorded. */
    @GetMapping("/consents/{id}/data/{field}")
    @Requires(Permission.CONSENTS_REQUEST)
    @Nullable
    ModelAndView data(
            @PathVariable UUID id,
            @PathVariable String field,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String export,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        Consent consent = consents.byId(caller, id).orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
        Period period = from == null || to == null || from.isEmpty() || to.isEmpty()
                ? consent.terms().period()
                : ConsentBodies.period(from, to);
        ConsentedData data = consents.read(caller, id, field, period, export == null ? ReadDoor.PAGE : ReadDoor.EXPORT);
        Texts texts = Texts.of(locale);
        ConsentWords words = views.words();
        Provenance provenance = data.provenance();
        String mark = texts.get(
                "consents.mark",
                id.toString().substring(id.toString().length() - SHORT_ID),
                words.matter(provenance.purpose(), texts),
                provenance.lastDay());
        boolean hasPeriod = fields.find(field).filter(ConsentField::hasPeriod).isPresent();
        ModelAndView page = tables.show(
                "consentData",
                definition(id, field, data.columns(), hasPeriod, mark),
                new HeldRows<>(data.rows()),
                request,
                response);
        if (page != null) {
            page.addObject("consent", id.toString());
            page.addObject("heading", fields.name(field, texts));
            page.addObject("granter", words.names().of(consent.granter(), texts));
            page.addObject("matter", words.matter(provenance.purpose(), texts));
            page.addObject("period", hasPeriod ? ConsentWords.period(period) : "");
            page.addObject("at", Times.second(provenance.at()));
            page.addObject("read", provenance.read().toString());
            page.addObject("lastDay", provenance.lastDay().toString());
        }
        return page;
    }

    private static TableDefinition<List<ConsentValue>> definition(
            UUID consent, String field, List<ConsentField.ConsentColumn> columns, boolean hasPeriod, String mark) {
        List<Column<List<ConsentValue>>> all = new ArrayList<>();
        for (int place = 0; place < columns.size(); place++) {
            int at = place;
            ConsentField.ConsentColumn column = columns.get(place);
            all.add(new Column<>(
                    column.name(),
                    column.textKey(),
                    column.kind(),
                    false,
                    true,
                    (row, texts) -> row.get(at).cell(texts)));
        }
        // Shown by choice, but in every export: a file says under what it was taken.
        all.add(new Column<>(
                "consent", "consents.markHead", Column.Kind.LONG, false, false, (row, texts) -> Cell.of(mark)));
        String id = consent.toString();
        return new TableDefinition<>(
                field.replace('.', '-') + "-consent-" + id.substring(id.length() - SHORT_ID),
                "/consents/" + consent + "/data/" + field,
                all,
                hasPeriod
                        ? List.of(
                                new Filter("from", "consents.periodFrom", Filter.Kind.DAY, List.of()),
                                new Filter("to", "consents.periodTo", Filter.Kind.DAY, List.of()))
                        : List.of(),
                "consents.emptyData",
                null,
                null);
    }
}
