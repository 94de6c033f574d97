package org.raceway.platform.uploads;

import jakarta.servlet.FilterChain;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.Problems;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds what the container puts into the temporary folder, of one request and of all. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UploadSettings.class)
class UploadsConfiguration {
    /** Of the fields beside the file. */
    private static final long FIELDS = DataSize.ofMegabytes(1).toBytes();

    @Bean
    MultipartConfigElement multipartConfig(UploadSettings settings) {
        MultipartConfigFactory factory = new MultipartConfigFactory();
        factory.setMaxFileSize(settings.bytes());
        factory.setMaxRequestSize(DataSize.ofBytes(settings.bytes().toBytes() + FIELDS));
        return factory.createMultipartConfig();
    }

    @Bean
    Door uploadDoor(UploadSettings settings, Problems problems) {
        return new Door(settings, problems);
    }

    /** Lets in so many requests with files at one time; the next waits a little, then is told to come again. */
    @Order(Ordered.HIGHEST_PRECEDENCE
            + 20) // before anything asks for a parameter, for which the container reads the files
    static final class Door extends OncePerRequestFilter {
        private final UploadSettings settings;
        private final Problems problems;
        private final Semaphore places;

        Door(UploadSettings settings, Problems problems) {
            this.settings = settings;
            this.problems = problems;
            places = new Semaphore(settings.atOnce(), true);
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            String type = request.getContentType();
            return type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/");
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (request.getContentLengthLong() > settings.bytes().toBytes() + FIELDS) {
                response.setHeader("Connection", "close");
                problems.write(request, response, PlatformProblem.TOO_LARGE, Map.of());
                return;
            }
            if (!enter()) {
                response.setHeader("Connection", "close");
                problems.write(request, response, PlatformProblem.BUSY, Map.of());
                return;
            }
            try {
                chain.doFilter(request, response);
            } finally {
                places.release();
            }
        }

        private boolean enter() {
            try {
                return places.tryAcquire(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
