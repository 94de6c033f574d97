package org.raceway.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Holds every handler method of Raceway to its {@link AccessRule}. A handler method that has none stops the start: a page or
 * an endpoint is never open because somebody forgot.
 */
@Component
final class AccessGuard implements HandlerInterceptor, SmartInitializingSingleton {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final CurrentCaller callers;
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;
    private final ObjectProvider<WriteBar> bars;
    private final Map<Object, AccessRule> rules = new ConcurrentHashMap<>();

    AccessGuard(
            CurrentCaller callers,
            ObjectProvider<RequestMappingHandlerMapping> mappings,
            ObjectProvider<WriteBar> bars) {
        this.callers = callers;
        this.bars = bars;
        this.mappings = mappings;
    }

    /**
     * Looks at every handler method.
     *
     * @throws IllegalStateException naming those without a rule
     */
    @Override
    public void afterSingletonsInstantiated() {
        TreeSet<String> bare = new TreeSet<>();
        mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .filter(AccessGuard::isOurs)
                .forEach(handler -> AccessRule.of(handler)
                        .ifPresentOrElse(
                                rule -> rules.put(handler.getMethod(), rule), () -> bare.add(handler.toString())));
        if (!bare.isEmpty()) {
            throw new IllegalStateException(
                    "Without @Requires, @SignedIn or @Open nobody knows who may call " + String.join(", ", bare));
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && isOurs(method)) {
            AccessRule rule = rules.get(method.getMethod());
            Caller caller = callers.find().orElse(null);
            if (rule == null || !rule.admits(caller)) {
                throw new AccessDeniedException(method.getShortLogMessage());
            }
            if (caller != null && !caller.lent().isEmpty()) {
                rule.lender(caller).ifPresent(lender -> request.setAttribute(CurrentCaller.LENDER, lender));
            }
            if (caller != null && caller.enterprise() != null && writes(request) && !worksWhileBarred(method)) {
                UUID enterprise = caller.enterprise();
                bars.forEach(bar -> bar.check(enterprise));
            }
        }
        return true;
    }

    private static boolean writes(HttpServletRequest request) {
        return !READING.contains(request.getMethod());
    }

    private static boolean worksWhileBarred(HandlerMethod handler) {
        return handler.hasMethodAnnotation(WhileBarred.class)
                || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), WhileBarred.class);
    }

    /** The start page and the error page belong to the platform, which knows no permissions: everybody's, by the login alone. */
    private static boolean isOurs(HandlerMethod handler) {
        String type = handler.getBeanType().getName();
        return type.startsWith("org.raceway.") && !type.startsWith("org.raceway.platform.");
    }
}
