package org.raceway.people.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Open;
import org.raceway.access.SignedIn;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.PendingLogin;
import org.raceway.people.Principals;
import org.raceway.people.signin.ProviderExchange.Returned;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Coming in by another provider's login, and linking such a login to an account. */
@Controller
class ProviderPages {
    private static final String REDIRECT = "redirect:";
    private static final String SECURITY = "/me/security";

    private final Providers providers;
    private final ProviderExchange exchange;
    private final LinkedLogins linked;
    private final PendingLogins pending;
    private final Principals principals;
    private final SignIn signIn;
    private final MySecurityChanges changes;
    private final AddressLimits addresses;
    private final ApplicationEventPublisher events;

    ProviderPages(
            Providers providers,
            ProviderExchange exchange,
            LinkedLogins linked,
            PendingLogins pending,
            Principals principals,
            SignIn signIn,
            MySecurityChanges changes,
            SignInSettings settings,
            Clock clock,
            ApplicationEventPublisher events) {
        this.providers = providers;
        this.exchange = exchange;
        this.linked = linked;
        this.pending = pending;
        this.principals = principals;
        this.signIn = signIn;
        this.changes = changes;
        this.addresses = new AddressLimits(settings, clock);
        this.events = events;
    }

    @GetMapping("/login/with/{provider}")
    @Open
    @Nullable
    String begin(
            @PathVariable String provider,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model)
            throws java.io.IOException {
        return begin(provider, null, request, response, locale, model);
    }

    @GetMapping(SECURITY + "/logins/new/{provider}")
    @SignedIn
    @Nullable
    String beginLinking(
            @AuthenticationPrincipal AccountPrincipal principal,
            @PathVariable String provider,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model)
            throws java.io.IOException {
        return begin(provider, principal.caller().accountId(), request, response, locale, model);
    }

    /** Where providers send people back to. */
    @GetMapping(Providers.CALLBACK + "{provider}")
    @Open
    String back(
            @AuthenticationPrincipal @Nullable AccountPrincipal principal,
            @PathVariable String provider,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        String address = request.getRemoteAddr();
        UUID asking = principal == null ? null : principal.caller().accountId();
        try {
            if (!addresses.take(address)) {
                throw new ProblemException(SignInProblem.ADDRESS_PAUSED);
            }
            Returned returned = exchange.finish(provider, request);
            addresses.giveBack(address);
            Optional<UUID> owner = linked.owner(returned.login());
            if (returned.account() != null) {
                if (!returned.account().equals(asking)) {
                    throw new ProblemException(SignInProblem.PROVIDER_STALE);
                }
                if (owner.isPresent()) {
                    if (owner.get().equals(asking)) {
                        return REDIRECT + SECURITY + "?done=loginKnown";
                    }
                    throw new ProblemException(SignInProblem.LOGIN_LINKED);
                }
                PendingLogins.hold(returned.login(), request);
                return REDIRECT + PendingLogins.CONFIRM;
            }
            if (owner.isEmpty()) {
                PendingLogins.hold(returned.login(), request);
                return REDIRECT + "/login/unlinked";
            }
            return REDIRECT + enter(owner.get(), returned.login(), request, response);
        } catch (ProblemException refused) {
            return refused(provider, refused, asking != null, response, locale, model);
        }
    }

    @GetMapping("/login/unlinked")
    @Open
    String unlinked(HttpServletRequest request, Model model) {
        Optional<PendingLogin> waiting = pending.of(request);
        if (waiting.isEmpty()) {
            return REDIRECT + "/login?stale";
        }
        model.addAttribute("pending", waiting.get());
        return "loginUnlinked";
    }

    @GetMapping(PendingLogins.CONFIRM)
    @SignedIn
    String confirmPage(@AuthenticationPrincipal AccountPrincipal principal, HttpServletRequest request, Model model) {
        return confirmPage(principal, null, request, model);
    }

    @PostMapping(PendingLogins.CONFIRM)
    @SignedIn
    String confirm(
            @AuthenticationPrincipal AccountPrincipal principal,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<ProviderLogin> login = pending.login(request);
        if (login.isEmpty()) {
            return REDIRECT + SECURITY;
        }
        try {
            if (!PendingLogins.isShownSince(login.get(), request)) {
                changes.confirm(principal, password, request);
            }
            linked.link(principal.caller().accountId(), login.get());
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return confirmPage(principal, SecurityPages.words(refused, Texts.of(locale)), request, model);
        }
        PendingLogins.forget(request);
        return REDIRECT + SECURITY + "?done=loginLinked";
    }

    @PostMapping(SECURITY + "/logins/cancel")
    @SignedIn
    String cancel(HttpServletRequest request) {
        PendingLogins.forget(request);
        return REDIRECT + "/";
    }

    @PostMapping(SECURITY + "/logins/{login}/remove")
    @SignedIn
    String remove(@AuthenticationPrincipal AccountPrincipal principal, @PathVariable UUID login) {
        changes.unlink(principal, login);
        return REDIRECT + SECURITY + "?done=loginUnlinked";
    }

    private @Nullable String begin(
            String provider,
            @Nullable UUID account,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model)
            throws java.io.IOException {
        try {
            response.sendRedirect(exchange.begin(provider, account, request));
            return null;
        } catch (ProblemException refused) {
            return refused(provider, refused, account != null, response, locale, model);
        }
    }

    private String enter(UUID account, ProviderLogin login, HttpServletRequest request, HttpServletResponse response) {
        AccountPrincipal principal = principals
                .of(account)
                .filter(AccountPrincipal::isEnabled)
                .orElseThrow(() -> {
                    events.publishEvent(
                            new SignInEvent.SignInRefused(account, Way.PROVIDER, Origin.of(request), "closed"));
                    return new ProblemException(SignInProblem.ACCOUNT_CLOSED);
                });
        linked.used(login);
        return signIn.byProvider(
                principal,
                login.provider(),
                providers.isSecondFactor(login.provider(), login.methods()),
                request,
                response);
    }

    private String confirmPage(
            AccountPrincipal principal, @Nullable String error, HttpServletRequest request, Model model) {
        Optional<ProviderLogin> login = pending.login(request);
        if (login.isEmpty()) {
            return REDIRECT + SECURITY;
        }
        model.addAttribute("pending", pending.of(request).orElseThrow());
        model.addAttribute("account", principal.login());
        model.addAttribute("shown", PendingLogins.isShownSince(login.get(), request));
        model.addAttribute("error", error);
        return "securityLink";
    }

    private String refused(
            String provider,
            ProblemException refused,
            boolean signedIn,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        if (refused.problem() == SignInProblem.NO_SUCH_WAY) {
            throw refused;
        }
        response.setStatus(refused.problem().status());
        Texts texts = Texts.of(locale);
        model.addAttribute(
                "title", texts.get("people.problem." + refused.problem().code()));
        model.addAttribute("detail", SecurityPages.words(refused, texts));
        model.addAttribute("provider", provider);
        model.addAttribute("providerName", providers.name(provider));
        model.addAttribute("signedIn", signedIn);
        return "loginRefused";
    }
}
