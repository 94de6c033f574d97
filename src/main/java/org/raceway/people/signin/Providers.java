package org.raceway.people.signin;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.raceway.people.AccountPrincipal.Name;
import org.raceway.people.MySecurity;
import org.raceway.platform.ProblemException;
import org.raceway.platform.outgoing.Outcome;
import org.raceway.platform.outgoing.Outgoing;
import org.raceway.platform.outgoing.OutgoingRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The identity providers of this installation. What a provider says of itself is asked for when somebody first wants to come in by it, so
 * that one which is away keeps nothing else from working.
 */
@Component
class Providers implements AutoCloseable {
    /** Where a provider sends people back to, as Spring has it; the provider's id follows. */
    static final String CALLBACK = "/login/oauth2/code/";
    /** So long what a provider says of itself is believed. */
    static final Duration DESCRIPTION_LIFETIME = Duration.ofHours(1);
    /** So long a provider that did not answer is not asked again. */
    static final Duration REST = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Set<String> METHODS = Set.of(
            "",
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue(),
            ClientAuthenticationMethod.CLIENT_SECRET_POST.getValue());
    private static final TypeReference<Map<String, Object>> DESCRIPTION = new TypeReference<>() {};

    private final Map<String, Provider> all = new LinkedHashMap<>();
    private final Outgoing outgoing;
    private final Clock clock;

    Providers(
            ClientSettings clients, ProviderSettings settings, SignInSettings signIn, Outgoing outgoing, Clock clock) {
        this.clock = clock;
        Set<String> inside = new LinkedHashSet<>();
        new TreeMap<>(clients.registration()).forEach((id, client) -> {
            ClientSettings.Provider named =
                    clients.provider().get(client.provider().isEmpty() ? id : client.provider());
            ProviderSettings.Provider own = Objects.requireNonNullElseGet(
                    settings.providers().get(id), () -> new ProviderSettings.Provider("", "", false, Set.of()));
            String issuer = named == null ? "" : named.issuerUri();
            check(id, client, issuer);
            if (own.inside()) {
                inside.add(URI.create(issuer).getHost());
            }
            String chinese =
                    own.name().isEmpty() ? client.clientName().isEmpty() ? id : client.clientName() : own.name();
            all.put(
                    id,
                    new Provider(
                            id,
                            new Name(chinese, own.englishName().isEmpty() ? chinese : own.englishName()),
                            client,
                            issuer,
                            own.secondFactorMethods(),
                            signIn.site()));
        });
        this.outgoing = outgoing.reaching(inside, settings.timeout());
    }

    private static void check(String id, ClientSettings.Registration client, String issuer) {
        String place = "spring.security.oauth2.client.registration." + id;
        if (!ID.matcher(id).matches()) {
            throw new IllegalStateException(place + ": the id has to be of lower-case letters, digits and hyphens");
        }
        if (client.clientId().isBlank()) {
            throw new IllegalStateException(place + ".client-id is missing");
        }
        if (!client.scope().contains(OidcScopes.OPENID)) {
            throw new IllegalStateException(place + ".scope has to contain openid");
        }
        if (!METHODS.contains(client.clientAuthenticationMethod())) {
            throw new IllegalStateException(
                    place + ".client-authentication-method is neither client_secret_basic nor client_secret_post");
        }
        if (issuer.isBlank() || URI.create(issuer).getHost() == null) {
            throw new IllegalStateException("spring.security.oauth2.client.provider."
                    + (client.provider().isEmpty() ? id : client.provider())
                    + ".issuer-uri has to be an address such as https://sso.example.com/realms/cluster");
        }
    }

    /** All of them, for the login page. */
    List<MySecurity.Provider> offered() {
        return all.values().stream()
                .map(provider -> new MySecurity.Provider(provider.id, provider.name))
                .toList();
    }

    /** What the provider is called. */
    Name name(String id) {
        return of(id).name;
    }

    /** What the provider with this issuer is called; its host where it is in the settings no longer. */
    Name nameOfIssuer(String issuer) {
        return all.values().stream()
                .filter(provider -> provider.issuer.equals(issuer))
                .findFirst()
                .map(provider -> provider.name)
                .orElseGet(() -> {
                    String host = Objects.requireNonNullElse(URI.create(issuer).getHost(), issuer);
                    return new Name(host, host);
                });
    }

    /** Whether one of these methods stands for a second factor. */
    boolean isSecondFactor(String id, List<String> methods) {
        return methods.stream().anyMatch(of(id).secondFactorMethods::contains);
    }

    /**
     * How this installation is known to the provider, and what that says of itself.
     *
     * @throws ProblemException if it can't be asked
     */
    ClientRegistration registration(String id) {
        return of(id).known().registration();
    }

