package org.raceway.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.audit.AuditActor;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.WholeDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** New accounts that people open for themselves: to apply for an enterprise, or to accept an invitation. */
@Component
class SignUps {
    /** The edition of the notice that people agree to; a text that says something else gets another one. */
    static final String PRIVACY_NOTICE = "2026-11-25";

    static final Duration CONFIRMATION_LIFETIME = Duration.ofDays(3);
    /** Confirmation mails that one account asks for, in an hour. */
    static final int MOST_CONFIRMATIONS = 20;
    /** From one address, in an hour. */
    static final int MOST_FROM_ADDRESS = 20;
    /** Addresses that are counted; the longest silent one goes first. */
    static final int ADDRESSES = 20_000;

    private static final int LONGEST_LOGIN = 64;

    private final Accounts accounts;
    private final JdbcClient database;
    private final AccountChanges changes;
    private final PasswordPolicy passwords;
    private final LinkMail mail;
    private final AuditTrail trail;
    private final Clock clock;
    private final Map<String, Attempts> attempts = new LinkedHashMap<>(16, 0.75f, true);

    SignUps(
            Accounts accounts,
            WholeDatabase database,
            AccountChanges changes,
            PasswordPolicy passwords,
            LinkMail mail,
            AuditTrail trail,
            Clock clock) {
        this.accounts = accounts;
        this.database = database.client();
        this.changes = changes;
        this.passwords = passwords;
        this.mail = mail;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * What somebody writes into the form.
     *
     * @param phone under which they sign in, unless there is only an e-mail address
     */
    record Form(String name, String phone, String email, String password, boolean agrees, String language) {
        static final Form EMPTY = new Form("", "", "", "", false, "zh");

        /** Without the password, so that no log line ever holds it. */
        @Override
        public String toString() {
            return "Form[" + name + "]";
        }
    }

    /**
     * A new account.
     *
     * @param mail whether its address is to be confirmed, and by a mail that is on its way
     */
    record Opened(UUID account, String login, ConfirmationMail mail) {}

    /** How an address is confirmed. The texts are {@code people.confirmMail.<name>}. */
    enum ConfirmationMail {
        /** There is none, or it is confirmed already. */
        NOT_NEEDED,
        SENT,
        /** No mails are sent. */
        OFF,
        /** This account has asked for too many. */
        TOO_MANY
    }

    /**
     * Opens an account.
     *
     * @param role {@link Role#APPLICANT} for who belongs to nothing yet; absent for who will accept an invitation
     * @throws ProblemException naming the field that is wrong, or after too many from this address
     */
    Opened open(Form form, @Nullable Role role, String address) {
        return open(form, role, address, Optional.empty());
    }

    /**
     * Opens an account.
     *
     * @param provider another provider's login that the person has come with: an address of which the provider has made sure is confirmed
     */
    Opened open(Form form, @Nullable Role role, String address, Optional<PendingLogin> provider) {
        if (!take(address, MOST_FROM_ADDRESS)) {
            throw new ProblemException(PeopleProblem.TOO_MANY_SIGN_UPS);
        }
        String name = Contacts.name(form.name());
        String phone = Contacts.phone(form.phone());
        String email = Contacts.email(form.email());
        if (phone == null && email == null) {
            throw new BadField("phone");
        }
        if (!form.agrees()) {
            throw new ProblemException(PeopleProblem.NO_CONSENT);
        }
        String login = phone == null ? String.valueOf(email).toLowerCase(Locale.ROOT) : phone;
        if (login.length() > LONGEST_LOGIN) {
            throw new BadField("email");
        }
        if (accounts.exists(login) || isConfirmed(login)) {
            throw new ProblemException(PeopleProblem.LOGIN_TAKEN, login);
        }
        requirePassword(form.password(), Arrays.asList(login, name, phone, email));
        UUID account;
        try {
            account = accounts.create(new Accounts.NewAccount(login, form.password(), name, name, role, null));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(e, PeopleProblem.LOGIN_TAKEN, login);
        }
        Instant now = clock.instant();
        database.sql("""
                        update account set phone = :phone, email = :email, language = :language, privacy_notice = :notice,
                                           privacy_agreed_at = :now
                        where id = :id
                        """)
                .param("phone", phone)
                .param("email", email)
                .param("language", Contacts.language(form.language()))
                .param("notice", PRIVACY_NOTICE)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", account)
                .update();
        trail.recordAs(
                AuditActor.account(account, null).fromCurrentRequest(),
                AuditEntry.done("people.sign-up", "account", account).with("privacyNotice", PRIVACY_NOTICE));
        boolean settled = email == null
                || (provider.filter(PendingLogin::emailVerified)
                                .map(PendingLogin::email)
                                .filter(email::equalsIgnoreCase)
                                .isPresent()
                        && confirm(confirmation(account, email)));
        return new Opened(
                account,
                login,
                settled
                        ? ConfirmationMail.NOT_NEEDED
                        : mailConfirmation(account, String.valueOf(email), form.language()));
    }

    /** Mails a link that confirms this address; the one before is void. */
    ConfirmationMail mailConfirmation(UUID account, String email, String language) {
        if (!mail.isConfigured()) {
            return ConfirmationMail.OFF;
        }
        if (!take("account " + account, MOST_CONFIRMATIONS)) {
            return ConfirmationMail.TOO_MANY;
        }
        Instant until = clock.instant().plus(CONFIRMATION_LIFETIME);
        mail.confirm(account, email, Contacts.language(language), confirmation(account, email), until);
        return ConfirmationMail.SENT;
    }

    /** A secret for the link that confirms this address. */
    String confirmation(UUID account, String email) {
        String token = Secrets.next();
        database.sql("delete from email_confirmation where account = ? or expires_at < ?")
                .params(account, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        database.sql("insert into email_confirmation (token_hash, account, email, expires_at) values (?, ?, ?, ?)")
                .params(
                        Secrets.digestOf(token),
                        account,
                        email,
                        clock.instant().plus(CONFIRMATION_LIFETIME).atOffset(ZoneOffset.UTC))
                .update();
        return token;
    }

    /** Confirms the address that the secret was sent to; false if it is void, or somebody else has confirmed the address. */
    boolean confirm(String token) {
        Optional<UUID> account = database.sql("""
                        with used as (
                            delete from email_confirmation where token_hash = :hash and expires_at > :now returning account, email)
                        update account set email_confirmed_at = :now from used
                        where account.id = used.account and account.email = used.email
                          and not exists (select from account other where lower(other.email) = lower(used.email)
                                                                    and other.email_confirmed_at is not null
                                                                    and other.id <> used.account)
                          and not exists (select from account other where other.login = lower(used.email)
                                                                    and other.id <> used.account)
                        returning account.id
                        """)
                .param("hash", Secrets.digestOf(token))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .optional();
        account.ifPresent(id -> {
            changes.changed(id);
            trail.recordAs(
                    AuditActor.account(id, null).fromCurrentRequest(),
                    AuditEntry.done("people.confirm-email", "account", id));
        });
        return account.isPresent();
    }

    private boolean isConfirmed(String email) {
        return database.sql(
                                "select count(*) from account where lower(email) = lower(?) and email_confirmed_at is not null")
                        .param(email)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private void requirePassword(String password, List<@Nullable String> names) {
        passwords.refusal(password, names).ifPresent(reason -> {
            throw new ProblemException(PeopleProblem.BAD_PASSWORD, (Texts.Worded) texts -> texts.get(reason));
        });
    }

    private synchronized boolean take(String address, int most) {
        Instant now = clock.instant();
        Attempts known = attempts.computeIfAbsent(address, key -> new Attempts(now));
        if (attempts.size() > ADDRESSES) {
            attempts.remove(attempts.keySet().iterator().next());
        }
        if (known.since.plus(Duration.ofHours(1)).isBefore(now)) {
            known.since = now;
            known.count = 0;
        }
        known.count++;
        return known.count <= most;
    }

    private static final class Attempts {
        private Instant since;
        private int count;

        Attempts(Instant since) {
            this.since = since;
        }
    }
}
