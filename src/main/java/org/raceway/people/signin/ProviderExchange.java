package org.raceway.people.signin;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.Problem;
import org.raceway.platform.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;

/**
 * Asks a provider who somebody is: OpenID Connect Core 1.0, authorization code flow with PKCE (RFC 7636, S256), state and nonce. The ID token
 * is all that is taken; access and refresh tokens are forgotten at once.
 */
@Component
class ProviderExchange {
    /** So long a person may take at the provider. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(ProviderExchange.class);
    private static final String BEGUN = ProviderExchange.class.getName() + ".begun";
    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_LABEL = 128;
    private static final int LONGEST_LOGGED = 300;

    private final Providers providers;
    private final DefaultOAuth2AuthorizationRequestResolver requests;
    private final AuthenticationProvider exchange;
    private final Clock clock;
    private final MeterRegistry meters;

    ProviderExchange(Providers providers, Clock clock, MeterRegistry meters) {
        this.providers = providers;
        this.clock = clock;
        this.meters = meters;
        this.requests = new DefaultOAuth2AuthorizationRequestResolver(providers::registration);
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(providers.outgoing().requestFactory())
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        OidcAuthorizationCodeAuthenticationProvider oidc = new OidcAuthorizationCodeAuthenticationProvider(
                tokens, found -> new DefaultOidcUser(List.of(), found.getIdToken()));
        oidc.setJwtDecoderFactory(registration -> providers.decoder(registration.getRegistrationId()));
        this.exchange = oidc;
    }

    /**
     * On the way to a provider.
     *
     * @param account that is to be linked; absent to sign in
     */
    private record Begun(
            OAuth2AuthorizationRequest request,
            String provider,
            @Nullable UUID account,
            Instant since) implements Serializable {}

    /** Who came back, and what for. */
    record Returned(ProviderLogin login, @Nullable UUID account) {}

    /**
     * Sends somebody to a provider.
     *
     * @param account that is to be linked; absent to sign in
     * @return the provider's address
     */
    String begin(String provider, @Nullable UUID account, HttpServletRequest request) {
        OAuth2AuthorizationRequest asked = Objects.requireNonNull(requests.resolve(request, provider));
        request.getSession().setAttribute(BEGUN, new Begun(asked, provider, account, clock.instant()));
        count(provider, "begun");
        return asked.getAuthorizationRequestUri();
    }

    /**
     * Takes what the provider sends back. It is taken once, and only in the browser that was sent there.
     *
     * @throws ProblemException if it can't be believed
     */
    Returned finish(String provider, HttpServletRequest request) {
        providers.name(provider); // there is such a one
        Begun begun = begun(provider, request);
        ClientRegistration registration = providers.registration(provider);
        checkIssuer(registration, request.getParameter("iss"));
        String error = request.getParameter(OAuth2ParameterNames.ERROR);
        if (error != null) {
            throw switch (error) {
                case "access_denied" -> refused(provider, SignInProblem.PROVIDER_DECLINED, "declined", error, null);
                case "server_error", "temporarily_unavailable" ->
                    refused(provider, SignInProblem.PROVIDER_AWAY, "away", error, null);
                default -> refused(provider, SignInProblem.PROVIDER_ANSWER, "refused", error, null);
            };
        }
        String code = request.getParameter(OAuth2ParameterNames.CODE);
        if (code == null || code.isBlank()) {
            throw refused(provider, SignInProblem.PROVIDER_ANSWER, "refused", "no code", null);
        }
        OAuth2AuthorizationResponse response = OAuth2AuthorizationResponse.success(code)
                .redirectUri(Objects.requireNonNull(begun.request().getRedirectUri()))
                .state(Objects.requireNonNull(begun.request().getState()))
                .build();
        Authentication known;
        try {
            known = exchange.authenticate(new OAuth2LoginAuthenticationToken(
                    registration, new OAuth2AuthorizationExchange(begun.request(), response)));
        } catch (ProblemException away) {
            throw away;
        } catch (RuntimeException e) {
            throw isAway(e)
                    ? refused(provider, SignInProblem.PROVIDER_AWAY, "away", e.getMessage(), e)
                    : refused(provider, SignInProblem.PROVIDER_ANSWER, "refused", e.getMessage(), e);
        }
        if (known == null || !(known.getPrincipal() instanceof OidcUser person)) {
            throw refused(provider, SignInProblem.PROVIDER_ANSWER, "refused", "no ID token", null);
        }
        ProviderLogin login = login(provider, registration, person.getIdToken());
        count(provider, "known");
        return new Returned(login, begun.account());
    }

