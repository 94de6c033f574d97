package org.raceway.enterprises;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Suspension, as forms of an enterprise's page and for machines. */
@Controller
@Requires(Permission.ENTERPRISES_SUSPEND)
class StandingController {
    private final Standings standings;
    private final EnterpriseViews views;

    StandingController(Standings standings, EnterpriseViews views) {
        this.standings = standings;
        this.views = views;
    }

    @PostMapping("/enterprises/{id}/suspend")
    String suspend(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String until,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        try {
            standings.suspend(id, reason, until, Actor.of(caller));
            return "redirect:/enterprises/" + id;
        } catch (ProblemException refused) {
            if (refused.problem() != EnterpriseProblem.REASON_MISSING
                    && refused.problem() != EnterpriseProblem.BAD_DAY) {
                throw refused;
            }
            Texts texts = Texts.of(locale);
            response.setStatus(refused.problem().status());
            model.addAttribute(
                    "errors",
                    Map.of(refused.problem() == EnterpriseProblem.BAD_DAY ? "until" : "reason", refused.text(texts)));
            model.addAttribute("written", Map.of("reason", reason, "until", until));
            return PortraitController.show(views.view(id, caller, false, texts), locale, model);
        }
    }

    @PostMapping("/enterprises/{id}/reinstate")
    String reinstate(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Caller caller) {
        standings.reinstate(id, reason, Actor.of(caller));
        return "redirect:/enterprises/" + id;
    }

    /** Suspends an enterprise. */
    @PostMapping("/api/v1/enterprises/{id}/suspend")
    @ResponseBody
    ResponseEntity<Void> suspended(@PathVariable UUID id, @RequestBody Suspension suspension, Caller caller) {
        standings.suspend(
                id,
                suspension.reason() == null ? "" : suspension.reason(),
                suspension.until() == null ? "" : suspension.until(),
                Actor.of(caller));
        return ResponseEntity.noContent().build();
    }

    /** Lets it in again. */
    @PostMapping("/api/v1/enterprises/{id}/reinstate")
    @ResponseBody
    ResponseEntity<Void> reinstated(@PathVariable UUID id, @RequestBody Suspension suspension, Caller caller) {
        standings.reinstate(id, suspension.reason() == null ? "" : suspension.reason(), Actor.of(caller));
        return ResponseEntity.noContent().build();
    }

    /**
     * Why, and until when.
     *
     * @param until the last day, {@code 2026-12-31}; absent for until further notice
     */
    record Suspension(@Nullable String reason, @Nullable String until) {}
}
