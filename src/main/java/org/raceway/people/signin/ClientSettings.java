package org.raceway.people.signin;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Identity providers, named as Spring Boot names them; of its settings these are read.
 *
 * @param registration by the id that stands in the address to which the provider sends people back
 * @param provider by the id that a registration names; without a name, by the registration's own
 */
@ConfigurationProperties("spring.security.oauth2.client")
record ClientSettings(
        @DefaultValue Map<String, Registration> registration,
        @DefaultValue Map<String, Provider> provider) {
    ClientSettings {
        registration = Map.copyOf(registration);
        provider = Map.copyOf(provider);
    }

    /**
     * How this installation is known to a provider.
     *
     * @param clientSecret empty for a public client
     * @param clientAuthenticationMethod {@code client_secret_basic} or {@code client_secret_post}; empty: what the provider takes
     * @param clientName shown where {@link ProviderSettings} has no name
     */
    record Registration(
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("") String clientAuthenticationMethod,
            @DefaultValue("") String clientName,
            @DefaultValue("") String provider,

            @DefaultValue({"openid", "profile", "email"}) Set<String> scope) {
        Registration {
            scope = Set.copyOf(scope);
        }

        /** Without the secret, so that no log line ever holds it. */
        @Override
        public String toString() {
            return "Registration[" + clientId + "]";
        }
    }

    /** A provider, by its issuer; all else it says itself (OpenID Connect Discovery 1.0). */
    record Provider(@DefaultValue("") String issuerUri) {}
}
