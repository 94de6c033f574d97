package org.raceway.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Open;
import org.raceway.people.signin.PendingLogins;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The form by which people open an account for themselves. */
@Controller
@Open
class SignUpController {
    private final SignUps signUps;
    private final PendingLogins pending;

    SignUpController(SignUps signUps, PendingLogins pending) {
        this.signUps = signUps;
        this.pending = pending;
    }

    @GetMapping("/signup")
    String form(HttpServletRequest request, Locale locale, Model model) {
        Optional<PendingLogin> login = pending.of(request);
        SignUps.Form form = login.map(known -> new SignUps.Form(known.personName(), "", known.email(), "", false, "zh"))
                .orElse(SignUps.Form.EMPTY);
        return form(form, login, Texts.of(locale), null, model);
    }

    @PostMapping("/signup")
    String signUp(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "false") boolean agrees,
            Locale locale,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        SignUps.Form form = new SignUps.Form(name, phone, email, password, agrees, texts.english() ? "en" : "zh");
        Optional<PendingLogin> login = pending.of(request);
        try {
            SignUps.Opened opened = signUps.open(form, Role.APPLICANT, request.getRemoteAddr(), login);
            boolean linked = pending.linkToNew(opened.account(), request);
            model.addAttribute("login", opened.login());
            model.addAttribute("mail", opened.mail().name());
            model.addAttribute("linked", linked ? login.orElseThrow().provider() : null);
            return "people/signedUp";
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return form(form, login, texts, refused, model);
        }
    }

    @GetMapping("/signup/confirm/{token}")
    String confirmPage(@PathVariable String token, Model model) {
        model.addAttribute("token", token);
        model.addAttribute("state", "asked");
        return "people/confirm";
    }

    /** A click, not a mere look: programs that check links in mail would use the link up. */
    @PostMapping("/signup/confirm/{token}")
    String confirm(@PathVariable String token, Model model) {
        model.addAttribute("token", token);
        model.addAttribute("state", signUps.confirm(token) ? "confirmed" : "void");
        return "people/confirm";
    }

    /** What the person agrees to. */
    @GetMapping("/signup/privacy")
    String privacy(Model model) {
        model.addAttribute("notice", SignUps.PRIVACY_NOTICE);
        return "people/privacy";
    }

    static String field(ProblemException refused) {
        return refused instanceof BadField bad
                ? bad.field()
                : switch (refused.problem().code()) {
                    case "login-taken" -> "phone";
                    case "no-consent" -> "agrees";
                    default -> "password";
                };
    }

    private static String form(
            SignUps.Form form,
            Optional<PendingLogin> login,
            Texts texts,
            @Nullable ProblemException refused,
            Model model) {
        model.addAttribute("pending", login.orElse(null));
        model.addAttribute("name", form.name());
        model.addAttribute("phone", form.phone());
        model.addAttribute("email", form.email());
        model.addAttribute("notice", SignUps.PRIVACY_NOTICE);
        model.addAttribute("errorField", refused == null ? "" : field(refused));
        model.addAttribute("error", refused == null ? "" : refused.text(texts));
        return "people/signup";
    }
}
