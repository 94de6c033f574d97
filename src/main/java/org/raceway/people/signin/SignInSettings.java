package org.raceway.people.signin;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in.
 *
 * @param site address of this installation as browsers see it, such as {@code https://brain.example.com}: what passkeys belong to;
 *     empty: this machine
 * @param hashesAtOnce password hashes under way at one time, each of which takes {@link PasswordHashes#MEMORY_KIBIBYTES};
 *     0 for one a processor
 * @param hashPatience how long a sign-in waits for its turn to be hashed
 * @param failuresBeforePause wrong attempts in a row after which an account, on devices that it does not know, has to pause
 * @param firstPause doubled with each further wrong attempt
 * @param longestPause at most so long
 * @param addressAttempts wrong attempts that one address may make at once
 * @param addressAttemptsAMinute so many come back each minute
 * @param idle a session ends that long after its last request
 * @param longest and that long after the sign-in, however busy
 * @param remembered so long a remembered phone comes in by itself
 * @param linkLifetime so long a link to a new password works
 * @param secondFactorRoles names of {@code Role}: who holds one has to set up a second factor
 * @param secondFactorInSandbox whether that holds where the simulated cluster is loaded, whose logins everybody knows
 */
@ConfigurationProperties("raceway.sign-in")
public record SignInSettings(
        @DefaultValue("") String site,
        @DefaultValue("0") int hashesAtOnce,
        @DefaultValue("5s") Duration hashPatience,
        @DefaultValue("5") int failuresBeforePause,
        @DefaultValue("1m") Duration firstPause,
        @DefaultValue("15m") Duration longestPause,
        @DefaultValue("60") int addressAttempts,
        @DefaultValue("30") int addressAttemptsAMinute,
        @DefaultValue("30m") Duration idle,
        @DefaultValue("12h") Duration longest,
        @DefaultValue("30d") Duration remembered,
        @DefaultValue("1h") Duration linkLifetime,

        @DefaultValue({"OPERATOR", "AUDITOR", "BANK", "BUREAU"})
        Set<String> secondFactorRoles,

        @DefaultValue("false") boolean secondFactorInSandbox) {
    public SignInSettings {
        secondFactorRoles = Set.copyOf(secondFactorRoles);
    }
}
