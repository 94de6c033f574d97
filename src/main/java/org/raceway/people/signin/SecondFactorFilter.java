package org.raceway.people.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.raceway.people.AccountPrincipal;
import org.raceway.platform.Problems;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Leads who has to have a second factor and has none to where it is set up, before anything else. */
final class SecondFactorFilter extends OncePerRequestFilter {
    static final String SET_UP = "/me/security/second-factor";
    private static final String SETTLED = SecondFactorFilter.class.getName() + ".settled";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final SecondFactors secondFactors;
    private final SecondFactorPolicy policy;
    private final Problems problems;

    SecondFactorFilter(SecondFactors secondFactors, SecondFactorPolicy policy, Problems problems) {
        this.secondFactors = secondFactors;
        this.policy = policy;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !(authentication.getPrincipal() instanceof AccountPrincipal principal)
                || request.getSession(false) == null
                || leadsThere(request.getRequestURI())
                || isSettled(request, principal)) {
            chain.doFilter(request, response);
        } else if (request.getRequestURI().startsWith("/api/")
                || request.getRequestURI().startsWith("/epcis/")
                || !READING.contains(request.getMethod())) {
            problems.write(request, response, SignInProblem.SECOND_FACTOR_MISSING, Map.of());
        } else {
            response.sendRedirect(SET_UP);
        }
    }

    /** Looked up when something about the account has changed, not with each request. */
    private boolean isSettled(HttpServletRequest request, AccountPrincipal principal) {
        Settled now = new Settled(principal.epoch(), String.valueOf(principal.membership()));
        if (now.equals(request.getSession().getAttribute(SETTLED))) {
            return true;
        }
        boolean settled = !policy.demands(principal)
                || secondFactors.has(principal.caller().accountId());
        if (settled) {
            request.getSession().setAttribute(SETTLED, now);
        }
        return settled;
    }

    private static boolean leadsThere(String path) {
        return path.startsWith("/me/security")
                || path.startsWith("/api/v1/me/security")
                || path.startsWith("/webauthn/")
                || path.startsWith("/assets/")
                || path.startsWith("/login")
                || path.equals("/logout")
                || path.equals("/error")
                || path.equals("/favicon.ico");
    }

    private record Settled(long epoch, String membership) {}
}
