package org.raceway.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts a {@link RequestQueue} before pages and APIs; the management port has none, so that health answers in a crowd. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RequestSettings.class)
class RequestQueues {

    @Bean
    RequestQueue requestQueue(RequestSettings settings, MeterRegistry meters) {
        RequestQueue queue = new RequestQueue(settings.concurrent());
        Gauge.builder("raceway.requests.running", queue, RequestQueue::running)
                .description("requests that are worked on")
                .register(meters);
        Gauge.builder("raceway.requests.waiting", queue, RequestQueue::waiting)
                .description("requests that wait for their turn")
                .register(meters);
        return queue;
    }

    /** After Spring Boot's own, which sets an executor without a bound. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> requestQueueCustomizer(RequestQueue queue) {
        return factory -> factory.addProtocolHandlerCustomizers(handler -> handler.setExecutor(queue));
    }

    @Bean
    Hopeless hopeless(RequestSettings settings, ObjectProvider<Storage> storage, Problems problems) {
        // Not before the first request: the web server is put together before the database is started.
        return new Hopeless(settings, SingletonSupplier.of(storage::getObject), problems);
    }

    /**
     * Answers at once who has waited too long, and is gone or about to be, and who would wait in vain for a database that
     * has been gone for a while: so that the next ones need not wait for them.
     */
    @Order(Ordered.HIGHEST_PRECEDENCE + 10) // after the request id
    static final class Hopeless extends OncePerRequestFilter {
        private final RequestSettings settings;
        private final Supplier<Storage> storage;
        private final Problems problems;

        Hopeless(RequestSettings settings, Supplier<Storage> storage, Problems problems) {
            this.settings = settings;
            this.storage = storage;
            this.problems = problems;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (RequestQueue.waited().compareTo(settings.patience()) > 0) {
                problems.write(request, response, PlatformProblem.BUSY, Map.of());
            } else if (!needsNoDatabase(request.getRequestURI())
                    && storage.get().isDown()) {
                problems.write(request, response, PlatformProblem.STORAGE_UNAVAILABLE, Map.of());
            } else {
                chain.doFilter(request, response);
            }
        }

        private static boolean needsNoDatabase(String path) {
            return path.startsWith("/assets/") || path.startsWith("/login") || path.startsWith("/actuator/");
        }
    }
}
