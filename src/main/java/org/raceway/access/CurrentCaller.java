package org.raceway.access;

import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The caller of the current request, for code that has no controller argument at hand. */
@Component
public final class CurrentCaller {

    /** The caller, or empty on a public page and outside of a request. */
    public Optional<Caller> find() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedInCaller principal
                ? Optional.of(principal.caller())
                : Optional.empty();
    }

    /**
     * The caller.
     *
     * @throws IllegalStateException if nobody is logged in
     */
    public Caller get() {
        return find().orElseThrow(() -> new IllegalStateException("nobody is logged in"));
    }
}
