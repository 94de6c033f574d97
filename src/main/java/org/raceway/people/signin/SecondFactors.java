package org.raceway.people.signin;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.raceway.people.AccountChanges;
import org.raceway.people.Secrets;
import org.raceway.people.signin.Attempts.Turn;
import org.raceway.platform.secrets.SecretCipher;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Authenticator apps, and the recovery codes for when the phone is lost. A code works once. */
@Repository
class SecondFactors {
    static final int SECRET_BYTES = 20; // RFC 4226, 4 R6
    static final int RECOVERY_CODES = 10;
    static final int RECOVERY_CODE_BYTES = 10;

    private static final String WHAT = "code";
    private static final int GROUP = 4;

    private final JdbcClient database;
    private final SecretCipher cipher;
    private final Attempts attempts;
    private final AccountChanges changes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SecondFactors(
            SignInDatabase database,
            SecretCipher cipher,
            Attempts attempts,
            AccountChanges changes,
            ApplicationEventPublisher events,
            Clock clock) {
        this.database = database.client();
        this.cipher = cipher;
        this.attempts = attempts;
        this.changes = changes;
        this.events = events;
        this.clock = clock;
    }

    /** What a check of a code came to. */
    sealed interface Answer {
        /** It was right, by this way. */
        record Right(Way way) implements Answer {}

        /** It was wrong, used before or too old. */
        record Wrong() implements Answer {}

        /** Too many wrong ones. */
        record Paused(Instant until) implements Answer {}
    }

    /** Whether the account has one. */
    boolean has(UUID account) {
        return database.sql("select count(*) from second_factor where account = ?")
                        .param(account)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** How many recovery codes are left. */
    int recoveryCodesLeft(UUID account) {
        return database.sql("select cast(count(*) as integer) from recovery_code where account = ?")
                .param(account)
                .query(Integer.class)
                .single();
    }

    /**
     * Sets one up, if the person's app makes the right code of the secret.
     *
     * @return the recovery codes, which are shown once; empty if the code is wrong
     */
    Optional<List<String>> setUp(UUID account, byte[] secret, String code) {
        OptionalLong step = Totp.stepOf(secret, digits(code), clock.instant(), Long.MIN_VALUE);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        database.sql("""
                        insert into second_factor (account, secret, confirmed_at, last_step) values (:account, :secret, :now, :step)
                        on conflict (account) do update set secret = :secret, confirmed_at = :now, last_step = :step
                        """)
                .param("account", account)
                .param("secret", cipher.seal(Base64.getEncoder().encodeToString(secret), place(account)))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("step", step.getAsLong())
                .update();
        List<String> codes = newRecoveryCodes(account);
        changes.changed(account);
        events.publishEvent(new SignInEvent.WayAdded(account, Way.SECOND_FACTOR, ""));
        return Optional.of(codes);
    }

    /** Replaces the recovery codes. They are shown once. */
    List<String> newRecoveryCodes(UUID account) {
        database.sql("delete from recovery_code where account = ?")
                .param(account)
                .update();
        List<String> codes = new ArrayList<>();
        for (int number = 0; number < RECOVERY_CODES; number++) {
            String code = Totp.base32(Secrets.random(RECOVERY_CODE_BYTES));
            database.sql("insert into recovery_code (account, code_hash) values (?, ?)")
                    .params(account, Secrets.digest(code))
                    .update();
            codes.add(code.replaceAll("(.{" + GROUP + "})(?!$)", "$1-"));
        }
        return codes;
    }

    /** Checks a code of the app, or a recovery code. */
    Answer check(UUID account, String code) {
        Turn begun = attempts.begin(WHAT, account, "", null);
        if (begun instanceof Turn.Paused paused) {
            return new Answer.Paused(paused.until());
        }
        Turn.Granted turn = (Turn.Granted) begun;
        String digits = digits(code);
        if (digits.length() == Totp.DIGITS && isFresh(account, digits)) {
            attempts.right(turn);
            return new Answer.Right(Way.SECOND_FACTOR);
        }
        String recovery = code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z2-7]", "");
        int used = database.sql("delete from recovery_code where account = ? and code_hash = ?")
                .params(account, Secrets.digest(recovery))
                .update();
        if (used > 0) {
            attempts.right(turn);
            events.publishEvent(new SignInEvent.RecoveryCodeUsed(account, recoveryCodesLeft(account)));
            return new Answer.Right(Way.RECOVERY_CODE);
        }
        return turn.pausedUntil() == null ? new Answer.Wrong() : new Answer.Paused(turn.pausedUntil());
    }

    private boolean isFresh(UUID account, String digits) {
        Optional<Stored> stored = database.sql("select secret, last_step from second_factor where account = ?")
                .param(account)
                .query((row, index) -> new Stored(row.getString("secret"), row.getLong("last_step")))
                .optional();
        if (stored.isEmpty()) {
            return false;
        }
        byte[] secret = Base64.getDecoder().decode(cipher.open(stored.get().secret(), place(account)));
        OptionalLong step =
                Totp.stepOf(secret, digits, clock.instant(), stored.get().lastStep());
        // Only one of two who send the same code at the same moment comes through.
        return step.isPresent()
                && database.sql(
                                        "update second_factor set last_step = :step where account = :account and last_step < :step")
                                .param("step", step.getAsLong())
                                .param("account", account)
                                .update()
                        > 0;
    }

    /** Takes it away; nothing happens where there is none. */
    void remove(UUID account, UUID by) {
        database.sql("delete from recovery_code where account = ?")
                .param(account)
                .update();
        int removed = database.sql("delete from second_factor where account = ?")
                .param(account)
                .update();
        if (removed > 0) {
            changes.changed(account);
            events.publishEvent(new SignInEvent.WayRemoved(account, Way.SECOND_FACTOR, "", by));
        }
    }

    private static String digits(String code) {
        return code.replaceAll("\\s", "");
    }

    private static String place(UUID account) {
        return "second_factor.secret/" + account;
    }

    private record Stored(String secret, long lastStep) {}
}
