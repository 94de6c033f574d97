package org.raceway.people.signin;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody as a provider has named them. Who that is here is told by issuer and subject together, and by nothing else of it.
 *
 * @param label by which the person recognises the login
 * @param methods of authentication that the provider tells of
 */
record ProviderLogin(
        String provider,
        String issuer,
        String subject,
        String label,
        @Nullable String name,
        @Nullable String email,
        boolean emailVerified,
        List<String> methods,
        Instant since)
        implements Serializable {
    ProviderLogin {
        methods = List.copyOf(methods);
    }

    /** Without what names the person. */
    @Override
    public String toString() {
        return "ProviderLogin[" + provider + "]";
    }
}
