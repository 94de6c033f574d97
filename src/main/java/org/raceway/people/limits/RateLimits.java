package org.raceway.people.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.raceway.access.SignedInCaller;
import org.raceway.platform.Problems;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds everybody to their limit, with the header fields of the IETF's draft-ietf-httpapi-ratelimit-headers. Who has signed in is
 * counted right after the security filters, by key, client or account; who has not is counted before them, by address, where
 * a request costs something: public scan pages, and the forms and tokens by which one comes in. Wrong passwords are counted by sign-in
 * itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
class RateLimits {
    private static final String POLICY = "RateLimit-Policy";
    private static final String REMAINING = "RateLimit";

    @Bean
    FilterRegistrationBean<ByAddress> addressLimits(LimitSettings settings, Problems problems, MeterRegistry meters) {
        FilterRegistrationBean<ByAddress> filter =
                new FilterRegistrationBean<>(new ByAddress(settings, problems, meters));
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ByCaller> callerLimits(LimitSettings settings, Problems problems, MeterRegistry meters) {
        FilterRegistrationBean<ByCaller> filter =
                new FilterRegistrationBean<>(new ByCaller(settings, problems, meters));
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1);
        return filter;
    }

    private static Counter refusals(MeterRegistry meters, String by) {
        return Counter.builder("raceway.limits.refused")
                .description("requests beyond a limit")
                .tag("by", by)
                .register(meters);
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, Problems problems, Limit limit, Taken taken)
            throws IOException {
        response.setHeader(REMAINING, taken.header(limit));
        problems.write(
                request,
                response,
                new RateLimited(taken.retrySeconds()),
                Map.of("limit", limit.name()),
                limit.unit() == Limit.Unit.BYTES ? (limit.perMinute() >> 20) + " MB" : limit.perMinute(),
                taken.retrySeconds());
    }

    /** Who has not signed in. */
    static final class ByAddress extends OncePerRequestFilter {
        private final AddressBuckets scans;
        private final AddressBuckets doors;
        private final Problems problems;
        private final Counter refused;

        ByAddress(LimitSettings settings, Problems problems, MeterRegistry meters) {
            this.scans = new AddressBuckets(Limit.requests("scans", settings.scanRequests()));
            this.doors = new AddressBuckets(Limit.requests("sign-in", settings.doorRequests()));
            this.problems = problems;
            this.refused = refusals(meters, "address");
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            AddressBuckets buckets = bucketsOf(request);
            if (buckets != null) {
                Taken taken = buckets.take(request.getRemoteAddr(), System.nanoTime());
                response.setHeader(POLICY, buckets.limit().policy());
                if (!taken.admitted()) {
                    refused.increment();
                    refuse(request, response, problems, buckets.limit(), taken);
                    return;
                }
                response.setHeader(REMAINING, taken.header(buckets.limit()));
            }
            chain.doFilter(request, response);
        }

        private @Nullable AddressBuckets bucketsOf(HttpServletRequest request) {
            String path = request.getRequestURI();
            return switch (path.length() < 2 ? ' ' : path.charAt(1)) {
                case '0', '8', '2' -> startsWithAny(path, "/01/", "/00/", "/8003/", "/8004/", "/253/") ? scans : null;
                case 'l', 's', 'r', 'i', 'o', 'j' ->
                    request.getMethod().equals("POST")
                                    && startsWithAny(
                                            path,
                                            "/login/forgotten",
                                            "/signup",
                                            "/scanned",
                                            "/sign-up",
                                            "/recover",
                                            "/invitation",
                                            "/join",
                                            "/oauth2/token")
                            ? doors
                            : null;
                default -> null;
            };
        }

        private static boolean startsWithAny(String path, String... beginnings) {
            for (String beginning : beginnings) {
                if (path.startsWith(beginning)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Who has signed in, by whatever door. */
    static final class ByCaller extends OncePerRequestFilter {
        private final AccountBudgets accounts;
        private final Problems problems;
        private final Counter refusedMachines;
        private final Counter refusedPeople;

        ByCaller(LimitSettings settings, Problems problems, MeterRegistry meters) {
            this.accounts = new AccountBudgets(settings.account());
            this.problems = problems;
            this.refusedMachines = refusals(meters, "key");
            this.refusedPeople = refusals(meters, "account");
            Gauge.builder("raceway.limits.accounts", accounts, AccountBudgets::size)
                    .description("people whose requests are counted just now")
                    .register(meters);
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            long now = System.nanoTime();
            Budget budget = budget(request, now);
            if (budget == null) {
                chain.doFilter(request, response);
                return;
            }
            Budget.Limits limits = budget.limits();
            response.setHeader(POLICY, limits.policy());
            long length = request.getContentLengthLong();
            Taken requests = budget.requests().take(limits.requests(), 1, now);
            if (!requests.admitted()) {
                refuse(request, response, limits.requests(), requests);
                return;
            }
            boolean unannounced = length < 0 && request.getHeader("Transfer-Encoding") != null;
            if (length > 0 || unannounced) {
                Taken bytes = budget.bytes().take(limits.bytes(), Math.max(1, length), now);
                if (!bytes.admitted()) {
                    refuse(request, response, limits.bytes(), bytes);
                    return;
                }
                response.setHeader(REMAINING, requests.header(limits.requests()) + ", " + bytes.header(limits.bytes()));
            } else {
                response.setHeader(REMAINING, requests.header(limits.requests()));
            }
            if (unannounced) {
                Counted counted = new Counted(request);
                try {
                    chain.doFilter(counted, response);
                } finally {
                    budget.bytes().charge(limits.bytes(), counted.bytes(), System.nanoTime());
                }
            } else {
                chain.doFilter(request, response);
            }
        }

        private @Nullable Budget budget(HttpServletRequest request, long now) {
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            if (authentication == null || request.getRequestURI().startsWith("/assets/")) {
                return null;
            }
            Object principal = authentication.getPrincipal();
            if (principal instanceof LimitedCaller machine) {
                return machine.budget();
            }
            return principal instanceof SignedInCaller person
                    ? accounts.of(person.caller().accountId(), now)
                    : null;
        }

        private void refuse(HttpServletRequest request, HttpServletResponse response, Limit limit, Taken taken)
                throws IOException {
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            boolean machine = authentication != null && authentication.getPrincipal() instanceof LimitedCaller;
            (machine ? refusedMachines : refusedPeople).increment();
            RateLimits.refuse(request, response, problems, limit, taken);
        }
    }

    /** A body whose length nobody has announced. */
    private static final class Counted extends HttpServletRequestWrapper {
        private @Nullable CountedStream stream;

        Counted(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (stream == null) {
                stream = new CountedStream(super.getInputStream());
            }
            return stream;
        }

        long bytes() {
            return stream == null ? 0 : stream.bytes;
        }
    }

    private static final class CountedStream extends ServletInputStream {
        private final ServletInputStream body;
        private long bytes;

        CountedStream(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int one = body.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            bytes += Math.max(0, count);
            return count;
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