    private Begun begun(String provider, HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        String state = request.getParameter(OAuth2ParameterNames.STATE);
        if (session != null
                && state != null
                && session.getAttribute(BEGUN) instanceof Begun begun
                && MessageDigest.isEqual(
                        state.getBytes(StandardCharsets.UTF_8),
                        Objects.requireNonNullElse(begun.request().getState(), "")
                                .getBytes(StandardCharsets.UTF_8))) {
            session.removeAttribute(BEGUN);
            if (begun.provider().equals(provider)
                    && clock.instant().isBefore(begun.since().plus(LIFETIME))) {
                return begun;
            }
        }
        throw refused(provider, SignInProblem.PROVIDER_STALE, "stale", "not begun in this browser", null);
    }

    /** RFC 9207: an answer of one provider is not taken to another. */
    private void checkIssuer(ClientRegistration registration, @Nullable String named) {
        ClientRegistration.ProviderDetails provider = registration.getProviderDetails();
        boolean promised = Boolean.TRUE.equals(
                provider.getConfigurationMetadata().get("authorization_response_iss_parameter_supported"));
        if (named == null ? promised : !named.equals(provider.getIssuerUri())) {
            throw refused(
                    registration.getRegistrationId(), SignInProblem.PROVIDER_ANSWER, "refused", "another issuer", null);
        }
    }

    private ProviderLogin login(String provider, ClientRegistration registration, OidcIdToken token) {
        String subject = token.getSubject();
        String issuer = Objects.requireNonNull(registration.getProviderDetails().getIssuerUri());
        if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT || subject.indexOf('\0') >= 0) {
            throw refused(provider, SignInProblem.PROVIDER_ANSWER, "refused", "a subject of no use", null);
        }
        Map<String, Object> claims = token.getClaims();
        String email = text(claims.get("email"));
        String name = text(claims.get("name"));
        String label = Stream.of(email, text(claims.get("preferred_username")), name, text(subject))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(provider);
        return new ProviderLogin(
                provider,
                issuer,
                subject,
                label,
                name,
                email,
                Boolean.TRUE.equals(token.getEmailVerified()),
                Objects.requireNonNullElse(token.getAuthenticationMethods(), List.<String>of()),
                clock.instant());
    }

    private static @Nullable String text(@Nullable Object claim) {
        if (!(claim instanceof String text) || text.isBlank()) {
            return null;
        }
        String plain = text.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.length() > LONGEST_LABEL ? plain.substring(0, LONGEST_LABEL) : plain;
    }

    private static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof HttpServerErrorException) {
                return true;
            }
        }
        return false;
    }

    private ProblemException refused(
            String provider, SignInProblem problem, String outcome, @Nullable String why, @Nullable Throwable cause) {
        String plain = String.valueOf(why).replaceAll("\\p{Cntrl}", " ");
        (problem.blame() == Problem.Blame.PLATFORM ? LOG.atWarn() : LOG.atInfo())
                .log(
                        "A sign-in by the identity provider {} came to nothing: {}",
                        provider,
                        plain.length() > LONGEST_LOGGED ? plain.substring(0, LONGEST_LOGGED) : plain);
        count(provider, outcome);
        return new ProblemException(cause, problem);
    }

    private void count(String provider, String outcome) {
        meters.counter("raceway.sign-in.provider", "provider", provider, "outcome", outcome)
                .increment();
    }
}
