package org.raceway.people.signin;

import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes passwords with Argon2id (RFC 9106) and knows the bcrypt hashes of before. A password is brought to Unicode NFKC first, so that
 * it is the same from every keyboard. Only so many hashes are under way at one time: each takes {@value #MEMORY_KIBIBYTES} KiB
 * and a processor, and a crowd at the door must not cost the memory and the processors of those inside.
 */
public final class PasswordHashes implements PasswordEncoder {
    /** One of the settings that OWASP's Password Storage Cheat Sheet names as equally strong. */
    public static final int MEMORY_KIBIBYTES = 7168;

    static final int ITERATIONS = 5;
    static final int LANES = 1;
    static final String CURRENT = "argon2id";

    private static final Logger LOG = LoggerFactory.getLogger(PasswordHashes.class);
    static final int SALT_BYTES = 16;
    static final int HASH_BYTES = 32;

    private final PasswordEncoder encoder;
    private final Semaphore turns;
    private final long patienceMilliseconds;

    public PasswordHashes(SignInSettings settings) {
        PasswordEncoder portable =
                new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIBIBYTES, ITERATIONS);
        Optional<SystemArgon2> system = SystemArgon2.find(portable, MEMORY_KIBIBYTES, ITERATIONS);
        LOG.info(
                "Passwords are hashed by {}",
                system.isPresent()
                        ? "libargon2"
                        : "Bouncy Castle; with libargon2 installed it would take half the time");
        encoder = new DelegatingPasswordEncoder(
                CURRENT,
                Map.of(
                        CURRENT,
                        system.<PasswordEncoder>map(found -> found).orElse(portable),
                        "bcrypt",
                        new BCryptPasswordEncoder()));
        turns = new Semaphore(
                settings.hashesAtOnce() > 0
                        ? settings.hashesAtOnce()
                        : Runtime.getRuntime().availableProcessors(),
                true);
        patienceMilliseconds = settings.hashPatience().toMillis();
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        if (password == null) {
            return null;
        }
        takeTurn();
        try {
            return encoder.encode(normal(password));
        } finally {
            turns.release();
        }
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        if (password == null || hash == null || password.length() > PasswordRules.LONGEST) {
            return false;
        }
        takeTurn();
        try {
            return encoder.matches(normal(password), hash);
        } catch (IllegalArgumentException noHash) {
            // An account without a password: nothing matches.
            return false;
        } finally {
            turns.release();
        }
    }

    @Override
    public boolean upgradeEncoding(@Nullable String hash) {
        return encoder.upgradeEncoding(hash);
    }

    static String normal(CharSequence password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(patienceMilliseconds, TimeUnit.MILLISECONDS)) {
                throw new ProblemException(PlatformProblem.BUSY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(e, PlatformProblem.BUSY);
        }
    }
}
