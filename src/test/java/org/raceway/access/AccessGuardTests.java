package org.raceway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class AccessGuardTests {

    @Test
    void stopsTheStartWhereAHandlerMethodHasNoRule() {
        assertThatThrownBy(() -> start(Bare.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Bare#forgotten")
                .hasMessageNotContaining("#ruled");
    }

    @Test
    void takesTheMethodsRuleBeforeItsClasses() throws NoSuchMethodException {
        assertThat(rule(Ruled.class, "wider")).isEqualTo(new AccessRule.Members());
        assertThat(rule(Ruled.class, "plain"))
                .isEqualTo(new AccessRule.Holders(Set.of(Permission.AUDIT_READ, Permission.AUDIT_EXPORT)));
    }

    @Test
    void admitsAnyOneOfThePermissions() throws NoSuchMethodException {
        AccessRule rule = rule(Ruled.class, "plain");
        assertThat(rule.admits(caller(Permission.AUDIT_EXPORT))).isTrue();
        assertThat(rule.admits(caller(Permission.EVENTS_READ))).isFalse();
        assertThat(rule.admits(null)).isFalse();
        assertThat(new AccessRule.Members().admits(null)).isFalse();
        assertThat(new AccessRule.Everybody().admits(null)).isTrue();
    }

    private static AccessRule rule(Class<?> type, String method) throws NoSuchMethodException {
        return AccessRule.of(new HandlerMethod(new Ruled(), type.getDeclaredMethod(method)))
                .orElseThrow();
    }

    private static @Nullable Caller caller(Permission permission) {
        return new Caller(UUID.randomUUID(), null, null, Set.of(permission), DataScope.OWN);
    }

    private static void start(Class<?> controller) {
        try (StaticWebApplicationContext context = new StaticWebApplicationContext()) {
            context.registerSingleton("controller", controller);
            context.registerSingleton("mapping", RequestMappingHandlerMapping.class);
            context.registerBean(
                    AccessGuard.class,
                    () -> new AccessGuard(
                            new CurrentCaller(),
                            context.getBeanProvider(RequestMappingHandlerMapping.class),
                            context.getBeanProvider(WriteBar.class)));
            context.refresh();
        }
    }

    @Controller
    static class Bare {
        @GetMapping("/forgotten")
        String forgotten() {
            return "";
        }

        @GetMapping("/ruled")
        @SignedIn
        String ruled() {
            return "";
        }
    }

    @Controller
    @Requires({Permission.AUDIT_READ, Permission.AUDIT_EXPORT})
    static class Ruled {
        @GetMapping("/wider")
        @SignedIn
        void wider() {}

        @GetMapping("/plain")
        void plain() {}
    }
}
