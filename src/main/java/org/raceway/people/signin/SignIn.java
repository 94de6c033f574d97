package org.raceway.people.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.Principals;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Service;

/** What happens once it is clear who somebody is, however they showed it: they get a session of their own. */
@Service
class SignIn {
    private static final String HALFWAY = SignIn.class.getName() + ".halfway";
    private static final Duration HALFWAY_LIFETIME = Duration.ofMinutes(5);

    private final Principals principals;
    private final SecondFactors secondFactors;
    private final KnownDevices devices;
    private final RememberedDevices remembered;
    private final LiveSessions sessions;
    private final PendingLogins pending;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final HttpSessionCsrfTokenRepository csrfTokens = new HttpSessionCsrfTokenRepository();
    private final HttpSessionRequestCache requests = new HttpSessionRequestCache();

    SignIn(
            Principals principals,
            SecondFactors secondFactors,
            KnownDevices devices,
            RememberedDevices remembered,
            LiveSessions sessions,
            PendingLogins pending,
            ApplicationEventPublisher events,
            Clock clock) {
        this.principals = principals;
        this.secondFactors = secondFactors;
        this.devices = devices;
        this.remembered = remembered;
        this.sessions = sessions;
        this.pending = pending;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Somebody who has shown the first factor and still owes the second.
     *
     * @param provider absent unless it was shown to one
     */
    record Halfway(UUID account, Way way, @Nullable String provider, boolean remember, Instant since)
            implements Serializable {}

    /**
     * Goes on after the first factor.
     *
     * @return where to send the browser
     */
    String firstFactorShown(
            AccountPrincipal principal,
            Way way,
            boolean remember,
            HttpServletRequest request,
            HttpServletResponse response) {
        return firstFactorShown(principal, way, null, remember, request, response);
    }

    /**
     * Goes on after a provider has said who it is.
     *
     * @param both whether it has seen a second factor, too
     * @return where to send the browser
     */
    String byProvider(
            AccountPrincipal principal,
            String provider,
            boolean both,
            HttpServletRequest request,
            HttpServletResponse response) {
        return both
                ? complete(principal, Way.PROVIDER, provider, false, request, response)
                : firstFactorShown(principal, Way.PROVIDER, provider, false, request, response);
    }

    private String firstFactorShown(
            AccountPrincipal principal,
            Way way,
            @Nullable String provider,
            boolean remember,
            HttpServletRequest request,
            HttpServletResponse response) {
        UUID account = principal.caller().accountId();
        if (!secondFactors.has(account)) {
            return complete(principal, way, provider, remember, request, response);
        }
        HttpSession session = request.getSession();
        request.changeSessionId();
        session.setAttribute(HALFWAY, new Halfway(account, way, provider, remember, clock.instant()));
        return "/login/code";
    }

    /**
     * Goes on after the second factor.
     *
     * @param way by which it was shown
     * @return where to send the browser
     */
    String secondFactorShown(
            Halfway halfway,
            AccountPrincipal principal,
            Way way,
            HttpServletRequest request,
            HttpServletResponse response) {
        return complete(
                principal,
                halfway.provider() == null ? way : Way.PROVIDER,
                halfway.provider(),
                halfway.remember(),
                request,
                response);
    }

    /** Who owes the second factor in this session; empty for nobody. */
    Optional<Halfway> halfway(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                        && session.getAttribute(HALFWAY) instanceof Halfway halfway
                        && clock.instant().isBefore(halfway.since().plus(HALFWAY_LIFETIME))
                ? Optional.of(halfway)
                : Optional.empty();
    }

    /**
     * Lets the person in.
     *
     * @return where to send the browser
     */
    String complete(
            AccountPrincipal principal,
            Way way,
            boolean remember,
            HttpServletRequest request,
            HttpServletResponse response) {
        return complete(principal, way, null, remember, request, response);
    }

    private String complete(
            AccountPrincipal principal,
            Way way,
            @Nullable String provider,
            boolean remember,
            HttpServletRequest request,
            HttpServletResponse response) {
        SavedRequest wanted = requests.getRequest(request, response);
        Optional<ProviderLogin> waiting = pending.login(request);
        open(principal, way, provider, request, response);
        if (remember) {
            remembered.remember(principal.caller().accountId(), Origin.of(request), request, response);
        }
        if (waiting.isPresent()) {
            PendingLogins.hold(waiting.get(), request);
            return PendingLogins.CONFIRM;
        }
        return wanted == null ? "/" : wanted.getRedirectUrl();
    }

    /** Opens a session. */
    void open(AccountPrincipal principal, Way way, HttpServletRequest request, HttpServletResponse response) {
        open(principal, way, null, request, response);
    }

    private void open(
            AccountPrincipal principal,
            Way way,
            @Nullable String provider,
            HttpServletRequest request,
            HttpServletResponse response) {
        UUID account = principal.caller().accountId();
        HttpSession old = request.getSession(false);
        if (old != null && LiveSessions.of(old).isPresent()) {
            old.invalidate(); // somebody else's, or one's own from before: nothing of it goes over
        }
        HttpSession session = request.getSession();
        request.changeSessionId();
        session.removeAttribute(HALFWAY);
        csrfTokens.saveToken(null, request, response);
        UsernamePasswordAuthenticationToken authentication =
                UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        Origin origin = Origin.of(request);
        sessions.open(session, account, way, origin);
        boolean newDevice = devices.note(account, origin, request, response);
        principals.signedIn(principal);
        events.publishEvent(
                new SignInEvent.SignedIn(account, principal.caller().enterprise(), way, provider, origin, newDevice));
    }

    /** The list entry of this session; empty for who is not signed in with one. */
    static Optional<UUID> sessionOf(HttpServletRequest request) {
        return LiveSessions.of(request.getSession(false)).map(LiveSessions.Live::id);
    }

    /** A safe path of this installation, or the start page. */
    static String path(@Nullable String asked) {
        return asked != null && asked.startsWith("/") && !asked.startsWith("//") && !asked.contains("\\") ? asked : "/";
    }
}
