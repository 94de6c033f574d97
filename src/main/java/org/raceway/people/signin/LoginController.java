package org.raceway.people.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Open;
import org.raceway.people.signin.Passwords.Answer;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page through which people come in. */
@Controller
@Open
class LoginController {
    private final Passwords passwords;
    private final SignIn signIn;
    private final Providers providers;
    private final PendingLogins pending;

    LoginController(Passwords passwords, SignIn signIn, Providers providers, PendingLogins pending) {
        this.passwords = passwords;
        this.signIn = signIn;
        this.providers = providers;
        this.pending = pending;
    }

    @GetMapping("/login")
    String login(
            @RequestParam(required = false) @Nullable String left,
            @RequestParam(required = false) @Nullable String stale,
            @RequestParam(required = false) @Nullable String changed,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        Texts texts = Texts.of(locale);
        if (left != null) {
            return page(request, model, "", texts.get("login.left"), Tone.GOOD);
        }
        if (changed != null) {
            return page(request, model, "", texts.get("login.changed"), Tone.GOOD);
        }
        return page(request, model, "", stale == null ? null : texts.get("login.stale"), Tone.WATCH);
    }

    @PostMapping("/login")
    String signIn(
            @RequestParam String username,
            @RequestParam String password,
            @RequestParam(defaultValue = "false") boolean remember,
            Locale locale,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        String name = username.strip();
        return switch (passwords.check(name, password, Origin.of(request), Way.PASSWORD)) {
            case Answer.Right right ->
                "redirect:" + signIn.firstFactorShown(right.principal(), Way.PASSWORD, remember, request, response);
            case Answer.Wrong wrong -> {
                response.setStatus(HttpStatus.UNAUTHORIZED.value());
                yield page(request, model, name, texts.get("login.failed"), Tone.BAD);
            }
            case Answer.Paused paused -> {
                response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                yield page(
                        request,
                        model,
                        name,
                        texts.get("login.paused", Times.minute(paused.until().plusSeconds(59))),
                        Tone.BAD);
            }
            case Answer.AddressPaused paused -> {
                response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                yield page(request, model, name, texts.get("login.addressPaused"), Tone.BAD);
            }
        };
    }

    private String page(HttpServletRequest request, Model model, String name, @Nullable String notice, Tone tone) {
        model.addAttribute("providers", providers.offered());
        model.addAttribute("pending", pending.of(request).orElse(null));
        model.addAttribute("name", name);
        model.addAttribute("notice", notice);
        model.addAttribute("tone", tone);
        return "login";
    }
}
