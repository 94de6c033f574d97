package org.raceway.people.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.Principals;
import org.raceway.people.signin.LiveSessions.Live;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends sessions that have lasted long enough, and lets remembered phones in. Stands before who is asking is looked at. */
final class SessionFilter extends OncePerRequestFilter {
    private final LiveSessions sessions;
    private final RememberedDevices remembered;
    private final Principals principals;
    private final SignIn signIn;

    SessionFilter(LiveSessions sessions, RememberedDevices remembered, Principals principals, SignIn signIn) {
        this.sessions = sessions;
        this.remembered = remembered;
        this.principals = principals;
        this.signIn = signIn;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Live> live = LiveSessions.of(request.getSession(false));
        if (live.isPresent()) {
            if (sessions.isOver(live.get())) {
                request.getSession().invalidate();
                SecurityContextHolder.clearContext();
            } else {
                LiveSessions.seen(live.get(), request.getRemoteAddr());
            }
        }
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (known == null && RememberedDevices.isBrought(request) && !isForEverybody(request.getRequestURI())) {
            remembered
                    .use(request, response)
                    .flatMap(principals::of)
                    .filter(AccountPrincipal::isEnabled)
                    .ifPresent(principal -> signIn.open(principal, Way.REMEMBERED, request, response));
        }
        chain.doFilter(request, response);
    }

    /** Asked for by every page, many at once, and the same for all. */
    private static boolean isForEverybody(String path) {
        return path.startsWith("/assets/") || path.startsWith("/logout") || path.equals("/favicon.ico");
    }
}
