package org.raceway.people.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.notifications.Letter;
import org.raceway.notifications.Letters;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.Principals;
import org.raceway.people.Secrets;
import org.raceway.platform.ProblemException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One-time links to a new password: mailed to the person, or handed over by the operator. The database knows their digests. */
@Service
class PasswordLinks {
    static final String PATH = "/login/new-password/";
    static final String KIND = "people.password-forgotten";
    /** So that nobody's mailbox is filled by somebody else. */
    static final Duration BETWEEN_MAILS = Duration.ofMinutes(5);

    private static final int LONGEST_TOKEN = 64;

    private final JdbcClient database;
    private final SignInSettings settings;
    private final Passwords passwords;
    private final Principals principals;
    private final Letters letters;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PasswordLinks(
            SignInDatabase database,
            SignInSettings settings,
            Passwords passwords,
            Principals principals,
            Letters letters,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.database = database.client();
        this.settings = settings;
        this.passwords = passwords;
        this.principals = principals;
        this.letters = letters;
        this.transactions = new TransactionTemplate(transactions);
        this.events = events;
        this.clock = clock;
    }

    /**
     * Mails a link to who has this login and a confirmed e-mail address. Whether anybody has, the caller does not learn.
     *
     * @param login or e-mail address
     */
    void mail(String login) {
        Optional<UUID> account = principals
                .ofLogin(login)
                .filter(AccountPrincipal::isEnabled)
                .map(principal -> principal.caller().accountId());
        if (!isMailed() || account.isEmpty() || madeLately(account.get())) {
            return;
        }
        mailbox(account.get()).ifPresent(box -> {
            String token = make(account.get(), null);
            Instant until = clock.instant().plus(settings.linkLifetime());
            transactions.executeWithoutResult(status -> letters.send(
                    new Letter(KIND, box.address(), box.language(), List.of(), PATH + token, until, account.get())));
        });
    }

    /** Whether links are mailed at all. */
    boolean isMailed() {
        return letters.areSent();
    }

    /**
     * Makes a link; earlier ones of the account stop working.
     *
     * @param by who of the operator; absent where the person asked
     * @return its token, which nobody can be told again
     */
    String make(UUID account, @Nullable UUID by) {
        String token = Secrets.next();
        OffsetDateTime now = now();
        database.sql("delete from password_link where account = ?")
                .param(account)
                .update();
        database.sql("""
                        insert into password_link (token_hash, account, created_at, expires_at, made_by)
                        values (:token, :account, :now, :until, cast(:by as uuid))
                        """)
                .param("token", Secrets.digest(token))
                .param("account", account)
                .param("now", now)
                .param("until", now.plus(settings.linkLifetime()))
                .param("by", by == null ? null : by.toString())
                .update();
        events.publishEvent(new SignInEvent.PasswordLinkMade(account, by));
        return token;
    }

    /** The account's links stop working. */
    void forget(UUID account) {
        database.sql("delete from password_link where account = ?")
                .param(account)
                .update();
    }

    /** Whether a link still works. */
    boolean works(String token) {
        return account(token).isPresent();
    }

    /**
     * Gives the account its new password. The link stops working; the second factor, if there is one, is asked for as ever.
     *
     * @throws ProblemException if the link does not work any more or the password may not be chosen
     */
    void use(String token, String password) {
        UUID account = account(token).orElseThrow(() -> new ProblemException(SignInProblem.LINK_USED));
        passwords.refusal(account, password).ifPresent(refusal -> {
            throw new MySecurityChanges.PasswordRefused(refusal);
        });
        int taken = database.sql("delete from password_link where token_hash = ?")
                .param(Secrets.digest(token))
                .update();
        if (taken == 0) {
            throw new ProblemException(SignInProblem.LINK_USED);
        }
        passwords.change(account, password, null, null);
    }

    private Optional<UUID> account(String token) {
        return token.length() > LONGEST_TOKEN
                ? Optional.empty()
                : database.sql("select account from password_link where token_hash = ? and expires_at > ?")
                        .params(Secrets.digest(token), now())
                        .query(UUID.class)
                        .optional();
    }

    private Optional<Mailbox> mailbox(UUID account) {
        return database.sql("""
                        select email, language from account
                        where id = ? and email is not null and email_confirmed_at is not null
                        """)
                .param(account)
                .query((row, index) ->
                        new Mailbox(row.getString("email"), Locale.forLanguageTag(row.getString("language"))))
                .optional();
    }

    private boolean madeLately(UUID account) {
        return database.sql("select count(*) from password_link where account = ? and created_at > ?")
                        .params(account, now().minus(BETWEEN_MAILS))
                        .query(Long.class)
                        .single()
                > 0;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private record Mailbox(String address, Locale language) {}
}
