package org.raceway.people.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Open;
import org.raceway.people.signin.MySecurityChanges.PasswordRefused;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way back in for who has forgotten the password. */
@Controller
@Open
class PasswordLinkPages {
    private final PasswordLinks links;
    private final AddressLimits addresses;

    PasswordLinkPages(PasswordLinks links, SignInSettings settings, Clock clock) {
        this.links = links;
        this.addresses = new AddressLimits(settings, clock);
    }

    @GetMapping("/login/forgotten")
    String forgotten(Model model) {
        model.addAttribute("sent", false);
        model.addAttribute("mails", links.isMailed());
        return "loginForgotten";
    }

    @PostMapping("/login/forgotten")
    String ask(@RequestParam String login, HttpServletRequest request, Model model) {
        if (!addresses.take(request.getRemoteAddr())) {
            throw new ProblemException(SignInProblem.ADDRESS_PAUSED);
        }
        if (login.length() <= 254 && login.indexOf('\0') < 0) {
            links.mail(login.strip());
        }
        model.addAttribute("sent", links.isMailed());
        model.addAttribute("mails", links.isMailed());
        return "loginForgotten";
    }

    @GetMapping(PasswordLinks.PATH + "{token}")
    String show(@PathVariable String token, HttpServletResponse response, Model model) {
        if (!links.works(token)) {
            throw new ProblemException(SignInProblem.LINK_USED);
        }
        return page(token, null, response, model);
    }

    @PostMapping(PasswordLinks.PATH + "{token}")
    String use(
            @PathVariable String token,
            @RequestParam String next,
            Locale locale,
            HttpServletResponse response,
            Model model) {
        try {
            links.use(token, next);
            return "redirect:/login?changed";
        } catch (PasswordRefused refused) {
            return page(
                    token,
                    Texts.of(locale).get("signin.password." + refused.refusal().name()),
                    response,
                    model);
        }
    }

    private static String page(String token, @Nullable String error, HttpServletResponse response, Model model) {
        // The address is a secret.
        response.setHeader("Referrer-Policy", "no-referrer");
        model.addAttribute("action", PasswordLinks.PATH + token);
        model.addAttribute("error", error);
        return "loginNewPassword";
    }
}
