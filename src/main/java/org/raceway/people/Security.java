package org.raceway.people;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Set;
import org.raceway.platform.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;

/** Who may come in, by which door: HTTP Basic for machines, a form for people, nothing for who scans a bearing. */
@Configuration(proxyBeanMethods = false)
class Security {
    private static final String[] FOR_MACHINES = {"/epcis/**", "/api/**"};
    private static final String[] FOR_EVERYBODY = {
        "/01/**",
        "/00/**",
        "/8003/**",
        "/8004/**",
        "/253/**",
        "/assets/**",
        "/login",
        "/error",
        "/favicon.ico",
        "/api/openapi.json",
        "/api/openapi.json/**"
    };
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    /** Scripts only from here and none inline; inline styles are what ECharts draws with. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'"
            + " 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none';"
            + " form-action 'self'";

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    AuthenticationManager authenticationManager(
            StoredAccounts accounts, PasswordEncoder encoder, Clock clock, AccountChanges changes) {
        DaoAuthenticationProvider slow = new DaoAuthenticationProvider(accounts);
        slow.setPasswordEncoder(encoder);
        return new ProviderManager(new VerifiedCredentials(slow, clock, changes));
    }

    @Bean
    @Order(1)
    SecurityFilterChain machines(HttpSecurity http, AuthenticationManager callers, LiveAccounts live, Problems problems)
            throws Exception {
        return http.securityMatcher(FOR_MACHINES)
                .authenticationManager(callers)
                .addFilterBefore(new LiveAccountFilter(live), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(FOR_EVERYBODY)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .httpBasic(basic -> basic.authenticationEntryPoint(problems))
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                // A page's script calls the API with its session; a machine never gets one.
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(Security::ridesOnASession))
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http, AuthenticationManager callers, LiveAccounts live, Problems problems)
            throws Exception {
        return http.authenticationManager(callers)
                .addFilterBefore(new LiveAccountFilter(live), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(FOR_EVERYBODY)
                        .permitAll()
                        // Served on the management port only, which listens on the loopback address unless set
                        // otherwise.
                        .requestMatchers("/actuator/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage("/login")
                        .failureHandler(loginFailure(problems))
                        .permitAll())
                .exceptionHandling(refusals -> refusals.accessDeniedHandler(problems))
                .logout(logout -> logout.logoutSuccessUrl("/login?left"))
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY)))
                .build();
    }

    /** Back to the form; but who could not be checked is not told that the password is wrong. */
    private static AuthenticationFailureHandler loginFailure(Problems problems) {
        AuthenticationFailureHandler wrong = new SimpleUrlAuthenticationFailureHandler("/login?error");
        return (request, response, exception) -> {
            if (exception instanceof AuthenticationServiceException unchecked) {
                problems.uncheckable(request, response, unchecked);
            } else {
                wrong.onAuthenticationFailure(request, response, exception);
            }
        };
    }

    /** Only a browser with a session can be tricked into sending a request that its user did not mean. */
    private static boolean ridesOnASession(HttpServletRequest request) {
        return !READING.contains(request.getMethod())
                && request.getHeader("Authorization") == null
                && request.getRequestedSessionId() != null;
    }
}
