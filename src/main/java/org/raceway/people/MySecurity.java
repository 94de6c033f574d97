package org.raceway.people;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.people.AccountPrincipal.Name;

/**
 * How a person signs in, as they see it themselves.
 *
 * @param passwordChangedAt absent where it never was
 * @param secondFactor whether it is set up
 * @param secondFactorDemanded whether it has to be
 * @param recoveryCodesLeft of the second factor
 * @param passkeys oldest first
 * @param logins of other providers that are linked to the account, oldest first
 * @param providers whose logins can be linked
 * @param sessions newest first
 * @param phones that come in by themselves, newest first
 */
public record MySecurity(
        @Nullable Instant passwordChangedAt,
        boolean secondFactor,
        boolean secondFactorDemanded,
        int recoveryCodesLeft,
        List<Passkey> passkeys,
        List<LinkedLogin> logins,
        List<Provider> providers,
        List<Session> sessions,
        List<Phone> phones) {
    public MySecurity {
        passkeys = List.copyOf(passkeys);
        logins = List.copyOf(logins);
        providers = List.copyOf(providers);
        sessions = List.copyOf(sessions);
        phones = List.copyOf(phones);
    }

    /**
     * A session.
     *
     * @param device in words
     * @param way name of the way in
     * @param own whether it is the one that asks
     */
    public record Session(
            UUID id, String device, String address, String way, Instant since, Instant lastSeen, boolean own) {}

    /** A passkey, by the name that the person gave it. */
    public record Passkey(String id, String label, Instant since, Instant lastUsed) {}

    /**
     * A linked login of another provider.
     *
     * @param label by which the person recognises it
     * @param lastUsed absent where it never was
     */
    public record LinkedLogin(
            UUID id,
            Name provider,
            String label,
            Instant since,
            @Nullable Instant lastUsed) {}

    /** A provider, by the id of its registration. */
    public record Provider(String id, Name name) {}

    /** A remembered phone. */
    public record Phone(UUID id, String device, Instant since, Instant lastUsed, Instant until) {}
}
