package org.raceway.bench;

import java.lang.reflect.Field;
import java.util.List;
import org.raceway.RacewayApplication;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.handler.MappedInterceptor;

/**
 * The application without its permission checks: no guard before handler methods, and the database owner's connections, which
 * row-level security does not bind and which are told nothing. For comparison only; it exists in the benchmarks alone.
 */
final class UncheckedApplication {
    private static final String GUARD = "org.raceway.access.AccessGuard";

    private UncheckedApplication() {}

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(RacewayApplication.class);
        application.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(new Unchecked(context)));
        application.run(arguments);
    }

    private record Unchecked(ConfigurableApplicationContext context) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (name.equals("dataSource")) {
                return context.getBean("wholePool");
            }
            if (bean instanceof AbstractHandlerMapping mapping) {
                interceptors(mapping).removeIf(interceptor -> isGuard(interceptor));
            }
            return bean;
        }

        private static boolean isGuard(HandlerInterceptor interceptor) {
            HandlerInterceptor real =
                    interceptor instanceof MappedInterceptor mapped ? mapped.getInterceptor() : interceptor;
            return real.getClass().getName().equals(GUARD);
        }

        @SuppressWarnings("unchecked") // as the field is declared
        private static List<HandlerInterceptor> interceptors(AbstractHandlerMapping mapping) {
            try {
                Field field = AbstractHandlerMapping.class.getDeclaredField("adaptedInterceptors");
                field.setAccessible(true);
                return (List<HandlerInterceptor>) field.get(mapping);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Spring keeps its interceptors elsewhere", e);
            }
        }
    }
}
