package org.raceway.subcontracting;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.HeldRows;
import org.raceway.platform.Page;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.subcontracting.Subcontracts.Side;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Balances, the lots behind them, the events behind those, and what is agreed. */
@Controller
@Requires(Permission.SUBCONTRACTING_READ)
class SubcontractingController {
    /** Before anything was recorded: a lot's page is the same whatever list it was opened from. */
    private static final LocalDate EVER = LocalDate.of(2000, 1, 1);

    /** Steps that are done to a lot elsewhere. */
    private static final List<String> STEPS = List.of(
            "forging",
            "turning",
            "quenching",
            "grinding",
            "ballMaking",
            "cageMaking",
            "sealMaking",
            "assembling",
            "reworking",
            "inspecting");

    private final Subcontracts subcontracts;
    private final Terms terms;
    private final Enterprises enterprises;
    private final JdbcClient database;
    private final Tables tables;

    SubcontractingController(
            Subcontracts subcontracts, Terms terms, Enterprises enterprises, JdbcClient database, Tables tables) {
        this.subcontracts = subcontracts;
        this.terms = terms;
        this.enterprises = enterprises;
        this.database = database;
        this.tables = tables;
    }

    @GetMapping("/subcontracting")
    @Nullable
    ModelAndView given(
            @RequestParam(defaultValue = "") String since,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return balances(Side.GIVEN, since, caller, locale, request, response);
    }

    @GetMapping("/subcontracting/received")
    @Nullable
    ModelAndView received(
            @RequestParam(defaultValue = "") String since,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return balances(Side.RECEIVED, since, caller, locale, request, response);
    }

    private @Nullable ModelAndView balances(
            Side side,
            String since,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        LocalDate start = day(since);
        Subcontracts.Lots found = subcontracts.lots(caller, side, start);
        Words words = new Words(enterprises, Texts.of(locale));
        ModelAndView view = tables.show(
                "subcontracting/balances",
                SubcontractingTables.balances(side, words, since.isEmpty() ? "" : start.toString()),
                SubcontractingTables.rows(side, Balance.of(found.lots()), words),
                request,
                response);
        return with(view, start, found.truncated());
    }

    private static @Nullable ModelAndView with(@Nullable ModelAndView view, LocalDate since, boolean truncated) {
        if (view != null) {
            view.addObject("since", since.toString());
            view.addObject("truncated", truncated);
        }
        return view;
    }

    @GetMapping("/subcontracting/to/{other}")
    @Nullable
    ModelAndView lotsTo(
            @PathVariable UUID other,
            @RequestParam(defaultValue = "") String since,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return lots(Side.GIVEN, other, since, caller, locale, request, response);
    }

    @GetMapping("/subcontracting/from/{other}")
    @Nullable
    ModelAndView lotsFrom(
            @PathVariable UUID other,
            @RequestParam(defaultValue = "") String since,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return lots(Side.RECEIVED, other, since, caller, locale, request, response);
    }

    private @Nullable ModelAndView lots(
            Side side,
            UUID wanted,
            String since,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        LocalDate start = day(since);
        Subcontracts.Lots all = subcontracts.lots(caller, side, start);
        Subcontracts.Lots found = all.with(wanted);
        if (found.lots().isEmpty()) {
            throw new ProblemException(PlatformProblem.NOT_FOUND);
        }
        ModelAndView view = tables.show(
                "subcontracting/lots",
                SubcontractingTables.lots(side, wanted),
                SubcontractingTables.rows(found.lots()),
                request,
                response);
        if (view != null) {
            view.addObject("other", new Words(enterprises, Texts.of(locale)).name(wanted));
            view.addObject("backTo", SubcontractingTables.path(side));
        }
        return with(view, start, found.truncated());
    }

    @GetMapping("/subcontracting/to/{other}/{lot}")
    @Nullable
    ModelAndView lotTo(
            @PathVariable UUID other,
            @PathVariable UUID lot,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return lot(Side.GIVEN, other, lot, caller, locale, request, response);
    }

    @GetMapping("/subcontracting/from/{other}/{lot}")
    @Nullable
    ModelAndView lotFrom(
            @PathVariable UUID other,
            @PathVariable UUID lot,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return lot(Side.RECEIVED, other, lot, caller, locale, request, response);
    }

    private @Nullable ModelAndView lot(
            Side side,
            UUID wanted,
            UUID key,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<SentLot> found = subcontracts.lots(caller, side, EVER).with(wanted).lots().stream()
                .filter(lot -> Keys.of(lot.id()).equals(key))
                .toList();
        if (found.isEmpty()) {
            throw new ProblemException(PlatformProblem.NOT_FOUND);
        }
        SentLot lot = found.getFirst();
        Texts texts = Texts.of(locale);
        Words words = new Words(enterprises, texts);
        ModelAndView view = tables.show(
                "subcontracting/lot",
                SubcontractingTables.movements(SubcontractingTables.with(side, wanted) + "/" + key),
                new HeldRows<>(lot.movements()),
                request,
                response);
        if (view != null) {
            view.addObject("title", Words.label(lot.id()));
            view.addObject("facts", facts(lot, words, texts));
            view.addObject("sum", sum(lot, texts));
            view.addObject("assumed", lot.assumed());
            view.addObject("backTo", SubcontractingTables.with(side, wanted));
        }
        return view;
    }

