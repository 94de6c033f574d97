package org.raceway.enterprises;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The way out of the cluster: what becomes of everything, the archive, the request. */
@Controller
@Requires(Permission.ENTERPRISE_EXIT)
class ExitController {
    private final Exits exits;

    ExitController(Exits exits) {
        this.exits = exits;
    }

    @GetMapping("/my-enterprise/exit")
    String page(Caller caller, Locale locale, Model model) {
        return show(caller, Texts.of(locale), model, "");
    }

    @PostMapping("/my-enterprise/exit")
    String request(
            @RequestParam(defaultValue = "") String reason,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        try {
            exits.request(caller, Actor.of(caller), reason);
            return "redirect:/my-enterprise/exit";
        } catch (ProblemException refused) {
            if (!(refused.problem() instanceof EnterpriseProblem)) {
                throw refused;
            }
            Texts texts = Texts.of(locale);
            response.setStatus(refused.problem().status());
            return show(caller, texts, model, refused.text(texts));
        }
    }

    @PostMapping("/my-enterprise/exit/withdraw")
    String withdraw(Caller caller) {
        exits.withdraw(caller, Actor.of(caller));
        return "redirect:/my-enterprise/exit";
    }

    @GetMapping({"/my-enterprise/exit/export.zip", "/api/v1/enterprises/mine/export.zip"})
    @ResponseBody
    void export(Caller caller, Locale locale, HttpServletResponse response) throws IOException {
        UUID enterprise = caller.requireEnterprise();
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", "attachment; filename=\"enterprise-" + enterprise + ".zip\"");
        response.setHeader("Cache-Control", "no-store");
        exits.export(caller, Actor.of(caller), response.getOutputStream(), Texts.of(locale));
    }

    /** Asks to leave. */
    @PostMapping("/api/v1/enterprises/mine/exit")
    @ResponseBody
    Exits.Exit requested(@RequestBody Request request, Caller caller) {
        String reason = request.reason();
        return exits.request(caller, Actor.of(caller), reason == null ? "" : reason);
    }

    /** Stays after all. */
    @DeleteMapping("/api/v1/enterprises/mine/exit")
    @ResponseBody
    ResponseEntity<Void> withdrawn(Caller caller) {
        exits.withdraw(caller, Actor.of(caller));
        return ResponseEntity.noContent().build();
    }

    /** Why. */
    record Request(@Nullable String reason) {}

    private String show(Caller caller, Texts texts, Model model, String error) {
        UUID enterprise = caller.requireEnterprise();
        Optional<Exits.Exit> open = exits.latest(enterprise).filter(Exits.Exit::isOpen);
        model.addAttribute(
                "exit",
                new ExitView(
                        open.isPresent(),
                        open.map(exit -> Times.minute(exit.dueAt())).orElse(""),
                        open.flatMap(exit -> Optional.ofNullable(exit.exportedAt()))
                                .map(Times::minute)
                                .orElse(""),
                        exits.rules().stream()
                                .map(rule -> new ExitView.Row(
                                        texts.get(rule.key()), Exits.treatment(rule, texts), rule.keptYears() != null))
                                .toList()));
        model.addAttribute("error", error);
        return "enterprise/exit";
    }
}
