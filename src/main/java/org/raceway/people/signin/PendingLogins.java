package org.raceway.people.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.raceway.people.PendingLogin;
import org.raceway.platform.ProblemException;
import org.springframework.stereotype.Component;

/**
 * Logins at providers that nobody here has linked yet: the browser that came back from the provider holds one until its person has said, and
 * shown, which account it belongs to. No e-mail address says so.
 */
@Component
public class PendingLogins {
    /** So long a person may take to sign in or to sign up. */
    static final Duration LIFETIME = Duration.ofMinutes(15);

    /** Where a person is asked. */
    static final String CONFIRM = "/me/security/logins/confirm";

    private static final String PENDING = PendingLogins.class.getName();
    /** By which a person shows that it is them, now: neither a found phone nor a provider's open session. */
    private static final Set<Way> SHOWN = Set.of(Way.PASSWORD, Way.SECOND_FACTOR, Way.RECOVERY_CODE, Way.PASSKEY);

    private final Providers providers;
    private final LinkedLogins linked;
    private final Clock clock;

    PendingLogins(Providers providers, LinkedLogins linked, Clock clock) {
        this.providers = providers;
        this.linked = linked;
        this.clock = clock;
    }

    /** The one of this browser. */
    public Optional<PendingLogin> of(HttpServletRequest request) {
        return login(request)
                .map(login -> new PendingLogin(
                        providers.name(login.provider()),
                        login.label(),
                        Objects.requireNonNullElse(login.name(), ""),
                        Objects.requireNonNullElse(login.email(), ""),
                        login.emailVerified()));
    }

    /**
     * Links the one of this browser, if there is one, to an account that its person has just opened here.
     *
     * @return whether there was one that could be linked
     */
    public boolean linkToNew(UUID account, HttpServletRequest request) {
        Optional<ProviderLogin> login = login(request);
        forget(request);
        try {
            login.ifPresent(pending -> linked.link(account, pending));
            return login.isPresent();
        } catch (ProblemException somebodyElsesByNow) {
            return false;
        }
    }

    /** Holds this one. */
    static void hold(ProviderLogin login, HttpServletRequest request) {
        request.getSession().setAttribute(PENDING, login);
    }

    /** The one of this browser, with all that is known of it. */
    Optional<ProviderLogin> login(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                        && session.getAttribute(PENDING) instanceof ProviderLogin login
                        && clock.instant().isBefore(login.since().plus(LIFETIME))
                ? Optional.of(login)
                : Optional.empty();
    }

    /** Forgets it. */
    static void forget(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(PENDING);
        }
    }

    /** Whether the person has signed in since it waits, by something that they know or have with them. */
    static boolean isShownSince(ProviderLogin login, HttpServletRequest request) {
        return LiveSessions.of(request.getSession(false))
                .filter(live -> SHOWN.contains(live.way()) && !live.since().isBefore(login.since()))
                .isPresent();
    }
}
