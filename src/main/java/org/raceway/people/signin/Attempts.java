package org.raceway.people.signin;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.raceway.people.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Counts wrong attempts in a row and makes who guesses pause, longer each time but never for good. An attempt counts as wrong until
 * it was right, so that many at the same moment are no way around. Devices that a person has come in from before have a count
 * of their own: strangers who guess elsewhere keep nobody out of their account.
 */
@Repository
class Attempts {
    /** A count that nothing was added to for so long begins anew. */
    static final Duration FORGOTTEN = Duration.ofDays(1);

    private static final int ATTEMPTS_BETWEEN_PURGES = 1000;
    private static final int MOST_DOUBLINGS = 20;

    private final JdbcClient database;
    private final SignInSettings settings;
    private final Clock clock;
    private final AtomicLong begun = new AtomicLong();

    Attempts(SignInDatabase database, SignInSettings settings, Clock clock) {
        this.database = database.client();
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether an attempt may be made. */
    sealed interface Turn {
        /**
         * It may.
         *
         * @param failures in a row, this attempt among them
         * @param pausedUntil if it fails; absent for no pause
         */
        record Granted(String key, int failures, @Nullable Instant pausedUntil) implements Turn {}

        /** Not before then. */
        record Paused(Instant until) implements Turn {}
    }

    /**
     * Begins an attempt.
     *
     * @param what is tried, such as {@code password}
     * @param account absent for a login that nobody has, which is counted alike
     * @param device the secret of a device that the account knows; absent for all others together
     */
    Turn begin(String what, @Nullable UUID account, String login, @Nullable String device) {
        purgeNowAndThen();
        String key = Secrets.digest(
                what,
                account == null ? "login:" + PasswordHashes.normal(login).toLowerCase(Locale.ROOT) : account.toString(),
                device == null ? "" : device);
        OffsetDateTime now = now();
        for (int tries = 0; ; tries++) {
            Optional<Turn> granted = database.sql("""
                            insert into sign_in_attempt (key, account, failures, last_at) values (:key, :account, 1, :now)
                            on conflict (key) do update set
                                failures = case when sign_in_attempt.last_at < :forgotten then 1
                                                else sign_in_attempt.failures + 1 end,
                                last_at = :now,
                                paused_until = case
                                    when sign_in_attempt.last_at >= :forgotten and sign_in_attempt.failures + 1 >= :free
                                    then :now + least(cast(:first as interval)
                                         * power(2, least(sign_in_attempt.failures + 1 - :free, :doublings)),
                                         cast(:longest as interval))
                                end
                            where sign_in_attempt.paused_until is null or sign_in_attempt.paused_until <= :now
                            returning failures, paused_until
                            """)
                    .param("key", key)
                    .param("account", account, Types.OTHER)
                    .param("now", now)
                    .param("forgotten", now.minus(FORGOTTEN))
                    .param("free", settings.failuresBeforePause())
                    .param("first", settings.firstPause().toSeconds() + " seconds")
                    .param("longest", settings.longestPause().toSeconds() + " seconds")
                    .param("doublings", MOST_DOUBLINGS)
                    .query((row, index) -> {
                        OffsetDateTime until = row.getObject("paused_until", OffsetDateTime.class);
                        return (Turn)
                                new Turn.Granted(key, row.getInt("failures"), until == null ? null : until.toInstant());
                    })
                    .optional();
            if (granted.isPresent()) {
                return granted.get();
            }
            Optional<Instant> until = database.sql(
                            "select paused_until from sign_in_attempt where key = ? and paused_until > ?")
                    .params(key, now)
                    .query(OffsetDateTime.class)
                    .optional()
                    .map(OffsetDateTime::toInstant);
            if (until.isPresent() || tries > 1) {
                return new Turn.Paused(until.orElse(now.toInstant().plus(settings.firstPause())));
            }
        }
    }

    /** The attempt was right. */
    void right(Turn.Granted turn) {
        database.sql("delete from sign_in_attempt where key = ?")
                .param(turn.key())
                .update();
    }

    /** Ends all pauses of an account. */
    void open(UUID account) {
        database.sql("delete from sign_in_attempt where account = ?")
                .param(account)
                .update();
    }

    /** Until when an account has to pause on some device; empty if it need not. */
    Optional<Instant> pausedUntil(UUID account) {
        return database.sql("select max(paused_until) from sign_in_attempt where account = ? and paused_until > ?")
                .params(account, now())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    private void purgeNowAndThen() {
        if (begun.incrementAndGet() % ATTEMPTS_BETWEEN_PURGES == 0) {
            database.sql("delete from sign_in_attempt where last_at < ?")
                    .param(now().minus(FORGOTTEN))
                    .update();
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
