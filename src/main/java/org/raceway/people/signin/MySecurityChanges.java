package org.raceway.people.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.signin.Passwords.Answer;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** What a person changes about how they sign in; the pages and the API ask alike. */
@Service
class MySecurityChanges {
    private final Passwords passwords;
    private final Passkeys passkeys;
    private final LiveSessions sessions;
    private final RememberedDevices remembered;
    private final LinkedLogins linked;
    private final ApplicationEventPublisher events;

    MySecurityChanges(
            Passwords passwords,
            Passkeys passkeys,
            LiveSessions sessions,
            RememberedDevices remembered,
            LinkedLogins linked,
            ApplicationEventPublisher events) {
        this.passwords = passwords;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.remembered = remembered;
        this.linked = linked;
        this.events = events;
    }

    /**
     * Makes sure that it is really this person.
     *
     * @throws ProblemException if the password is wrong
     */
    void confirm(AccountPrincipal principal, String password, HttpServletRequest request) {
        switch (passwords.confirm(principal, password, Origin.of(request))) {
            case Answer.Right right -> {}
            case Answer.Wrong wrong -> throw new ProblemException(SignInProblem.WRONG_PASSWORD);
            case Answer.Paused paused ->
                throw new ProblemException(SignInProblem.SIGN_IN_PAUSED, Times.second(paused.until()));
            case Answer.AddressPaused paused -> throw new ProblemException(SignInProblem.ADDRESS_PAUSED);
        }
    }

    /** Another password, after the present one. */
    void changePassword(AccountPrincipal principal, String present, String next, HttpServletRequest request) {
        UUID account = principal.caller().accountId();
        passwords.refusal(account, next).ifPresent(refusal -> {
            throw new PasswordRefused(refusal);
        });
        confirm(principal, present, request);
        passwords.change(account, next, account, SignIn.sessionOf(request).orElse(null));
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
    }

    /** Ends one of the person's sessions. */
    void endSession(AccountPrincipal principal, UUID session) {
        UUID account = principal.caller().accountId();
        if (sessions.end(account, live -> live.id().equals(session)) == 0) {
            throw new ProblemException(SignInProblem.NO_SUCH_WAY);
        }
        events.publishEvent(new SignInEvent.SessionsEnded(account, 1));
    }

    /** Ends all but the one that asks, and forgets all remembered phones. */
    int endOthers(AccountPrincipal principal, HttpServletRequest request) {
        UUID account = principal.caller().accountId();
        UUID own = SignIn.sessionOf(request).orElse(null);
        remembered.forgetAll(account);
        int ended = sessions.end(account, live -> !live.id().equals(own));
        events.publishEvent(new SignInEvent.SessionsEnded(account, ended));
        return ended;
    }

    /** Takes a passkey away. */
    void removePasskey(AccountPrincipal principal, String passkey) {
        if (!passkeys.remove(principal, passkey)) {
            throw new ProblemException(SignInProblem.NO_SUCH_WAY);
        }
    }

    /** Unlinks a provider's login. */
    void unlink(AccountPrincipal principal, UUID login) {
        if (!linked.unlink(principal.caller().accountId(), login)) {
            throw new ProblemException(SignInProblem.NO_SUCH_WAY);
        }
    }

    /** Forgets a remembered phone. */
    void forgetPhone(AccountPrincipal principal, UUID phone) {
        if (!remembered.forget(principal.caller().accountId(), phone)) {
            throw new ProblemException(SignInProblem.NO_SUCH_WAY);
        }
    }

    /** A new password that may not be chosen. */
    static final class PasswordRefused extends ProblemException {
        private static final long serialVersionUID = 1L;

        private final PasswordRules.Refusal refusal;

        PasswordRefused(PasswordRules.Refusal refusal) {
            super(SignInProblem.PASSWORD_REFUSED, refusal.name());
            this.refusal = refusal;
        }

        PasswordRules.Refusal refusal() {
            return refusal;
        }

        @Override
        public Map<String, Object> members() {
            return Map.of("reason", refusal.name());
        }
    }
}
