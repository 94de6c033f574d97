package org.raceway.enterprises;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.SignedIn;
import org.raceway.platform.Filter;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** An enterprise's page, and what it enters about itself. */
@Controller
@SignedIn
class PortraitController {
    private final EnterpriseViews views;
    private final Capabilities capabilities;
    private final Applications applications;

    PortraitController(EnterpriseViews views, Capabilities capabilities, Applications applications) {
        this.views = views;
        this.capabilities = capabilities;
        this.applications = applications;
    }

    @GetMapping("/enterprises/{id}")
    String one(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String contacts,
            Caller caller,
            Locale locale,
            Model model) {
        return show(views.view(id, caller, contacts.equals("full"), Texts.of(locale)), locale, model);
    }

    @GetMapping("/my-enterprise")
    @Requires(Permission.ENTERPRISE_EDIT)
    String mine(@RequestParam(required = false) @Nullable String changed, Caller caller, Locale locale, Model model) {
        model.addAttribute("changed", changed != null);
        return show(views.view(caller.requireEnterprise(), caller, false, Texts.of(locale)), locale, model);
    }

    /** An enterprise's page for machines. */
    @GetMapping("/api/v1/enterprises/{id}/profile")
    @ResponseBody
    EnterpriseView profile(
            @PathVariable UUID id, @RequestParam(defaultValue = "") String contacts, Caller caller, Locale locale) {
        return views.view(id, caller, contacts.equals("full"), Texts.of(locale));
    }

    /** Enters a process, equipment or capacity of one's own enterprise. */
    @PostMapping("/api/v1/enterprises/mine/capabilities")
    @Requires(Permission.ENTERPRISE_EDIT)
    @ResponseBody
    Map<String, Object> enter(@RequestBody Capabilities.Entry entry, Caller caller, Locale locale) {
        UUID enterprise = caller.requireEnterprise();
        Map<String, String> errors = capabilities.errors(enterprise, entry, Texts.of(locale));
        if (!errors.isEmpty()) {
            String first = errors.keySet().iterator().next();
            throw new ProblemException(EnterpriseProblem.INVALID_ENTERPRISE, first + " " + errors.get(first));
        }
        return Map.of("id", capabilities.add(enterprise, entry, Actor.of(caller)));
    }

    /** Opens the form with the facts as they stand. */
    @PostMapping("/my-enterprise/change/{step}")
    @Requires(Permission.ENTERPRISE_EDIT)
    String change(@PathVariable String step, Caller caller) {
        FormStep at = FormStep.at(step).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return "redirect:/registration/"
                + applications.change(caller, Actor.of(caller)).id() + "/" + at.path();
    }

    @PostMapping("/my-enterprise/capabilities")
    @Requires(Permission.ENTERPRISE_EDIT)
    String addCapability(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String remark,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        UUID enterprise = caller.requireEnterprise();
        Texts texts = Texts.of(locale);
        Capabilities.Entry entry = new Capabilities.Entry(kind, name, amount, unit, remark);
        Map<String, String> errors = capabilities.errors(enterprise, entry, texts);
        if (errors.isEmpty()) {
            capabilities.add(enterprise, entry, Actor.of(caller));
            return "redirect:/my-enterprise#capabilities";
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("errors", errors);
        model.addAttribute(
                "written",
                Map.of(
                        "kind", entry.kind(),
                        "name", entry.name(),
                        "amount", entry.amount(),
                        "unit", entry.unit(),
                        "remark", entry.remark()));
        return show(views.view(enterprise, caller, false, texts), locale, model);
    }

    @PostMapping("/my-enterprise/capabilities/{id}/remove")
    @Requires(Permission.ENTERPRISE_EDIT)
    String removeCapability(@PathVariable UUID id, Caller caller) {
        capabilities.remove(caller.requireEnterprise(), id);
        return "redirect:/my-enterprise#capabilities";
    }

    static String show(EnterpriseView view, Locale locale, Model model) {
        Texts texts = Texts.of(locale);
        model.addAttribute("enterprise", view);
        model.addAttribute(
                "capabilityKinds",
                Arrays.stream(CapabilityKind.values())
                        .map(kind -> new Filter.Choice(kind.name(), texts.get("enterprises.capability." + kind.name())))
                        .toList());
        return "enterprise/portrait";
    }
}
