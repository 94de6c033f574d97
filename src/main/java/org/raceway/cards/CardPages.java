package org.raceway.cards;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.Page;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Lots and their cards at the desk: the list, a new one, one with its prints and entries. */
@Controller
@Requires(Permission.CARDS_READ)
class CardPages {
    private final StoredCards cards;
    private final CardTable table;
    private final Tables tables;
    private final Enterprises enterprises;

    CardPages(StoredCards cards, CardTable table, Tables tables, Enterprises enterprises) {
        this.cards = cards;
        this.table = table;
        this.tables = tables;
        this.enterprises = enterprises;
    }

    @GetMapping("/cards")
    @Nullable
    ModelAndView list(HttpServletRequest request, HttpServletResponse response) {
        return tables.show("cards/cards", CardTable.DEFINITION, table, request, response);
    }

    @Requires(Permission.CARDS_ISSUE)
    @GetMapping("/cards/new")
    String blank(@RequestParam(defaultValue = "") String input, Caller caller, Model model) {
        CardForm form = new CardForm(
                null, null, null, null, null, null, null, input.isEmpty() ? null : List.of(input), null, null);
        return form(form, "", "", caller, model);
    }

    @Requires(Permission.CARDS_ISSUE)
    @PostMapping("/cards/new")
    String issue(
            @ModelAttribute CardForm form, Caller caller, Locale locale, Model model, HttpServletResponse response) {
        try {
            return "redirect:/cards/" + cards.issue(caller, form.order()).id() + "?issued";
        } catch (ProblemException refused) {
            if (!(refused.problem() instanceof CardProblem problem)) {
                throw refused;
            }
            response.setStatus(problem.status());
            return form(form, field(problem, form), refused.text(Texts.of(locale)), caller, model);
        }
    }

    private static String field(CardProblem problem, CardForm form) {
        return switch (problem) {
            case PRODUCT_NAME -> "name";
            case PRODUCT_NUMBER, PRODUCT_FOREIGN -> "gtin";
            case NO_STEP -> "route-" + Step.FORGING;
            case CODE, CODE_AMBIGUOUS, OWN_INPUT, TOO_MANY_INPUTS -> "input-0";
            case QUANTITY -> {
                for (int i = 0; i < CardForm.INPUTS; i++) {
                    CardForm.Line line = form.lines().get(i);
                    if (!line.code().isBlank() && !isQuantity(line.quantity(), line.unit())) {
                        yield "input-quantity-" + i;
                    }
                }
                yield "quantity";
            }
            case LOT_NUMBER, LOT_TAKEN -> "lot";
            default -> "product";
        };
    }

    private static boolean isQuantity(String text, Unit unit) {
        try {
            Quantities.read(text, unit);
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    private String form(CardForm form, String errorField, String error, Caller caller, Model model) {
        model.addAttribute(
                "view",
                new NewCardView(
                        cards.products(caller),
                        form.product(),
                        form.name(),
                        form.gtin(),
                        form.unit(),
                        form.route(),
                        form.quantity(),
                        form.lot(),
                        form.lines(),
                        enterprises
                                .byId(caller.requireEnterprise())
                                .map(Enterprise::gs1Prefix)
                                .orElse(""),
                        errorField,
                        error));
        return "cards/new";
    }

    @GetMapping("/cards/{id:[0-9a-f-]{36}}")
    String one(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String issued,
            Caller caller,
            Locale locale,
            Model model) {
        Texts texts = Texts.of(locale);
        Card card = cards.get(caller, id);
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact(texts.get("cards.state"), List.of(CardTable.state(card, texts))),
                new Fact(
                        texts.get("cards.product"),
                        List.of(Cell.of(card.product().name()))),
                new Fact(
                        texts.get(card.product().issued() ? "cards.internalNumber" : "cards.gtin"),
                        List.of(Cell.of(card.product().gtin()))),
                new Fact(
                        texts.get("cards.planned"),
                        List.of(Cell.of(CardTable.amount(card.quantity(), card.unit(), texts)))),
                new Fact(
                        texts.get("cards.route"),
                        List.of(Cell.of(String.join(
                                " → ",
                                card.route().stream()
                                        .map(step -> texts.get(step.textKey()))
                                        .toList())))),
                new Fact(texts.get("cards.begun"), List.of(Cell.of(Times.minute(card.createdAt()))))));
        if (!card.inputs().isEmpty()) {
            facts.add(new Fact(
                    texts.get("cards.inputs"),
                    card.inputs().stream()
                            .map(input -> Cell.link(
                                    CodeText.shown(input.thing()) + " × "
                                            + CardTable.amount(input.quantity(), input.unit(), texts),
                                    genealogy(input.thing())))
                            .toList()));
        }
        List<CardView.EntryLine> lines = cards.entries(id).stream()
                .map(entry -> new CardView.EntryLine(
                        Times.minute(entry.happenedAt()),
                        texts.get(entry.step().textKey()),
                        CardTable.amount(entry.quantity(), card.unit(), texts),
                        entry.machine(),
                        entry.reason(),
                        entry.photo() == null ? "" : "/api/v1/cards/entries/" + entry.id() + "/photo"))
                .toList();
        model.addAttribute(
                "view",
                new CardView(
                        id.toString(),
                        card.lot(),
                        card.thing(),
                        genealogy(card.thing()),
                        facts,
                        lines,
                        issued != null,
                        caller.may(Permission.CARDS_RECORD)));
        return "cards/card";
    }

    private static String genealogy(String thing) {
        return "/genealogy?id=" + Page.encode(thing);
    }
}
