package org.raceway.recalls;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.WhileBarred;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is affected, the recalls, and what an affected enterprise does with its goods. */
@Controller
@Requires(Permission.RECALLS_READ)
class RecallsController {
    /** The longest question that an address holds. */
    private static final int LONGEST_QUESTION = 6_000;

    /** The steps of the trade, in the order of the route. */
    private static final List<String> STEPS = List.of(
            "melting", "rolling", "forging", "turning", "quenching", "grinding", "ballMaking", "assembling", "packing");

    private static final String SAID = "said";

    private final StoredRecalls recalls;
    private final Assessments assessments;
    private final RecallViews views;
    private final RecallReports reports;
    private final JdbcClient database;
    private final Tables tables;
    private final JsonMapper json;

    RecallsController(
            StoredRecalls recalls,
            Assessments assessments,
            RecallViews views,
            RecallReports reports,
            JdbcClient database,
            Tables tables,
            JsonMapper json) {
        this.recalls = recalls;
        this.assessments = assessments;
        this.views = views;
        this.reports = reports;
        this.database = database;
        this.tables = tables;
        this.json = json;
    }

    @GetMapping("/recalls")
    @Nullable
    ModelAndView list(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        return tables.show(
                "recalls",
                RecallTable.definition(views.names(), caller.enterprise(), caller.may(Permission.RECALLS_ASSESS)),
                new RecallTable(database, recalls),
                request,
                response);
    }

    @GetMapping("/recall-totals")
    @Requires(Permission.RECALLS_TOTALS)
    String totals(Model model) {
        StoredRecalls.Totals totals = recalls.totals();
        model.addAttribute(
                "figures",
                List.of(
                        new RecallForm.Choice("recalls.totals.open", Integer.toString(totals.open())),
                        new RecallForm.Choice("recalls.totals.closed", Integer.toString(totals.closed())),
                        new RecallForm.Choice("recalls.totals.cancelled", Integer.toString(totals.cancelled())),
                        new RecallForm.Choice("recalls.totals.enterprises", Integer.toString(totals.enterprises())),
                        new RecallForm.Choice("recalls.totals.acknowledged", Integer.toString(totals.acknowledged())),
                        new RecallForm.Choice("recalls.totals.entries", Long.toString(totals.entries())),
                        new RecallForm.Choice("recalls.totals.openEntries", Long.toString(totals.openEntries()))));
        return "recallTotals";
    }

    // ---- what is affected

    /** What somebody asks: the origin and, for the operator, whose steps are meant. */
    private record Question(RecallOrigin origin, @Nullable UUID enterprise) {}

    @GetMapping("/recalls/new")
    @Requires(Permission.RECALLS_ASSESS)
    String form(
            @RequestParam(defaultValue = "") String ids,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String machine,
            @RequestParam(defaultValue = "") String enterprise,
            @RequestParam(required = false) @Nullable String ask,
            Caller caller,
            Locale locale,
            Model model) {
        Texts texts = Texts.of(locale);
        RecallForm form = new RecallForm(ids, from, until, step, place, machine, enterprise);
        if (ask == null) {
            return form(form, "", caller, texts, model);
        }
        try {
            Question question = new Question(
                    new RecallOrigin(
                            ids.lines().toList(), moment(from, "from"), moment(until, "until"), step, place, machine),
                    enterprise.isBlank() ? null : uuid(enterprise));
            String encoded = encoded(question);
            if (encoded.length() > LONGEST_QUESTION) {
                throw new ProblemException(RecallProblem.INVALID, "ids");
            }
            assessments.assess(question.origin(), caller, question.enterprise());
            return "redirect:/recalls/new/" + encoded;
        } catch (ProblemException refused) {
            return form(form, RecallWords.refusal(refused, texts), caller, texts, model);
        }
    }

    private static String form(RecallForm form, String error, Caller caller, Texts texts, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("error", error);
        model.addAttribute("operator", caller.seesCluster());
        model.addAttribute("steps", steps(texts));
        return "recallNew";
    }

    private static List<RecallForm.Choice> steps(Texts texts) {
        return STEPS.stream()
                .map(step -> new RecallForm.Choice(step, RecallWords.tradeStep(step, texts)))
                .toList();
    }

    private static @Nullable Instant moment(String typed, String name) {
        if (typed.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(typed.strip()).atZone(StoredRecalls.ZONE).toInstant();
        } catch (DateTimeException e) {
            throw new ProblemException(e, RecallProblem.INVALID, name);
        }
    }

