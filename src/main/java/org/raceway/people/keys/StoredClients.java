package org.raceway.people.keys;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Permission;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Clients as the authorization server sees them. One that has ended is not there. */
final class StoredClients implements RegisteredClientRepository, JwtDecoderFactory<RegisteredClient> {
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.RS256, JWSAlgorithm.PS256);
    private static final String PUBLIC_KEYS = "org.raceway.public-keys";

    private final LiveKeys keys;
    private final UsedAssertions used;
    private final Clock clock;

    StoredClients(LiveKeys keys, UsedAssertions used, Clock clock) {
        this.keys = keys;
        this.used = used;
        this.clock = clock;
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("clients are made by KeyRegister");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        String prefix = KeyKind.CLIENT.prefix() + "_";
        if (!clientId.startsWith(prefix) || clientId.length() != prefix.length() + KeyText.ID_LENGTH) {
            return null;
        }
        Instant now = clock.instant();
        return keys.find(clientId.substring(prefix.length()))
                .map(live -> live.known().key())
                .filter(key -> key.kind().isClient() && key.isLive(now))
                .map(key -> registered(key, now))
                .orElse(null);
    }

    private static RegisteredClient registered(MachineKey key, Instant now) {
        RegisteredClient.Builder client = RegisteredClient.withId(key.shownId())
                .clientId(key.shownId())
                .clientName(key.name())
                .clientIdIssuedAt(key.createdAt())
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> scopes.addAll(
                        key.permissions().stream().map(Permission::code).collect(Collectors.toSet())))
                .tokenSettings(TokenSettings.builder()
                        .accessTokenFormat(OAuth2TokenFormat.SELF_CONTAINED)
                        .accessTokenTimeToLive(AccessTokens.LIFETIME)
                        .build());
        if (key.publicKeys() != null) {
            client.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                    .clientSettings(ClientSettings.builder()
                            .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.ES256)
                            .setting(PUBLIC_KEYS, key.publicKeys())
                            .build());
        } else {
            client.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                    .clientSecret(hashes(key, now));
        }
        return client.build();
    }

    /** The digests of the secrets that hold now. */
    private static String hashes(MachineKey key, Instant now) {
        return key.secretHashes(now).stream().map(SecretHash::toString).collect(Collectors.joining(" "));
    }

    /** Checks what a client signed, by the public keys that its enterprise has given us. */
    @Override
    public JwtDecoder createDecoder(RegisteredClient client) {
        String publicKeys = client.getClientSettings().getSetting(PUBLIC_KEYS);
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                JOSEObjectType.JWT, new JOSEObjectType("client-authentication+jwt"), null));
        try {
            processor.setJWSKeySelector(
                    new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(JWKSet.parse(publicKeys))));
        } catch (ParseException e) {
            throw new IllegalStateException("only sets that can be read are kept", e);
        }
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        OAuth2TokenValidator<Jwt> standard =
                JwtClientAssertionDecoderFactory.DEFAULT_JWT_VALIDATOR_FACTORY.apply(client);
        decoder.setJwtValidator(assertion -> {
            OAuth2TokenValidatorResult result = standard.validate(assertion);
            // Only what is right in all else is used up by it.
            return result.hasErrors() || isFirstUse(client.getClientId(), assertion)
                    ? result
                    : OAuth2TokenValidatorResult.failure(new OAuth2Error(
                            OAuth2ErrorCodes.INVALID_CLIENT,
                            "jti is missing or was used before, or exp is too far away",
                            null));
        });
        return decoder;
    }

    private boolean isFirstUse(String client, Jwt assertion) {
        String jti = assertion.getId();
        Instant end = assertion.getExpiresAt();
        return jti != null && !jti.isBlank() && end != null && used.use(client, jti, end);
    }

    /** Compares a client's secret with the digests of those that hold, in constant time. */
    static final class Secrets implements PasswordEncoder {
        @Override
        public String encode(@Nullable CharSequence secret) {
            throw new UnsupportedOperationException("secrets are made by KeyText");
        }

        @Override
        public boolean matches(@Nullable CharSequence presented, @Nullable String hashes) {
            KeyText text = presented == null ? null : KeyText.read(presented.toString());
            if (text == null || hashes == null) {
                return false;
            }
            SecretHash hash = text.hash();
            boolean right = false;
            for (String held : hashes.split(" ")) {
                right |= SecretHash.parse(held).matches(hash);
            }
            return right;
        }
    }
}
