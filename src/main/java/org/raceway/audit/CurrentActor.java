package org.raceway.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.CurrentCaller;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Who does what is being done just now. */
@Component
final class CurrentActor {
    private final CurrentCaller callers;

    CurrentActor(CurrentCaller callers) {
        this.callers = callers;
    }

    AuditActor get() {
        Caller caller = callers.find().orElse(null);
        if (caller != null) {
            return withRequest(AuditActor.account(caller.accountId(), caller.enterprise()));
        }
        return request() == null
                ? AuditActor.raceway()
                : withRequest(new AuditActor(AuditActor.Kind.ANONYMOUS, null, null, null, null, null, null));
    }

    /** Whose permission is used, if it is a colleague's that was lent. */
    Optional<UUID> lender() {
        return callers.actingFor();
    }

    static AuditActor withRequest(AuditActor actor) {
        HttpServletRequest request = request();
        return request == null
                ? actor
                : new AuditActor(
                        actor.kind(),
                        actor.account(),
                        actor.enterprise(),
                        actor.part(),
                        request.getRemoteAddr(),
                        request.getHeader("User-Agent"),
                        MDC.get("requestId"));
    }

    private static @Nullable HttpServletRequest request() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest()
                : null;
    }
}
