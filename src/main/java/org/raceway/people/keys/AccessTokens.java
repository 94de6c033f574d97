package org.raceway.people.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Permission;
import org.raceway.people.limits.Budget;
import org.raceway.platform.crypto.CryptoSuite;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Checks access tokens (RFC 9068). A signature is checked once a token; after that a request costs one digest. Whether the client
 * still stands is asked with each request all the same.
 */
@Component
class AccessTokens {
    static final String TYPE = "at+jwt";
    static final String AUDIENCE = "raceway-api";
    static final Duration LIFETIME = Duration.ofMinutes(10);
    static final int CAPACITY = 20_000;
    private static final int LONGEST = 4_096;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final ConcurrentHashMap<Digest, Token> verified = new ConcurrentHashMap<>();

    AccessTokens(SigningKeys keys) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TYPE)));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.ES256), keys.published()));
        // Times are checked here, by the clock that everything else goes by.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
    }

    /**
     * A token whose signature is right.
     *
     * @throws KeyFilter.Refused if it is not, or has ended
     */
    Token verify(String written, Instant now) {
        if (written.length() > LONGEST) {
            throw new KeyFilter.Refused(KeyProblem.BAD_TOKEN);
        }
        Digest digest = Digest.of(written);
        Token token = verified.get(digest);
        if (token == null) {
            token = read(written);
            if (now.isBefore(token.expiresAt)) {
                makeRoom(now);
                verified.put(digest, token);
            }
        }
        if (!now.isBefore(token.expiresAt)) {
            throw new KeyFilter.Refused(KeyProblem.TOKEN_EXPIRED);
        }
        return token;
    }

    private Token read(String written) {
        try {
            JWTClaimsSet claims = processor.process(written, null);
            String client = claims.getStringClaim("client_id");
            String scope = claims.getStringClaim("scope");
            Date until = claims.getExpirationTime();
            if (client == null
                    || scope == null
                    || until == null
                    || !claims.getAudience().contains(AUDIENCE)
                    || !client.startsWith(KeyKind.CLIENT.prefix() + "_")) {
                throw new KeyFilter.Refused(KeyProblem.BAD_TOKEN);
            }
            EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
            for (String code : scope.split(" ")) {
                for (Permission permission : Permission.values()) {
                    if (permission.code().equals(code)) {
                        permissions.add(permission);
                    }
                }
            }
            return new Token(client.substring(KeyKind.CLIENT.prefix().length() + 1), permissions, until.toInstant());
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new KeyFilter.Refused(KeyProblem.BAD_TOKEN);
        }
    }

    private void makeRoom(Instant now) {
        if (verified.size() >= CAPACITY) {
            verified.values().removeIf(token -> !now.isBefore(token.expiresAt));
            Iterator<Digest> any = verified.keySet().iterator();
            while (verified.size() >= CAPACITY && any.hasNext()) {
                any.next();
                any.remove();
            }
        }
    }

    /** What a token says. */
    static final class Token {
        private final String publicId;
        private final Set<Permission> permissions;
        private final Instant expiresAt;
        private volatile @Nullable Made made;

        private Token(String publicId, Set<Permission> permissions, Instant expiresAt) {
            this.publicId = publicId;
            this.permissions = permissions;
            this.expiresAt = expiresAt;
        }

        /** Of the client. */
        String publicId() {
            return publicId;
        }

        /** The client with what the token holds of its permissions. */
        @SuppressWarnings("ReferenceEquality") // a key that was read again is another one
        Authentication authentication(MachineKey key, Budget budget) {
            Made known = made;
            if (known == null || known.key() != key) {
                known = new Made(key, LiveKey.authentication(key, budget, permissions));
                made = known;
            }
            return known.authentication();
        }

        private record Made(MachineKey key, Authentication authentication) {}
    }

    /** A SHA-256. */
    private record Digest(long a, long b, long c, long d) {
        static Digest of(String text) {
            ByteBuffer bytes =
                    ByteBuffer.wrap(CryptoSuite.STANDARD.digests().digest(text.getBytes(StandardCharsets.UTF_8)));
            return new Digest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
        }
    }
}
