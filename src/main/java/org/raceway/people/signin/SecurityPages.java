package org.raceway.people.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.SignedIn;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.signin.MySecurityChanges.PasswordRefused;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A person's own page on how they sign in. */
@Controller
@SignedIn
class SecurityPages {
    private static final String PAGE = "redirect:/me/security";

    private final SecurityOverview overview;
    private final MySecurityChanges changes;

    SecurityPages(SecurityOverview overview, MySecurityChanges changes) {
        this.overview = overview;
        this.changes = changes;
    }

    @GetMapping("/me/security")
    String security(
            @AuthenticationPrincipal AccountPrincipal principal,
            @RequestParam(required = false) @Nullable String done,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        Texts texts = Texts.of(locale);
        model.addAttribute("security", overview.of(principal, request));
        model.addAttribute(
                "done", done != null && texts.has("signin.done." + done) ? texts.get("signin.done." + done) : null);
        return "security";
    }

    @GetMapping("/me/security/password")
    String password(Model model) {
        model.addAttribute("field", "");
        model.addAttribute("error", null);
        return "securityPassword";
    }

    @PostMapping("/me/security/password")
    String changePassword(
            @AuthenticationPrincipal AccountPrincipal principal,
            @RequestParam String present,
            @RequestParam String next,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        Texts texts = Texts.of(locale);
        try {
            changes.changePassword(principal, present, next, request);
            return PAGE + "?done=password";
        } catch (PasswordRefused refused) {
            model.addAttribute("field", "next");
            model.addAttribute(
                    "error", texts.get("signin.password." + refused.refusal().name()));
        } catch (ProblemException refused) {
            model.addAttribute("field", "present");
            model.addAttribute("error", words(refused, texts));
        }
        return "securityPassword";
    }

    @PostMapping("/me/security/sessions/end")
    String endOthers(@AuthenticationPrincipal AccountPrincipal principal, HttpServletRequest request) {
        changes.endOthers(principal, request);
        return PAGE + "?done=sessions";
    }

    @PostMapping("/me/security/sessions/{session}/end")
    String endSession(@AuthenticationPrincipal AccountPrincipal principal, @PathVariable UUID session) {
        changes.endSession(principal, session);
        return PAGE + "?done=session";
    }

    @PostMapping("/me/security/phones/{phone}/forget")
    String forgetPhone(@AuthenticationPrincipal AccountPrincipal principal, @PathVariable UUID phone) {
        changes.forgetPhone(principal, phone);
        return PAGE + "?done=phone";
    }

    @PostMapping("/me/security/passkeys/{passkey}/remove")
    String removePasskey(@AuthenticationPrincipal AccountPrincipal principal, @PathVariable String passkey) {
        changes.removePasskey(principal, passkey);
        return PAGE + "?done=passkeyRemoved";
    }

    static String words(ProblemException refused, Texts texts) {
        return texts.get("people.problem." + refused.problem().code() + ".detail", refused.arguments());
    }
}
