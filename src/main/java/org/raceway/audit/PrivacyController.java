package org.raceway.audit;

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
import org.raceway.access.SignedIn;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The register of personal data, everybody's own data, and the requests for erasure. */
@Controller
class PrivacyController {
    private final Tables tables;
    private final PersonalColumnTable columns;
    private final Erasures erasures;
    private final AuditTable names;
    private final AuditTrail trail;

    PrivacyController(
            Tables tables, PersonalColumnTable columns, Erasures erasures, AuditTable names, AuditTrail trail) {
        this.tables = tables;
        this.columns = columns;
        this.erasures = erasures;
        this.names = names;
        this.trail = trail;
    }

    @GetMapping("/privacy")
    @Requires(Permission.PRIVACY_READ)
    @Nullable
    ModelAndView register(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        ModelAndView page = tables.show("privacy", PersonalColumnTable.DEFINITION, columns, request, response);
        return page == null ? null : page.addObject("erasures", caller.may(Permission.PRIVACY_ERASE));
    }

    /** What is held on the person who is logged in. */
    @GetMapping("/privacy/me")
    @SignedIn
    ModelAndView me(Caller caller, Locale locale) {
        Texts texts = Texts.of(locale);
        ErasureRequest latest = erasures.latest(caller.accountId()).orElse(null);
        return new ModelAndView("privacyMe")
                .addObject("holdings", holdings(caller.accountId(), texts))
                .addObject("waiting", latest != null && latest.status() == ErasureRequest.Status.REQUESTED)
                .addObject("refused", latest == null || latest.reason() == null ? "" : latest.reason());
    }

    @PostMapping("/privacy/me/erasure")
    @SignedIn
    String request(Caller caller) {
        erasures.request(caller.accountId(), caller.accountId());
        return "redirect:/privacy/me";
    }

    @GetMapping("/privacy/erasures")
    @Requires(Permission.PRIVACY_ERASE)
    ModelAndView list(Locale locale) {
        Texts texts = Texts.of(locale);
        List<Fact> facts = erasures.list().stream()
                .map(request -> new Fact(
                        Times.minute(request.requestedAt()),
                        List.of(
                                Cell.link(name(request.account(), texts), "/privacy/erasures/" + request.id()),
                                status(request, texts))))
                .toList();
        return new ModelAndView("privacyErasures").addObject("requests", facts);
    }

    @GetMapping("/privacy/erasures/{id}")
    @Requires(Permission.PRIVACY_ERASE)
    ModelAndView one(@PathVariable UUID id, Locale locale) {
        ErasureRequest request = erasures.require(id);
        trail.record(AuditEntry.done("privacy.preview-erasure", "account", request.account()));
        return page(request, Texts.of(locale), "");
    }

    @PostMapping("/privacy/erasures/{id}/erase")
    @Requires(Permission.PRIVACY_ERASE)
    String erase(@PathVariable UUID id, Caller caller) {
        erasures.erase(id, caller.accountId());
        return "redirect:/privacy/erasures/" + id;
    }

    @PostMapping("/privacy/erasures/{id}/refuse")
    @Requires(Permission.PRIVACY_ERASE)
    ModelAndView refuse(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Caller caller,
            Locale locale,
            HttpServletResponse response) {
        try {
            erasures.refuse(id, caller.accountId(), reason);
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return page(erasures.require(id), Texts.of(locale), refused.text(Texts.of(locale)));
        }
        return new ModelAndView("redirect:/privacy/erasures/" + id);
    }

    private ModelAndView page(ErasureRequest request, Texts texts, String error) {
        boolean waiting = request.status() == ErasureRequest.Status.REQUESTED;
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(texts.get("privacy.person"), List.of(Cell.of(name(request.account(), texts)))));
        facts.add(new Fact(texts.get("privacy.requestedAt"), List.of(Cell.of(Times.minute(request.requestedAt())))));
        facts.add(new Fact(texts.get("privacy.status"), List.of(status(request, texts))));
        if (request.decidedAt() != null) {
            facts.add(new Fact(texts.get("privacy.decidedAt"), List.of(Cell.of(Times.minute(request.decidedAt())))));
        }
        if (request.reason() != null) {
            facts.add(new Fact(texts.get("audit.reason"), List.of(Cell.of(request.reason()))));
        }
        List<Fact> done = request.erased().entrySet().stream()
                .map(erased -> new Fact(
                        erased.getKey(), List.of(Cell.of(texts.get("privacy.erasedCount", erased.getValue())))))
                .toList();
        return new ModelAndView("privacyErasure")
                .addObject("id", request.id().toString())
                .addObject("facts", facts)
                .addObject("done", done)
                .addObject("holdings", holdings(request.account(), texts))
                .addObject("waiting", waiting)
                .addObject("error", error);
    }

    private List<Fact> holdings(UUID account, Texts texts) {
        return erasures.holdings(account).stream()
                .map(holding -> {
                    PersonalColumn column = holding.column();
                    List<Cell> cells = new ArrayList<>();
                    cells.add(Cell.of(column.purpose().in(texts.english())));
                    cells.add(Cell.tag(
                            texts.get("privacy.erasure." + column.erasure().name()),
                            column.erasure() == PersonalColumn.Erasure.ERASED ? Tone.GOOD : Tone.WATCH));
                    PersonalColumn.Words reason = column.reason();
                    if (reason != null) {
                        cells.add(Cell.of(reason.in(texts.english()) + " ("
                                + column.retention().in(texts.english()) + ")"));
                    }
                    return new Fact(texts.get("privacy.holding", column.name(), holding.values()), cells);
                })
                .toList();
    }

    private String name(UUID account, Texts texts) {
        String name = names.names(TrailNames.Kind.ACCOUNT, List.of(account), texts.english())
                .get(account);
        return name == null || name.isBlank() ? account.toString() : Masked.name(name);
    }

    private static Cell status(ErasureRequest request, Texts texts) {
        return Cell.tag(
                texts.get("privacy.status." + request.status().name()),
                switch (request.status()) {
                    case REQUESTED -> Tone.WATCH;
                    case DONE -> Tone.GOOD;
                    case REFUSED -> Tone.UNKNOWN;
                });
    }
}
