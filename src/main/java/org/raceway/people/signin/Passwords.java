package org.raceway.people.signin;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.people.AccountChanges;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.Principals;
import org.raceway.people.Secrets;
import org.raceway.people.signin.Attempts.Turn;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Checks passwords, slows down who guesses them, and changes them. */
@Service
class Passwords {
    static final String WHAT = "password";

    private final Principals principals;
    private final AccountChanges changes;
    private final PasswordEncoder encoder;
    private final Attempts attempts;
    private final AddressLimits addresses;
    private final KnownDevices devices;
    private final RememberedDevices remembered;
    private final LiveSessions sessions;
    private final JdbcClient database;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    /** What an unknown login's password is compared with, so that it takes as long. */
    private final String nobodysHash;

    Passwords(
            Principals principals,
            AccountChanges changes,
            PasswordEncoder encoder,
            Attempts attempts,
            KnownDevices devices,
            RememberedDevices remembered,
            LiveSessions sessions,
            SignInDatabase database,
            ApplicationEventPublisher events,
            SignInSettings settings,
            Clock clock) {
        this.principals = principals;
        this.changes = changes;
        this.encoder = encoder;
        this.attempts = attempts;
        this.addresses = new AddressLimits(settings, clock);
        this.devices = devices;
        this.remembered = remembered;
        this.sessions = sessions;
        this.database = database.client();
        this.events = events;
        this.clock = clock;
        this.nobodysHash = Objects.requireNonNull(encoder.encode(Secrets.next()));
    }

    /** What a check came to. */
    sealed interface Answer {
        /** It was right. */
        record Right(AccountPrincipal principal) implements Answer {}

        /** The login or the password is wrong, or the account is closed; which of them is not said. */
        record Wrong() implements Answer {}

        /** It was not looked at, or it was wrong: not before then. The same for logins that nobody has. */
        record Paused(Instant until) implements Answer {}

        /** Too many wrong ones from this address. */
        record AddressPaused() implements Answer {}
    }

    /** Checks a login and password. */
    Answer check(String login, String password, Origin origin, Way way) {
        if (!addresses.take(origin.address())) {
            return new Answer.AddressPaused();
        }
        Optional<AccountPrincipal> found =
                login.length() > 254 || login.indexOf('\0') >= 0 ? Optional.empty() : principals.ofLogin(login);
        UUID account = found.map(principal -> principal.caller().accountId()).orElse(null);
        String device = account != null && devices.knows(account, origin) ? origin.deviceSecret() : null;
        return switch (attempts.begin(WHAT, account, login, device)) {
            case Turn.Paused paused -> {
                refused(account, way, origin, "paused");
                yield new Answer.Paused(paused.until());
            }
            case Turn.Granted turn -> compare(found.orElse(null), password, turn, origin, way, device != null);
        };
    }

    private Answer compare(
            @Nullable AccountPrincipal principal,
            String password,
            Turn.Granted turn,
            Origin origin,
            Way way,
            boolean knownDevice) {
        boolean right = encoder.matches(password, principal == null ? nobodysHash : principal.passwordHash());
        if (principal == null || !right || !principal.isEnabled()) {
            Instant until = turn.pausedUntil();
            if (principal != null) {
                UUID account = principal.caller().accountId();
                refused(account, way, origin, right ? "closed" : "wrong");
                if (until != null && !knownDevice) {
                    events.publishEvent(new SignInEvent.AccountPaused(account, until, origin));
                }
            }
            return until == null ? new Answer.Wrong() : new Answer.Paused(until);
        }
        attempts.right(turn);
        addresses.giveBack(origin.address());
        if (encoder.upgradeEncoding(principal.passwordHash())) {
            store(principal.caller().accountId(), password);
        }
        return new Answer.Right(principal);
    }

    /** Whether the person who is signed in knows their password: asked before what a found phone must not be enough for. */
    Answer confirm(AccountPrincipal principal, String password, Origin origin) {
        return check(principal.login(), password, origin, Way.PASSWORD);
    }

    /** Why this password may not become the account's; empty if it may. */
    Optional<PasswordRules.Refusal> refusal(UUID account, String password) {
        List<@Nullable String> names = new ArrayList<>();
        database.sql("select login, display_name, english_name, email, phone from account where id = ?")
                .param(account)
                .query(row -> {
                    for (int column = 1; column <= 5; column++) {
                        names.add(row.getString(column));
                    }
                });
        principals.of(account).map(AccountPrincipal::enterprise).ifPresent(enterprise -> {
            names.add(enterprise.chinese());
            names.add(enterprise.english());
        });
        return PasswordRules.refusal(password, names);
    }

    /**
     * Gives the account another password and ends all its sessions and remembered phones, the one that asks excepted.
     *
     * @param by absent when a link was used
     * @param kept the session that goes on; absent for none
     */
    void change(UUID account, String password, @Nullable UUID by, @Nullable UUID kept) {
        store(account, password);
        database.sql("update account set password_changed_at = ? where id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), account)
                .update();
        database.sql("delete from password_link where account = ?")
                .param(account)
                .update();
        attempts.open(account);
        remembered.forgetAll(account);
        changes.changed(account);
        sessions.end(account, live -> !live.id().equals(kept));
        events.publishEvent(new SignInEvent.PasswordChanged(account, by, by == null));
    }

    private void store(UUID account, String password) {
        database.sql("update account set password_hash = ? where id = ?")
                .params(encoder.encode(password), account)
                .update();
        changes.changed(account);
    }

    private void refused(@Nullable UUID account, Way way, Origin origin, String reason) {
        if (account != null) {
            events.publishEvent(new SignInEvent.SignInRefused(account, way, origin, reason));
        }
    }
}
