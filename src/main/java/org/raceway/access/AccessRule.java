package org.raceway.access;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** Who may call a handler method. What stands on the method goes before what stands on its class. */
public sealed interface AccessRule {

    /** Everybody. */
    record Everybody() implements AccessRule {}

    /** Everybody who is logged in. */
    record Members() implements AccessRule {}

    /** Who has one of these permissions. */
    record Holders(Set<Permission> anyOf) implements AccessRule {
        public Holders {
            anyOf = Set.copyOf(anyOf);
        }
    }

    /** Whether this caller may call; absent for nobody. */
    default boolean admits(@Nullable Caller caller) {
        return switch (this) {
            case Everybody everybody -> true;
            case Members members -> caller != null;
            case Holders holders -> caller != null && holders.anyOf().stream().anyMatch(caller::may);
        };
    }

    /** Who has lent this caller what lets them in; empty where they hold it themselves. */
    default Optional<UUID> lender(Caller caller) {
        if (!(this instanceof Holders holders)) {
            return Optional.empty();
        }
        List<Permission> held = holders.anyOf().stream().filter(caller::may).toList();
        return held.stream().anyMatch(permission -> caller.lender(permission).isEmpty())
                ? Optional.empty()
                : held.stream().sorted().findFirst().flatMap(caller::lender);
    }

    /**
     * The rule of a handler method, or empty when it has none.
     *
     * @throws IllegalStateException if there are several on the same element
     */
    static Optional<AccessRule> of(HandlerMethod handler) {
        Method method = handler.getMethod();
        return of(
                        method.toString(),
                        AnnotatedElementUtils.findMergedAnnotation(method, Requires.class),
                        AnnotatedElementUtils.findMergedAnnotation(method, SignedIn.class),
                        AnnotatedElementUtils.findMergedAnnotation(method, Open.class))
                .or(() -> of(
                        handler.getBeanType().toString(),
                        AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), Requires.class),
                        AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), SignedIn.class),
                        AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), Open.class)));
    }

    private static Optional<AccessRule> of(String place, @Nullable Annotation... found) {
        AccessRule rule = null;
        for (Annotation annotation : found) {
            if (annotation != null) {
                if (rule != null) {
                    throw new IllegalStateException(place + " has more than one access rule");
                }
                rule = switch (annotation) {
                    case Requires requires -> new Holders(Set.copyOf(Arrays.asList(requires.value())));
                    case SignedIn signedIn -> new Members();
                    default -> new Everybody();
                };
            }
        }
        return Optional.ofNullable(rule);
    }
}
