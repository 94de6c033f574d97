package org.raceway.access;

import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The caller of the current request, for code that has no controller argument at hand. */
@Component
public final class CurrentCaller {
    static final String LENDER = CurrentCaller.class.getName() + ".lender";

    /** The caller, or empty on a public page and outside of a request. */
    public Optional<Caller> find() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedInCaller principal
                ? Optional.of(principal.caller())
                : Optional.empty();
    }

    /**
     * The colleague who has lent the permission that the current request needs; empty where the caller holds one of their own, or
     * the request needs none.
     */
    public Optional<UUID> actingFor() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null && request.getAttribute(LENDER, RequestAttributes.SCOPE_REQUEST) instanceof UUID lender
                ? Optional.of(lender)
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
