package org.raceway.people.signin;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Spring Boot has no setting for.
 *
 * @param providers by the id of their registration
 * @param timeout of each request to a provider
 */
@ConfigurationProperties("raceway.oidc")
record ProviderSettings(
        @DefaultValue Map<String, Provider> providers,
        @DefaultValue("5s") Duration timeout) {
    ProviderSettings {
        providers = Map.copyOf(providers);
    }

    /**
     * A provider.
     *
     * @param name on the button, in Chinese
     * @param englishName likewise; empty: the Chinese one
     * @param inside whether the issuer's host may lie inside the operator's network, at whatever port
     * @param secondFactorMethods words in the claim {@code amr} (RFC 8176) that stand for a second factor, after which the account's own is not
     *     asked for
     */
    record Provider(
            @DefaultValue("") String name,
            @DefaultValue("") String englishName,
            @DefaultValue("false") boolean inside,
            @DefaultValue Set<String> secondFactorMethods) {
        Provider {
            secondFactorMethods = Set.copyOf(secondFactorMethods);
        }
    }
}
