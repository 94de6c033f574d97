package org.raceway.enterprises;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.uploads.UploadProblem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The applicant's side: the form in its steps, and what becomes of it. A change of facts goes the same way. */
@Controller
@Requires({Permission.ENTERPRISES_REGISTER, Permission.ENTERPRISE_EDIT})
@RequestMapping("/registration")
class RegistrationController {
    private final Applications applications;
    private final ApplicationViews views;
    private final EnterpriseFiles files;

    RegistrationController(Applications applications, ApplicationViews views, EnterpriseFiles files) {
        this.applications = applications;
        this.views = views;
        this.files = files;
    }

    @GetMapping
    @Requires(Permission.ENTERPRISES_REGISTER)
    String mine(Caller caller, Locale locale, Model model) {
        Texts texts = Texts.of(locale);
        model.addAttribute(
                "applications",
                applications.mine(caller).stream()
                        .map(application -> views.line(application, texts))
                        .toList());
        return "enterprise/registration";
    }

    @PostMapping
    @Requires(Permission.ENTERPRISES_REGISTER)
    String start(Caller caller) {
        Application application = applications.start(caller, Actor.of(caller), EnterpriseForm.EMPTY);
        return "redirect:/registration/" + application.id() + "/" + FormStep.IDENTITY.path();
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Caller caller, Locale locale, Model model) {
        views.add(model, applications.get(id, caller), caller, false, Texts.of(locale));
        return "enterprise/application";
    }

    @GetMapping("/{id}/{step}")
    String form(@PathVariable UUID id, @PathVariable String step, Caller caller, Locale locale, Model model) {
        Application application = applications.get(id, caller);
        FormStep at = FormStep.at(step).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (!application.state().phase().editable() || !Applications.isApplicant(caller, application)) {
            return "redirect:/registration/" + id;
        }
        Texts texts = Texts.of(locale);
        List<FormError> errors = at == FormStep.CONFIRM ? applications.errors(application, texts) : List.of();
        return show(application, at, FormFields.words(errors, texts), Map.of(), model, texts);
    }

    /** Keeps what was written, and goes on where nothing is wrong with it. */
    @PostMapping("/{id}/{step}")
    String save(
            @PathVariable UUID id,
            @PathVariable String step,
            @RequestParam(defaultValue = "next") String then,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        FormStep at = FormStep.at(step).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Application before = applications.get(id, caller);
        Application saved = applications.save(id, caller, FormFields.read(before.form(), at, request));
        if (then.equals("later")) {
            return saved.purpose() == Application.Purpose.CHANGE
                    ? "redirect:/my-enterprise"
                    : "redirect:/registration/" + id;
        }
        List<FormError> errors = applications.errors(saved, at, texts);
        if (!errors.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(saved, at, FormFields.words(errors, texts), Map.of(), model, texts);
        }
        FormStep next = then.equals("confirm") ? FormStep.CONFIRM : at.next();
        return "redirect:/registration/" + id + "/" + next.path() + "?done=" + at.path();
    }

    /** Adds a licence. The file is kept even when something else is wrong, so that nobody must choose it twice. */
    @PostMapping("/{id}/licence")
    String addLicence(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(required = false) @Nullable UUID kept,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        Application application = applications.get(id, caller);
        Map<String, String> words = new LinkedHashMap<>();
        UUID scan = kept;
        if (file != null && !file.isEmpty()) {
            try {
                scan = files.keep(caller, application.enterprise(), file).id();
            } catch (ProblemException refused) {
                if (!(refused.problem() instanceof UploadProblem)) {
                    throw refused;
                }
                words.put("file", refused.text(texts));
            }
        }
        EnterpriseForm.Licence licence = FormFields.licence(request, scan);
        List<FormError> errors = FormCheck.licence(licence, "", applications.today());
        FormFields.words(errors, texts).forEach(words::putIfAbsent);
        List<EnterpriseForm.Licence> all = new ArrayList<>(application.form().licences());
        if (words.isEmpty()
                && all.stream()
                        .anyMatch(one -> one.kind().equals(licence.kind())
                                && one.number().equals(licence.number()))) {
            words.put("number", texts.get("enterprises.wrong.licence-twice"));
        }
        if (!words.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            Map<String, String> written = new LinkedHashMap<>();
            written.put("kind", licence.kind());
            written.put("number", licence.number());
            written.put("issuer", licence.issuer());
            written.put("expires", licence.expires());
            if (scan != null) {
                EnterpriseFiles.FileFacts facts = files.facts(List.of(scan)).get(scan);
                written.put("kept", scan.toString());
                written.put("keptName", facts == null ? "" : facts.name());
            }
            return show(application, FormStep.LICENCES, words, written, model, texts);
        }
        all.add(licence);
        applications.save(id, caller, application.form().withLicences(all));
        return "redirect:/registration/" + id + "/licences";
    }

    @PostMapping("/{id}/licence/{place}/remove")
    String removeLicence(@PathVariable UUID id, @PathVariable int place, Caller caller) {
        Application application = applications.get(id, caller);
        List<EnterpriseForm.Licence> all = new ArrayList<>(application.form().licences());
        if (place >= 0 && place < all.size()) {
            all.remove(place);
            applications.save(id, caller, application.form().withLicences(all));
        }
        return "redirect:/registration/" + id + "/licences";
    }

    @PostMapping("/{id}/submit")
    String submit(@PathVariable UUID id, Caller caller, Locale locale, Model model, HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        try {
            Application submitted = applications.submit(id, caller, Actor.of(caller), texts);
            return submitted.state().phase() == ApplicationPhase.IN_REVIEW
                    ? "redirect:/registration/" + id
                    : "redirect:/my-enterprise?changed";
        } catch (FormRefusedException refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(
                    applications.get(id, caller),
                    FormStep.CONFIRM,
                    FormFields.words(refused.errors(), texts),
                    Map.of(),
                    model,
                    texts);
        } catch (ProblemException refused) {
            if (refused.problem() != EnterpriseProblem.DUPLICATE) {
                throw refused;
            }
            response.setStatus(refused.problem().status());
            return show(
                    applications.get(id, caller),
                    FormStep.CONFIRM,
                    Map.of("uscc", refused.text(texts)),
                    Map.of(),
                    model,
                    texts);
        }
    }

    @PostMapping("/{id}/withdraw")
    String withdraw(@PathVariable UUID id, @RequestParam int version, Caller caller, Locale locale) {
        applications.withdraw(id, version, caller, Actor.of(caller), Texts.of(locale));
        return "redirect:/registration/" + id;
    }

    @PostMapping("/{id}/urge")
    String urge(@PathVariable UUID id, Caller caller, Locale locale) {
        applications.urge(id, caller, Actor.of(caller), Texts.of(locale));
        return "redirect:/registration/" + id + "?urged";
    }

    @PostMapping("/{id}/discard")
    String discard(@PathVariable UUID id, Caller caller) {
        boolean change = applications.get(id, caller).purpose() == Application.Purpose.CHANGE;
        applications.discard(id, caller);
        return change ? "redirect:/my-enterprise" : "redirect:/registration";
    }

    private String show(
            Application application,
            FormStep step,
            Map<String, String> errors,
            Map<String, String> written,
            Model model,
            Texts texts) {
        views.addForm(model, application, step, errors, written, texts);
        return "enterprise/form";
    }
}
