package org.raceway.enterprises;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The reviewers' side: the queue, and an application with all its facts. */
@Controller
@Requires(Permission.ENTERPRISES_REVIEW)
@RequestMapping("/applications")
class ReviewController {
    private final Applications applications;
    private final ApplicationViews views;
    private final ApplicationTable table;
    private final Tables tables;
    private final AuditTrail audit;

    ReviewController(
            Applications applications,
            ApplicationViews views,
            ApplicationTable table,
            Tables tables,
            AuditTrail audit) {
        this.applications = applications;
        this.views = views;
        this.table = table;
        this.tables = tables;
        this.audit = audit;
    }

    @GetMapping
    @Nullable
    ModelAndView queue(HttpServletRequest request, HttpServletResponse response) {
        return tables.show("enterprise/applications", ApplicationTable.DEFINITION, table, request, response);
    }

    @GetMapping("/{id}")
    String one(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String contacts,
            Caller caller,
            Locale locale,
            Model model) {
        boolean unmasked = contacts.equals("full");
        Application application = applications.get(id, caller);
        if (unmasked) {
            audit.record(AuditEntry.done("enterprises.contacts-read", "application", id)
                    .about(application.enterprise()));
        }
        views.add(model, application, caller, unmasked, Texts.of(locale));
        model.addAttribute("errorField", "");
        model.addAttribute("error", "");
        return "enterprise/review";
    }

    @PostMapping("/{id}/approve")
    String approve(
            @PathVariable UUID id,
            @RequestParam int version,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        return act(
                id,
                caller,
                texts,
                model,
                response,
                "approve",
                () -> applications.approve(id, version, caller, Actor.of(caller), texts));
    }

    @PostMapping("/{id}/reject")
    String reject(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String reason,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        return act(
                id,
                caller,
                texts,
                model,
                response,
                "reason",
                () -> applications.reject(id, version, reason, caller, Actor.of(caller), texts));
    }

    @PostMapping("/{id}/transfer")
    String transfer(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam UUID reviewer,
            @RequestParam(defaultValue = "") String remark,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        return act(
                id,
                caller,
                texts,
                model,
                response,
                "reviewer",
                () -> applications.transfer(id, version, reviewer, remark, caller, Actor.of(caller), texts));
    }

    /** A refusal is shown on the page as it stands now, so that the loser of a race sees what the winner did. */
    private String act(
            UUID id,
            Caller caller,
            Texts texts,
            Model model,
            HttpServletResponse response,
            String field,
            Runnable action) {
        try {
            action.run();
            return "redirect:/applications/" + id;
        } catch (ProblemException refused) {
            if (!(refused.problem() instanceof EnterpriseProblem)
                    || refused.problem() == EnterpriseProblem.NO_SUCH_APPLICATION) {
                throw refused;
            }
            response.setStatus(refused.problem().status());
            return show(id, caller, texts, model, field, refused.text(texts));
        }
    }

    private String show(UUID id, Caller caller, Texts texts, Model model, String errorField, String error) {
        views.add(model, applications.get(id, caller), caller, false, texts);
        model.addAttribute("errorField", errorField);
        model.addAttribute("error", error);
        return "enterprise/review";
    }
}
