package org.raceway.people.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.MySecurity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Gathers what a person sees of how they sign in. */
@Service
class SecurityOverview {
    private final JdbcClient database;
    private final SecondFactors secondFactors;
    private final SecondFactorPolicy policy;
    private final Passkeys passkeys;
    private final LiveSessions sessions;
    private final RememberedDevices remembered;
    private final LinkedLogins linked;
    private final Providers providers;

    SecurityOverview(
            SignInDatabase database,
            SecondFactors secondFactors,
            SecondFactorPolicy policy,
            Passkeys passkeys,
            LiveSessions sessions,
            RememberedDevices remembered,
            LinkedLogins linked,
            Providers providers) {
        this.database = database.client();
        this.secondFactors = secondFactors;
        this.policy = policy;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.remembered = remembered;
        this.linked = linked;
        this.providers = providers;
    }

    MySecurity of(AccountPrincipal principal, HttpServletRequest request) {
        UUID account = principal.caller().accountId();
        @Nullable UUID own = SignIn.sessionOf(request).orElse(null);
        OffsetDateTime changed = database.sql("select password_changed_at from account where id = ?")
                .param(account)
                .query((row, index) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .orElse(null);
        return new MySecurity(
                changed == null ? null : changed.toInstant(),
                secondFactors.has(account),
                policy.demands(principal),
                secondFactors.recoveryCodesLeft(account),
                passkeys.of(principal.login()).stream()
                        .map(passkey -> new MySecurity.Passkey(
                                passkey.getCredentialId().toBase64UrlString(),
                                passkey.getLabel(),
                                passkey.getCreated(),
                                passkey.getLastUsed()))
                        .sorted(Comparator.comparing(MySecurity.Passkey::since))
                        .toList(),
                linked.of(account).stream()
                        .map(login -> new MySecurity.LinkedLogin(
                                login.id(),
                                providers.nameOfIssuer(login.issuer()),
                                login.label(),
                                login.since().toInstant(),
                                login.lastUsed().map(OffsetDateTime::toInstant).orElse(null)))
                        .toList(),
                providers.offered(),
                sessions.of(account).stream()
                        .map(live -> new MySecurity.Session(
                                live.id(),
                                DeviceNames.of(live.device()),
                                live.address(),
                                live.way().name(),
                                live.since(),
                                live.lastSeen(),
                                Objects.equals(live.id(), own)))
                        .toList(),
                remembered.of(account).stream()
                        .map(phone -> new MySecurity.Phone(
                                phone.id(),
                                DeviceNames.of(phone.device()),
                                phone.since().toInstant(),
                                phone.lastUsed().toInstant(),
                                phone.until().toInstant()))
                        .toList());
    }
}
