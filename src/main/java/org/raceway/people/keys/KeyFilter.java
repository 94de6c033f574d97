package org.raceway.people.keys;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.raceway.people.limits.AddressBuckets;
import org.raceway.people.limits.RateLimited;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets machines in by a key or a token; says exactly why not to who has the right secret, and nothing to who has not. */
final class KeyFilter extends OncePerRequestFilter {
    static final String HEADER = "X-API-Key";

    private static final Logger LOG = LoggerFactory.getLogger(KeyFilter.class);
    private static final String BEARER = "Bearer ";
    private static final int WAIT_SECONDS = 60;
    /** Where a person sees to their own account: a machine has none. */
    private static final String FOR_PEOPLE = "/api/v1/me/";

    /** Paths that need nobody signed in, or have ways to sign in of their own. */
    private static final String[] OTHERS = {
        "/01/", "/00/", "/8003/", "/8004/", "/253/", "/assets/", "/oauth2/", "/.well-known/", "/actuator/", "/error"
    };

    private final LiveKeys keys;
    private final AccessTokens tokens;
    private final AddressBuckets failures;
    private final Problems problems;
    private final Clock clock;

    KeyFilter(LiveKeys keys, AccessTokens tokens, AddressBuckets failures, Problems problems, Clock clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.failures = failures;
        this.problems = problems;
        this.clock = clock;
    }

    /** Whether a machine means to come in by a key or a token. */
    static boolean wants(HttpServletRequest request) {
        if (presented(request) == null) {
            return false;
        }
        String path = request.getRequestURI();
        for (String other : OTHERS) {
            if (path.startsWith(other)) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String presented = presented(request);
        if (presented == null) {
            chain.doFilter(request, response);
            return;
        }
        String path = request.getRequestURI();
        if ((!path.startsWith("/api/") && !path.startsWith("/epcis/")) || path.startsWith(FOR_PEOPLE)) {
            problems.write(request, response, KeyProblem.NO_PAGES, Map.of());
            return;
        }
        Authentication admitted;
        try {
            admitted = admit(presented, request.getRemoteAddr());
        } catch (Refused refused) {
            refuse(request, response, refused);
            return;
        } catch (DataAccessException e) {
            LOG.error("No key can be checked: {}", e.getMessage());
            problems.write(request, response, PlatformProblem.STORAGE_UNAVAILABLE, Map.of());
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(admitted);
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private Authentication admit(String presented, String address) {
        Instant now = clock.instant();
        if (!KeyText.looksLikeOne(presented)) {
            AccessTokens.Token token = tokens.verify(presented, now);
            LiveKey client = find(token.publicId(), address);
            MachineKey key = checked(client, address, now);
            client.use().used(address, now.toEpochMilli());
            return token.authentication(key, client.budget());
        }
        KeyText text = KeyText.read(presented);
        if (text == null) {
            throw new Refused(KeyProblem.MALFORMED);
        }
        if (!text.prefix().equals(KeyKind.API_KEY.prefix())) {
            throw new Refused(KeyProblem.WRONG);
        }
        LiveKey live = find(text.id(), address);
        LiveKey.Known known = live.known();
        if (known.key().kind() != KeyKind.API_KEY || !known.key().accepts(text.hash(), now)) {
            throw new Refused(KeyProblem.WRONG);
        }
        checked(live, address, now);
        live.use().used(address, now.toEpochMilli());
        return known.authentication();
    }

    /** Whoever tries one id after the other soon asks the database nothing more. */
    private LiveKey find(String publicId, String address) {
        if (!keys.isKnown(publicId) && !failures.hasAny(address, System.nanoTime())) {
            throw new Refused(new RateLimited(WAIT_SECONDS));
        }
        return keys.find(publicId).orElseThrow(() -> new Refused(KeyProblem.WRONG));
    }

    private static MachineKey checked(LiveKey live, String address, Instant now) {
        MachineKey key = live.known().key();
        if (key.revokedAt() != null) {
            throw new Refused(KeyProblem.REVOKED);
        }
        if (!key.isLive(now)) {
            throw new Refused(KeyProblem.EXPIRED);
        }
        if (!key.admits(address)) {
            throw new Refused(KeyProblem.WRONG_ADDRESS, address);
        }
        return key;
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Refused refused) throws IOException {
        failures.charge(request.getRemoteAddr(), System.nanoTime());
        if (refused.problem().status() == 401) {
            response.setHeader(
                    "WWW-Authenticate",
                    "Bearer realm=\"Raceway\", error=\"invalid_token\", error_description=\""
                            + refused.problem().code() + "\"");
        }
        if (refused.problem() instanceof RateLimited limited) {
            problems.write(
                    request,
                    response,
                    limited,
                    Map.of("limit", "wrong-keys"),
                    failures.perMinute(),
                    limited.retrySeconds());
            return;
        }
        problems.write(request, response, refused.problem(), Map.of(), refused.arguments());
    }

    private static @Nullable String presented(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return request.getHeader(HEADER);
        }
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    /** Why not; without a stack trace, because it is thrown as often as somebody tries. */
    static final class Refused extends ProblemException {
        private static final long serialVersionUID = 1L;

        Refused(org.raceway.platform.Problem problem, @Nullable Object... arguments) {
            super(problem, arguments);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