    private static List<Fact> facts(SentLot lot, Words words, Texts texts) {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("subcontracting.state", SubcontractingTables.state(lot, texts), texts));
        facts.add(fact("subcontracting.principal", Cell.of(words.name(lot.principal())), texts));
        facts.add(fact("subcontracting.partner", Cell.of(words.name(lot.partner())), texts));
        facts.add(fact("subcontracting.code", Cell.link(lot.id(), "/genealogy?id=" + Page.encode(lot.id())), texts));
        if (lot.step() != null) {
            facts.add(fact("subcontracting.step", Cell.of(Words.step(lot.step(), texts)), texts));
        }
        facts.add(fact("subcontracting.sent", Cell.of(Times.minute(lot.sentAt())), texts));
        if (lot.lastBackAt() != null) {
            facts.add(fact("subcontracting.lastBack", Cell.of(Times.minute(lot.lastBackAt())), texts));
        }
        facts.add(fact("subcontracting.allowance", Cell.of(Words.number(lot.allowancePercent(), texts) + " %"), texts));
        facts.add(fact(
                "subcontracting.due",
                Cell.of(Objects.toString(lot.dueOn(), texts.get("subcontracting.notAgreed"))),
                texts));
        return facts;
    }

    private static Fact fact(String key, Cell value, Texts texts) {
        return new Fact(texts.get(key), List.of(value));
    }

    /** The balance as one line of arithmetic. */
    private static String sum(SentLot lot, Texts texts) {
        return texts.get(
                "subcontracting.sum",
                Words.number(lot.out(), texts),
                Words.number(lot.back(), texts),
                Words.number(lot.lost(), texts),
                Words.number(lot.missing(), texts),
                Words.number(lot.atPartner(), texts),
                Words.number(lot.over(), texts),
                Words.unit(lot.unit(), texts));
    }

    // ---- what is agreed

    @GetMapping("/subcontracting/terms")
    @Nullable
    ModelAndView terms(
            @RequestParam(defaultValue = "") String remove,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return terms(empty(), "", "", remove, caller, locale, request, response);
    }

    private static TermForm empty() {
        return new TermForm("", "", "", "", "", "", List.of(), List.of());
    }

    private @Nullable ModelAndView terms(
            TermForm form,
            String field,
            String error,
            String remove,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        UUID own = caller.requireEnterprise();
        Texts texts = Texts.of(locale);
        Words words = new Words(enterprises, texts);
        ModelAndView view = tables.show(
                "subcontracting/terms",
                SubcontractingTables.terms(words, own),
                SubcontractingTables.termRows(database, own),
                request,
                response);
        if (view != null) {
            List<TermForm.Choice> partners =
                    subcontracts.lots(caller, Side.GIVEN, subcontracts.usualStart()).lots().stream()
                            .map(SentLot::partner)
                            .distinct()
                            .map(id -> new TermForm.Choice(id.toString(), words.name(id)))
                            .sorted(Comparator.comparing(TermForm.Choice::name))
                            .toList();
            List<TermForm.Choice> steps = STEPS.stream()
                    .map(step -> new TermForm.Choice(step, Words.step(step, texts)))
                    .toList();
            view.addObject(
                    "form",
                    new TermForm(
                            form.partner(),
                            form.product(),
                            form.step(),
                            form.allowancePercent(),
                            form.days(),
                            form.note(),
                            partners,
                            steps));
            view.addObject("field", field);
            view.addObject("error", error);
            view.addObject("remove", remove);
        }
        return view;
    }

    @PostMapping("/subcontracting/terms")
    @Requires(Permission.SUBCONTRACTING_EDIT)
    @Nullable
    ModelAndView set(
            @RequestParam(defaultValue = "") String partner,
            @RequestParam(defaultValue = "") String product,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String allowancePercent,
            @RequestParam(defaultValue = "") String days,
            @RequestParam(defaultValue = "") String note,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            terms.set(
                    caller,
                    new Terms.Wanted(
                            partner.isBlank() ? null : uuid(partner),
                            product,
                            step,
                            decimal(allowancePercent),
                            whole(days),
                            note));
            return new ModelAndView("redirect:/subcontracting/terms");
        } catch (ProblemException refused) {
            Object[] arguments = refused.arguments();
            String field = arguments.length == 1 && arguments[0] instanceof String name ? name : "partner";
            String key = "subcontracting.wrong." + field;
            Texts texts = Texts.of(locale);
            return terms(
                    new TermForm(partner, product, step, allowancePercent, days, note, List.of(), List.of()),
                    field,
                    refused.problem() == SubcontractingProblem.INVALID && texts.has(key)
                            ? texts.get(key)
                            : refused.text(texts),
                    "",
                    caller,
                    locale,
                    request,
                    response);
        }
    }

    @PostMapping("/subcontracting/terms/{id}/remove")
    @Requires(Permission.SUBCONTRACTING_EDIT)
    String remove(@PathVariable UUID id, Caller caller) {
        terms.remove(caller, id);
        return "redirect:/subcontracting/terms";
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(e, SubcontractingProblem.INVALID, "partner");
        }
    }

    private static @Nullable BigDecimal decimal(String text) {
        try {
            String digits = text.strip().replace("%", "").strip();
            return digits.isEmpty() || digits.length() > 12 ? null : new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw new ProblemException(e, SubcontractingProblem.INVALID, "allowancePercent");
        }
    }

    private static @Nullable Integer whole(String text) {
        try {
            return text.isBlank() ? null : Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new ProblemException(e, SubcontractingProblem.INVALID, "days");
        }
    }

    private LocalDate day(String text) {
        try {
            return text.isBlank() ? subcontracts.usualStart() : LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            return subcontracts.usualStart();
        }
    }
}