    private static UUID uuid(String typed) {
        try {
            return UUID.fromString(typed.strip());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(e, RecallProblem.INVALID, "enterprise");
        }
    }

    private String encoded(Question question) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.writeValueAsBytes(question));
    }

    private Question decoded(String question) {
        try {
            return json.readValue(
                    new String(Base64.getUrlDecoder().decode(question), StandardCharsets.UTF_8), Question.class);
        } catch (IllegalArgumentException | JacksonException e) {
            throw new ProblemException(e, PlatformProblem.NOT_FOUND);
        }
    }

    /** What is affected, by holder and state; the goods that the viewer may see, one by one. */
    @GetMapping("/recalls/new/{question}")
    @Requires(Permission.RECALLS_ASSESS)
    @Nullable
    ModelAndView found(
            @PathVariable String question,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return found(question, new RecallForm.Words("", "", "", "", ""), "", caller, locale, request, response);
    }

    private @Nullable ModelAndView found(
            String question,
            RecallForm.Words words,
            String error,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        Question asked = decoded(question);
        Assessment assessment = assessments.assess(asked.origin(), caller, asked.enterprise());
        Texts texts = Texts.of(locale);
        Progress progress = recalls.progress(assessment, caller);
        List<RecallItem> seen = assessment.items().stream()
                .filter(item -> caller.sees(item.holder()))
                .toList();
        ModelAndView page = tables.show(
                "recallFound",
                GoodsTable.definition(
                        "recall-goods",
                        "/recalls/new/" + question,
                        views.names(),
                        caller.seesCluster() ? holders(seen) : List.of(),
                        false,
                        "recalls.emptyAssessed",
                        texts),
                new GoodsTable(seen),
                request,
                response);
        if (page != null) {
            page.addObject("error", error);
            page.addObject("origin", RecallWords.origin(asked.origin(), texts));
            page.addObject(
                    "found",
                    new RecallForm.Found(
                            question,
                            assessment.things(),
                            assessment.items().size(),
                            progress.all().enterprises(),
                            views.rows(progress, texts),
                            Arrays.stream(RecallReason.values())
                                    .map(reason ->
                                            new RecallForm.Choice(reason.name(), texts.get("recalls.reason." + reason)))
                                    .toList(),
                            words));
        }
        return page;
    }

    private static List<UUID> holders(List<RecallItem> items) {
        return items.stream().map(RecallItem::holder).distinct().toList();
    }

    @PostMapping("/recalls/new/{question}")
    @Requires(Permission.RECALLS_OPEN)
    @Nullable
    ModelAndView draft(
            @PathVariable String question,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(defaultValue = "") String advice,
            @RequestParam(defaultValue = "") String dueOn,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        Question asked = decoded(question);
        try {
            UUID id = recalls.draft(
                    caller,
                    asked.origin(),
                    new Recall.Words(title, RecallsApi.reason(reason), description, advice, day(dueOn)),
                    asked.enterprise());
            return new ModelAndView("redirect:/recalls/" + id);
        } catch (ProblemException refused) {
            return found(
                    question,
                    new RecallForm.Words(title, reason, description, advice, dueOn),
                    RecallWords.refusal(refused, Texts.of(locale)),
                    caller,
                    locale,
                    request,
                    response);
        }
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return typed.isBlank() ? null : LocalDate.parse(typed.strip());
        } catch (DateTimeException e) {
            throw new ProblemException(e, RecallProblem.INVALID, "dueOn");
        }
    }

    // ---- one recall

    @GetMapping("/recalls/{id}")
    String one(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String find,
            Caller caller,
            Locale locale,
            Model model) {
        String said = Objects.requireNonNullElse((String) model.getAttribute(SAID), "");
        return one(id, find, said, "", caller, locale, model);
    }

    private String one(UUID id, String find, String said, String error, Caller caller, Locale locale, Model model) {
        model.addAttribute(
                "view", views.view(recalls.visible(id), caller, find.strip(), said, error, Texts.of(locale)));
        return "recall";
    }

    /** All goods within the viewer's reach, with filter and export. */
    @GetMapping("/recalls/{id}/items")
    @Nullable
    ModelAndView items(
            @PathVariable UUID id,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        Recall recall = recalls.visible(id);
        List<RecallItem> seen = recalls.items(id);
        ModelAndView page = tables.show(
                "recallItems",
                GoodsTable.definition(
                        recall.number().toLowerCase(Locale.ROOT),
                        "/recalls/" + id + "/items",
                        views.names(),
                        caller.seesCluster() ? holders(seen) : List.of(),
                        true,
                        "recalls.emptyItems",
                        Texts.of(locale)),
                new GoodsTable(seen),
                request,
                response);
        if (page != null) {
            page.addObject("id", id.toString());
            page.addObject("heading", recall.title());
        }
        return page;
    }

    /** Who holds how much and how far each has got, for the initiator and the operator. */
    @GetMapping("/recalls/{id}/holders")
    @Nullable
    ModelAndView holders(
            @PathVariable UUID id,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        Recall recall = recalls.visible(id);
        if (!caller.sees(recall.initiator())) {
            throw new ProblemException(PlatformProblem.FORBIDDEN);
        }
        ModelAndView page = tables.show(
                "recallItems",
                HoldersTable.definition(
                        recall.number().toLowerCase(Locale.ROOT) + "-holders", "/recalls/" + id + "/holders"),
                new HoldersTable(
                        views.view(recall, caller, "", "", "", Texts.of(locale)).rows()),
                request,
                response);
        if (page != null) {
            page.addObject("id", id.toString());
            page.addObject("heading", recall.title());
        }
        return page;
    }

    @GetMapping("/recalls/{id}/report.pdf")
    ResponseEntity<byte[]> report(@PathVariable UUID id, Caller caller, Locale locale) {
        return reports.pdf(recalls.visible(id), caller, Texts.of(locale));
    }

    @PostMapping("/recalls/{id}/open")
    @Requires(Permission.RECALLS_OPEN)
    String open(@PathVariable UUID id, Caller caller, Locale locale, Model model) {
        return step(id, () -> recalls.open(caller, id), caller, locale, model);
    }

    @PostMapping("/recalls/{id}/search")
    @Requires(Permission.RECALLS_OPEN)
    String search(@PathVariable UUID id, Caller caller, Locale locale, Model model, RedirectAttributes after) {
        Texts texts = Texts.of(locale);
        return step(
                id,
                () -> after.addFlashAttribute(SAID, texts.get("recalls.searched", recalls.search(caller, id))),
                caller,
                locale,
                model);
    }

    @PostMapping("/recalls/{id}/remind")
    @Requires(Permission.RECALLS_OPEN)
    String remind(@PathVariable UUID id, Caller caller, Locale locale, Model model, RedirectAttributes after) {
        Texts texts = Texts.of(locale);
        return step(
                id,
                () -> after.addFlashAttribute(SAID, texts.get("recalls.reminded", recalls.remind(caller, id))),
                caller,
                locale,
                model);
    }

    @PostMapping("/recalls/{id}/acknowledge")
    @WhileBarred
    @Requires(Permission.RECALLS_HANDLE)
    String acknowledge(@PathVariable UUID id, Caller caller, Locale locale, Model model) {
        recalls.visible(id);
        return step(id, () -> recalls.acknowledge(caller, id, null), caller, locale, model);
    }

    @PostMapping("/recalls/{id}/items/{item}")
    @WhileBarred
    @Requires(Permission.RECALLS_HANDLE)
    String handle(
            @PathVariable UUID id,
            @PathVariable UUID item,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String quantity,
            @RequestParam(defaultValue = "") String note,
            Caller caller,
            Locale locale,
            Model model) {
        recalls.visible(id);
        return step(
                id,
                () -> recalls.handle(caller, id, item, RecallsApi.goods(action), number(quantity), note),
                caller,
                locale,
                model);
    }

    private static @Nullable BigDecimal number(String typed) {
        try {
            return typed.isBlank() ? null : new BigDecimal(typed.strip());
        } catch (NumberFormatException e) {
            throw new ProblemException(e, RecallProblem.INVALID, "quantity");
        }
    }

    @PostMapping("/recalls/{id}/close")
    @Requires(Permission.RECALLS_CLOSE)
    String close(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String conclusion,
            Caller caller,
            Locale locale,
            Model model) {
        return step(id, () -> recalls.close(caller, id, conclusion), caller, locale, model);
    }

    @PostMapping("/recalls/{id}/cancel")
    @Requires(Permission.RECALLS_CLOSE)
    String cancel(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String conclusion,
            Caller caller,
            Locale locale,
            Model model) {
        return step(id, () -> recalls.cancel(caller, id, conclusion), caller, locale, model);
    }

    private String step(UUID id, Runnable work, Caller caller, Locale locale, Model model) {
        try {
            work.run();
            return "redirect:/recalls/" + id;
        } catch (ProblemException refused) {
            if (!(refused.problem() instanceof RecallProblem)) {
                throw refused;
            }
            return one(id, "", "", RecallWords.refusal(refused, Texts.of(locale)), caller, locale, model);
        }
    }
}
