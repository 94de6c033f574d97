package org.raceway.people.keys;

import com.nimbusds.jose.jwk.source.JWKSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.raceway.people.limits.AddressBuckets;
import org.raceway.people.limits.Limit;
import org.raceway.people.limits.LimitSettings;
import org.raceway.platform.Problems;
import org.raceway.platform.ResponseHeaders;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.JwtClientAssertionAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** The doors of machines: keys and tokens on the API, and the endpoint where clients get their tokens. */
@Configuration(proxyBeanMethods = false)
class MachineSecurity {
    private static final String[] TOKEN_PATHS = {"/oauth2/token", "/oauth2/jwks"};

    @Bean
    @Order(0)
    SecurityFilterChain keyBearers(
            HttpSecurity http,
            LiveKeys keys,
            AccessTokens tokens,
            LimitSettings limits,
            Problems problems,
            Clock clock,
            MeterRegistry meters) {
        AddressBuckets failures = new AddressBuckets(Limit.requests("wrong-keys", limits.wrongKeys()));
        Gauge.builder("raceway.keys.live", keys, LiveKeys::size)
                .description("keys that were used lately")
                .register(meters);
        return http.securityMatcher(KeyFilter::wants)
                .addFilterBefore(new KeyFilter(keys, tokens, failures, problems, clock), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/api/**", "/epcis/**")
                        .authenticated()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                // Nothing here rides on a cookie.
                .csrf(csrf -> csrf.disable())
                .headers(ResponseHeaders::set)
                .build();
    }

    /** Client credentials only: what else the authorization server could do has no path here, and no provider behind it. */
    @Bean
    @Order(1)
    SecurityFilterChain tokenEndpoint(
            HttpSecurity http,
            LiveKeys keys,
            SigningKeys signingKeys,
            UsedAssertions used,
            Clock clock,
            @Value("${raceway.oauth.issuer:}") String issuer) {
        StoredClients clients = new StoredClients(keys, used, clock);
        Forgetful authorizations = new Forgetful();
        ClientSecretAuthenticationProvider bySecret = new ClientSecretAuthenticationProvider(clients, authorizations);
        bySecret.setPasswordEncoder(new StoredClients.Secrets());
        JwtClientAssertionAuthenticationProvider bySignature =
                new JwtClientAssertionAuthenticationProvider(clients, authorizations);
        bySignature.setJwtDecoderFactory(clients);
        JwtGenerator tokens = new JwtGenerator(new NimbusJwtEncoder(signingKeys.signing()));
        tokens.setJwtCustomizer(MachineSecurity::write);
        tokens.setClock(clock);
        AuthorizationServerSettings.Builder settings = AuthorizationServerSettings.builder();
        if (!issuer.isBlank()) {
            settings.issuer(issuer);
        }
        http.setSharedObject(JWKSource.class, signingKeys.published());
        http.securityMatcher(TOKEN_PATHS)
                .with(
                        new OAuth2AuthorizationServerConfigurer(),
                        server -> server.registeredClientRepository(clients)
                                .authorizationService(authorizations)
                                .authorizationServerSettings(settings.build())
                                .tokenGenerator(tokens)
                                .clientAuthentication(client -> client.authenticationConverters(all -> {
                                            all.clear();
                                            all.addAll(List.of(
                                                    new JwtClientAssertionAuthenticationConverter(),
                                                    new ClientSecretBasicAuthenticationConverter(),
                                                    new ClientSecretPostAuthenticationConverter()));
                                        })
                                        .authenticationProviders(all -> {
                                            all.clear();
                                            all.addAll(List.of(bySecret, bySignature));
                                        }))
                                .tokenEndpoint(endpoint -> endpoint.accessTokenRequestConverters(all -> {
                                            all.clear();
                                            all.add(new AllScopesUnlessAsked());
                                        })
                                        .authenticationProviders(all -> {
                                            all.clear();
                                            all.add(new OAuth2ClientCredentialsAuthenticationProvider(
                                                    authorizations, tokens));
                                        })))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/oauth2/token")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .csrf(csrf -> csrf.disable())
                .headers(ResponseHeaders::set);
        return http.build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain tokenEndpointDescription(HttpSecurity http) {
        return http.securityMatcher(TokenEndpointDescription.PATH)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .headers(ResponseHeaders::set)
                .build();
    }

    private static void write(JwtEncodingContext token) {
        token.getJwsHeader().algorithm(SignatureAlgorithm.ES256).type(AccessTokens.TYPE);
        token.getClaims()
                .audience(List.of(AccessTokens.AUDIENCE))
                .claim("client_id", token.getRegisteredClient().getClientId())
                .claim("scope", String.join(" ", token.getAuthorizedScopes()));
    }

    /** Who names no scope gets all of the client's (RFC 6749, 3.3). */
    private static final class AllScopesUnlessAsked implements AuthenticationConverter {
        private final OAuth2ClientCredentialsAuthenticationConverter asked =
                new OAuth2ClientCredentialsAuthenticationConverter();

        @Override
        public @Nullable Authentication convert(jakarta.servlet.http.HttpServletRequest request) {
            Authentication converted = asked.convert(request);
            return converted instanceof OAuth2ClientCredentialsAuthenticationToken grant
                            && grant.getScopes().isEmpty()
                            && grant.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
                            && client.getRegisteredClient() != null
                    ? new OAuth2ClientCredentialsAuthenticationToken(
                            client, client.getRegisteredClient().getScopes(), grant.getAdditionalParameters())
                    : converted;
        }
    }

    /** A token is signed, short-lived, and ends with its client: nothing of it is kept. */
    private static final class Forgetful implements OAuth2AuthorizationService {
        @Override
        public void save(OAuth2Authorization authorization) {}

        @Override
        public void remove(OAuth2Authorization authorization) {}

        @Override
        public @Nullable OAuth2Authorization findById(String id) {
            return null;
        }

        @Override
        public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
            return null;
        }
    }
}
