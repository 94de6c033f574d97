package org.raceway.people;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the person as they are now in the place of the person as they came in, for this request. Whose account or
 * membership has ended is signed out. Stands in the chain before the requests are authorized.
 */
final class LiveAccountFilter extends OncePerRequestFilter {
    /** A machine that signs in as a person of several enterprises says here for which it acts, by the enterprise's id. */
    static final String ENTERPRISE = "Raceway-Enterprise";

    private final LiveAccounts accounts;

    LiveAccountFilter(LiveAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same object is surely the same person; a copy may be put in its place
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof AccountPrincipal remembered) {
            Optional<AccountPrincipal> now = accounts.now(remembered);
            if (now.isPresent() && now.get().membership() != null) {
                String asked = request.getHeader(ENTERPRISE);
                if (asked != null && request.getHeader("Authorization") != null) {
                    now = inEnterprise(now.get(), asked);
                }
            }
            if (now.isEmpty()) {
                SecurityContextHolder.clearContext();
                HttpSession session = request.getSession(false);
                if (session != null) {
                    session.invalidate();
                }
            } else if (now.get() != remembered) {
                AccountPrincipal principal = now.get();
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(as(authentication, principal));
                SecurityContextHolder.setContext(context);
            }
        }
        chain.doFilter(request, response);
    }

    /** The same sign-in by the same factors, in another membership or as things stand now. */
    static Authentication as(Authentication authentication, AccountPrincipal principal) {
        return authentication.toBuilder()
                .principal(principal)
                .authorities(all -> {
                    all.removeIf(authority -> {
                        String name = authority.getAuthority();
                        return name != null && name.startsWith("ROLE_");
                    });
                    all.addAll(principal.getAuthorities());
                })
                .build();
    }

    private Optional<AccountPrincipal> inEnterprise(AccountPrincipal principal, String asked) {
        UUID enterprise;
        try {
            enterprise = UUID.fromString(asked);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (enterprise.equals(principal.caller().enterprise())) {
            return Optional.of(principal);
        }
        UUID account = principal.caller().accountId();
        return principal.others().stream()
                .flatMap(other -> accounts.now(account, other.membership()).stream())
                .filter(other -> enterprise.equals(other.caller().enterprise()))
                .findFirst();
    }
}
