package org.raceway.people.signin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.raceway.people.AccountChanges;
import org.raceway.people.AccountPrincipal;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * Remembers for a short time that a login and password were right, so that a machine that sends hundreds of requests a
 * second with HTTP Basic does not pay a slow hash for each. Kept is a keyed digest under a key that lives only in this
 * process, never the password; wrong passwords are not remembered. A changed password or a closed account is noticed at
 * once where this process has changed it ({@link AccountChanges}), else after {@link #LIFETIME} at the latest.
 */
final class VerifiedCredentials implements AuthenticationProvider {
    static final Duration LIFETIME = Duration.ofMinutes(1);
    static final int CAPACITY = 10_000;
    private static final int LOCKS = 64;

    private final AuthenticationProvider slow;
    private final Clock clock;
    private final AccountChanges changes;
    private final Key key;
    private final Map<String, Verified> verified = new ConcurrentHashMap<>();
    /** One slow check at a time for the same credentials: the others wait for its answer instead of repeating it. */
    private final Object[] locks = new Object[LOCKS];

    VerifiedCredentials(AuthenticationProvider slow, Clock clock, AccountChanges changes) {
        this.slow = slow;
        this.clock = clock;
        this.changes = changes;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    @Override
    public @Nullable Authentication authenticate(Authentication asked) {
        if (!(asked.getCredentials() instanceof String password)) {
            return slow.authenticate(asked);
        }
        String digest = digest(asked.getName(), password);
        AccountPrincipal principal = find(digest);
        if (principal == null) {
            synchronized (locks[Math.floorMod(digest.hashCode(), LOCKS)]) {
                principal = find(digest);
                if (principal == null) {
                    Authentication answer = slow.authenticate(asked);
                    if (answer != null
                            && answer.isAuthenticated()
                            && answer.getPrincipal() instanceof AccountPrincipal account) {
                        remember(digest, account);
                    }
                    return answer;
                }
            }
        }
        UsernamePasswordAuthenticationToken answer =
                UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities());
        answer.setDetails(asked.getDetails());
        return answer;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return slow.supports(authentication);
    }

    private @Nullable AccountPrincipal find(String digest) {
        Verified entry = verified.get(digest);
        return entry == null
                        || !clock.instant().isBefore(entry.until())
                        || entry.epoch()
                                != changes.epoch(entry.principal().caller().accountId())
                ? null
                : entry.principal();
    }

    private void remember(String digest, AccountPrincipal principal) {
        Instant now = clock.instant();
        if (verified.size() >= CAPACITY) {
            verified.values().removeIf(entry -> !now.isBefore(entry.until()));
            Iterator<String> oldest = verified.keySet().iterator();
            while (verified.size() >= CAPACITY && oldest.hasNext()) {
                oldest.next();
                oldest.remove();
            }
        }
        verified.put(digest, new Verified(principal, now.plus(LIFETIME), principal.epoch()));
    }

    private String digest(String login, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(login.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private record Verified(AccountPrincipal principal, Instant until, long epoch) {}
}
