package org.raceway.people.signin;

import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.people.AccountChanges;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.AccountStatus;
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
    static final int LONGEST_REASON = 200;

    private final SignInDatabase database;
    private final AccountChanges changes;
    private final RememberedDevices remembered;
    private final LiveSessions sessions;
    private final Principals principals;
    private final Attempts attempts;
    private final SecondFactors secondFactors;
    private final PasswordLinks links;
    private final ApplicationEventPublisher events;

    Rescue(
            SignInDatabase database,
            AccountChanges changes,
            RememberedDevices remembered,
            LiveSessions sessions,
            Principals principals,
            Attempts attempts,
            SecondFactors secondFactors,
            PasswordLinks links,
            ApplicationEventPublisher events) {
        this.database = database;
        this.changes = changes;
        this.remembered = remembered;
        this.sessions = sessions;
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

    /**
     * Closes an account until {@link #readmit}: its sessions end, and nothing lets it in any more.
     *
     * @throws ProblemException without a reason, or if it is closed already
     */
    void suspend(UUID account, String reason, Caller caller) {
        allowed(account, caller);
        String why = reason(reason);
        set(account, AccountStatus.ACTIVE, AccountStatus.SUSPENDED);
        links.forget(account);
        remembered.forgetAll(account);
        int ended = sessions.end(account, live -> true);
        events.publishEvent(new SignInEvent.AccountSuspended(account, caller.accountId(), why, ended));
    }

    /**
     * Opens a closed account again.
     *
     * @throws ProblemException without a reason, or if it is not closed
     */
    void readmit(UUID account, String reason, Caller caller) {
        allowed(account, caller);
        String why = reason(reason);
        set(account, AccountStatus.SUSPENDED, AccountStatus.ACTIVE);
        events.publishEvent(new SignInEvent.AccountReadmitted(account, caller.accountId(), why));
    }

    private void set(UUID account, AccountStatus before, AccountStatus after) {
        int changed = database.client()
                .sql("update account set status = ? where id = ? and status = ?")
                .params(after.name(), account, before.name())
                .update();
        if (changed == 0) {
            throw new ProblemException(SignInProblem.NOT_NOW);
        }
        changes.changed(account);
    }

    private static String reason(String written) {
        String reason = written.strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new ProblemException(SignInProblem.NO_REASON, LONGEST_REASON);
        }
        return reason;
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
                secondFactors.has(id),
                account.status() == AccountStatus.SUSPENDED);
    }
}
