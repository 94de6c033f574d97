package org.raceway.people.signin;

import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.Principals;
import org.raceway.people.RescuedAccount;
import org.raceway.platform.ProblemException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

/**
 * What the operator does for a person who can't come in. The person is told of each of it, and it is in the audit trail. Not for oneself, and for
 * an auditor only by an auditor: who is watched must not take over who watches.
 */
@Service
class Rescue {
    private final Principals principals;
    private final Attempts attempts;
    private final SecondFactors secondFactors;
    private final PasswordLinks links;
    private final ApplicationEventPublisher events;

    Rescue(
            Principals principals,
            Attempts attempts,
            SecondFactors secondFactors,
            PasswordLinks links,
            ApplicationEventPublisher events) {
        this.principals = principals;
        this.attempts = attempts;
        this.secondFactors = secondFactors;
        this.links = links;
        this.events = events;
    }

    /** Looks an account up. */
    RescuedAccount find(String login, Caller caller) {
        AccountPrincipal found = principals
                .ofLogin(login.strip())
                .orElseThrow(() -> new ProblemException(SignInProblem.NO_SUCH_ACCOUNT));
        return state(allowed(found, caller));
    }

    /** Ends its pauses. */
    void open(UUID account, Caller caller) {
        allowed(account, caller);
        attempts.open(account);
        events.publishEvent(new SignInEvent.AccountOpened(account, caller.accountId()));
    }

    /** Makes a link to a new password; returns its path, which nobody can be told again. */
    String link(UUID account, Caller caller) {
        allowed(account, caller);
        return PasswordLinks.PATH + links.make(account, caller.accountId());
    }

    /** Takes its second factor away. */
    void removeSecondFactor(UUID account, Caller caller) {
        allowed(account, caller);
        secondFactors.remove(account, caller.accountId());
    }

    private AccountPrincipal allowed(UUID account, Caller caller) {
        return allowed(
                principals.of(account).orElseThrow(() -> new ProblemException(SignInProblem.NO_SUCH_ACCOUNT)), caller);
    }

    private static AccountPrincipal allowed(AccountPrincipal account, Caller caller) {
        if (account.caller().accountId().equals(caller.accountId())
                || (account.caller().may(Permission.AUDITORS_APPOINT) && !caller.may(Permission.AUDITORS_APPOINT))) {
            throw new AccessDeniedException("not for this account");
        }
        return account;
    }

    private RescuedAccount state(AccountPrincipal account) {
        UUID id = account.caller().accountId();
        return new RescuedAccount(
                id,
                account.login(),
                account.name().chinese(),
                account.name().english(),
                attempts.pausedUntil(id).orElse(null),
                secondFactors.has(id));
    }
}
