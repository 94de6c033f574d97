package org.raceway.people.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Open;
import org.raceway.access.SignedIn;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.Principals;
import org.raceway.people.Secrets;
import org.raceway.people.signin.SecondFactors.Answer;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The second factor: asked for at sign-in, set up and taken away by the person. */
@Controller
class SecondFactorPages {
    private static final String NEW_SECRET = SecondFactorPages.class.getName() + ".secret";

    private final SecondFactors secondFactors;
    private final SecondFactorPolicy policy;
    private final SignIn signIn;
    private final Principals principals;
    private final MySecurityChanges changes;

    SecondFactorPages(
            SecondFactors secondFactors,
            SecondFactorPolicy policy,
            SignIn signIn,
            Principals principals,
            MySecurityChanges changes) {
        this.secondFactors = secondFactors;
        this.policy = policy;
        this.signIn = signIn;
        this.principals = principals;
        this.changes = changes;
    }

    @GetMapping("/login/code")
    @Open
    String code(HttpServletRequest request, Model model) {
        model.addAttribute("error", null);
        return signIn.halfway(request).isPresent() ? "loginCode" : "redirect:/login";
    }

    @PostMapping("/login/code")
    @Open
    String enter(
            @RequestParam String code,
            Locale locale,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<SignIn.Halfway> halfway = signIn.halfway(request);
        Optional<AccountPrincipal> principal =
                halfway.flatMap(half -> principals.of(half.account())).filter(AccountPrincipal::isEnabled);
        if (halfway.isEmpty() || principal.isEmpty()) {
            return "redirect:/login?stale";
        }
        Texts texts = Texts.of(locale);
        return switch (secondFactors.check(halfway.get().account(), code)) {
            case Answer.Right right ->
                "redirect:" + signIn.secondFactorShown(halfway.get(), principal.get(), right.way(), request, response);
            case Answer.Wrong wrong -> {
                response.setStatus(HttpStatus.UNAUTHORIZED.value());
                model.addAttribute("error", texts.get("people.problem.wrong-code.detail"));
                yield "loginCode";
            }
            case Answer.Paused paused -> {
                response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                model.addAttribute(
                        "error",
                        texts.get(
                                "people.problem.sign-in-paused.detail",
                                Times.minute(paused.until().plusSeconds(59))));
                yield "loginCode";
            }
        };
    }

    @GetMapping(SecondFactorFilter.SET_UP)
    @SignedIn
    String show(@AuthenticationPrincipal AccountPrincipal principal, HttpServletRequest request, Model model) {
        return page(principal, null, request, model);
    }

    @PostMapping(SecondFactorFilter.SET_UP)
    @SignedIn
    String setUp(
            @AuthenticationPrincipal AccountPrincipal principal,
            @RequestParam String password,
            @RequestParam String code,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        UUID account = principal.caller().accountId();
        HttpSession session = request.getSession();
        if (secondFactors.has(account) || !(session.getAttribute(NEW_SECRET) instanceof byte[] secret)) {
            return "redirect:" + SecondFactorFilter.SET_UP;
        }
        Texts texts = Texts.of(locale);
        try {
            changes.confirm(principal, password, request);
        } catch (ProblemException refused) {
            return page(principal, SecurityPages.words(refused, texts), request, model);
        }
        Optional<List<String>> codes = secondFactors.setUp(account, secret, code);
        if (codes.isEmpty()) {
            return page(principal, texts.get("people.problem.wrong-code.detail"), request, model);
        }
        session.removeAttribute(NEW_SECRET);
        return codes(codes.get(), model);
    }

    @PostMapping(SecondFactorFilter.SET_UP + "/recovery-codes")
    @SignedIn
    String newCodes(
            @AuthenticationPrincipal AccountPrincipal principal,
            @RequestParam String password,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        UUID account = principal.caller().accountId();
        try {
            changes.confirm(principal, password, request);
        } catch (ProblemException refused) {
            return page(principal, SecurityPages.words(refused, Texts.of(locale)), request, model);
        }
        return secondFactors.has(account)
                ? codes(secondFactors.newRecoveryCodes(account), model)
                : "redirect:" + SecondFactorFilter.SET_UP;
    }

    @PostMapping(SecondFactorFilter.SET_UP + "/remove")
    @SignedIn
    String remove(
            @AuthenticationPrincipal AccountPrincipal principal,
            @RequestParam String password,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        UUID account = principal.caller().accountId();
        if (policy.demands(principal)) {
            throw new AccessDeniedException("a second factor is demanded");
        }
        try {
            changes.confirm(principal, password, request);
        } catch (ProblemException refused) {
            return page(principal, SecurityPages.words(refused, Texts.of(locale)), request, model);
        }
        secondFactors.remove(account, account);
        return "redirect:/me/security?done=secondFactorRemoved";
    }

    private String page(AccountPrincipal principal, @Nullable String error, HttpServletRequest request, Model model) {
        UUID account = principal.caller().accountId();
        boolean has = secondFactors.has(account);
        model.addAttribute("has", has);
        model.addAttribute("demanded", policy.demands(principal));
        model.addAttribute("codesLeft", has ? secondFactors.recoveryCodesLeft(account) : 0);
        model.addAttribute("error", error);
        String secret = "";
        QrPicture picture = new QrPicture(0, "");
        if (!has) {
            HttpSession session = request.getSession();
            byte[] bytes = session.getAttribute(NEW_SECRET) instanceof byte[] begun
                    ? begun
                    : Secrets.random(SecondFactors.SECRET_BYTES);
            session.setAttribute(NEW_SECRET, bytes);
            secret = Totp.base32(bytes);
            picture = QrPicture.of("otpauth://totp/Raceway:" + encode(principal.login()) + "?secret=" + secret
                    + "&issuer=Raceway&algorithm=SHA1&digits=" + Totp.DIGITS + "&period=" + Totp.PERIOD_SECONDS);
        }
        model.addAttribute("secret", secret.replaceAll("(.{4})(?!$)", "$1 "));
        model.addAttribute("qrSize", picture.size());
        model.addAttribute("qrPath", picture.path());
        return "secondFactor";
    }

    private static String codes(List<String> codes, Model model) {
        model.addAttribute("codes", codes);
        return "recoveryCodes";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
