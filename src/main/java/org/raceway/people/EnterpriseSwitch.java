package org.raceway.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.raceway.access.Caller;
import org.raceway.access.SignedIn;
import org.raceway.access.WhileBarred;
import org.raceway.audit.AuditActor;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The switch in the top bar: the same person, signed in as before, acts for another of their enterprises. */
@WhileBarred
@Controller
class EnterpriseSwitch {
    private final LiveAccounts accounts;
    private final Principals principals;
    private final AuditTrail trail;
    private final SecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    EnterpriseSwitch(LiveAccounts accounts, Principals principals, AuditTrail trail) {
        this.accounts = accounts;
        this.principals = principals;
        this.trail = trail;
    }

    @PostMapping("/me/enterprise")
    @SignedIn
    String actFor(
            @RequestParam UUID membership, Caller caller, HttpServletRequest request, HttpServletResponse response) {
        AccountPrincipal principal = accounts.now(caller.accountId(), membership)
                .orElseThrow(() -> new AccessDeniedException("no such membership"));
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null) {
            throw new AccessDeniedException("nobody is signed in");
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(LiveAccountFilter.as(authentication, principal));
        SecurityContextHolder.setContext(context);
        if (request.getSession(false) != null) {
            request.changeSessionId();
            sessions.saveContext(context, request, response);
        }
        principals.signedIn(principal);
        UUID enterprise = principal.caller().enterprise();
        trail.recordAs(
                AuditActor.account(caller.accountId(), enterprise).fromCurrentRequest(),
                AuditEntry.done("people.switch-enterprise", "account", caller.accountId())
                        .about(enterprise)
                        .with("before", caller.enterprise())
                        .with("membership", membership));
        return "redirect:/";
    }

    @EventListener
    void cameIn(InteractiveAuthenticationSuccessEvent event) {
        if (event.getAuthentication().getPrincipal() instanceof AccountPrincipal principal) {
            principals.signedIn(principal);
        }
    }
}