    /**
     * Checks the provider's ID tokens.
     *
     * @throws ProblemException if it can't be asked
     */
    JwtDecoder decoder(String id) {
        return of(id).known().decoder();
    }

    /** By which providers are asked. */
    Outgoing outgoing() {
        return outgoing;
    }

    @Override
    public void close() {
        outgoing.close();
    }

    private Provider of(String id) {
        return Optional.ofNullable(all.get(id)).orElseThrow(() -> new ProblemException(SignInProblem.NO_SUCH_WAY));
    }

    private record Known(ClientRegistration registration, JwtDecoder decoder, Instant until) {}

    private final class Provider {
        private final String id;
        private final Name name;
        private final ClientSettings.Registration client;
        private final String issuer;
        private final Set<String> secondFactorMethods;
        private final String site;
        private @Nullable Known known;
        private Instant restsUntil = Instant.MIN;

        Provider(
                String id,
                Name name,
                ClientSettings.Registration client,
                String issuer,
                Set<String> secondFactorMethods,
                String site) {
            this.id = id;
            this.name = name;
            this.client = client;
            this.issuer = issuer;
            this.secondFactorMethods = secondFactorMethods;
            this.site = site;
        }

        synchronized Known known() {
            Instant now = clock.instant();
            Known last = known;
            if (last != null && now.isBefore(last.until())) {
                return last;
            }
            if (!now.isBefore(restsUntil)) {
                try {
                    Known asked = ask(now);
                    known = asked;
                    return asked;
                } catch (IllegalArgumentException | JacksonException e) {
                    LOG.warn("The identity provider {} at {} can't be used: {}", id, issuer, e.getMessage());
                    restsUntil = clock.instant().plus(REST);
                }
            }
            if (last != null) {
                return last; // what it said before is most likely still so
            }
            throw new ProblemException(SignInProblem.PROVIDER_AWAY);
        }

        private Known ask(Instant now) {
            String address = (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer)
                    + "/.well-known/openid-configuration";
            Map<String, Object> description = switch (outgoing.send(OutgoingRequest.get(address))) {
                case Outcome.Answered answered -> {
                    if (answered.status() != 200) {
                        throw new IllegalArgumentException("it answered with status " + answered.status());
                    }
                    yield JsonMapper.shared().readValue(answered.body(), DESCRIPTION);
                }
                case Outcome.Unanswered none ->
                    throw new IllegalArgumentException(none.problem().code());
            };
            if (!issuer.equals(description.get("issuer"))) {
                throw new IllegalArgumentException("it names another issuer: " + description.get("issuer"));
            }
            ClientRegistration registration = registration(description);
            String authorization =
                    Objects.requireNonNullElse(registration.getProviderDetails().getAuthorizationUri(), "");
            if (!authorization.startsWith("https://")
                    && !authorization.startsWith(URI.create(issuer).getScheme() + "://")) {
                throw new IllegalArgumentException("its authorization endpoint is without TLS");
            }
            return new Known(registration, decoder(registration), now.plus(DESCRIPTION_LIFETIME));
        }

        private ClientRegistration registration(Map<String, Object> description) {
            ClientRegistration.Builder builder = ClientRegistrations.fromOidcConfiguration(description)
                    .registrationId(id)
                    .clientName(name.chinese())
                    .clientId(client.clientId())
                    .clientSecret(client.clientSecret())
                    .scope(client.scope())
                    .redirectUri((site.isEmpty() ? "{baseUrl}" : site.replaceFirst("/+$", "")) + CALLBACK + id)
                    .clientSettings(ClientRegistration.ClientSettings.builder()
                            .requireProofKey(true)
                            .build());
            if (client.clientSecret().isEmpty()) {
                builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
            } else if (!client.clientAuthenticationMethod().isEmpty()) {
                builder.clientAuthenticationMethod(new ClientAuthenticationMethod(client.clientAuthenticationMethod()));
            }
            return builder.build();
        }

        /** By the provider's published keys only: neither unsigned tokens nor ones signed with a shared secret. */
        private JwtDecoder decoder(ClientRegistration registration) {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(Objects.requireNonNull(
                            registration.getProviderDetails().getJwkSetUri()))
                    .restOperations(new RestTemplate(outgoing.requestFactory()))
                    .jwsAlgorithms(algorithms -> algorithms.addAll(List.of(SignatureAlgorithm.values())))
                    .build();
            JwtTimestampValidator times = new JwtTimestampValidator();
            times.setClock(clock);
            OidcIdTokenValidator claims = new OidcIdTokenValidator(registration);
            claims.setClock(clock);
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(times, claims)));
            decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
            return decoder;
        }
    }
}
