package org.raceway.people;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.raceway.people.signin.Doors;
import org.raceway.people.signin.PasswordHashes;
import org.raceway.people.signin.SignInSettings;
import org.raceway.platform.ResponseHeaders;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CsrfFilter;

/** Who may come in, by which door: HTTP Basic for machines, a form for people, nothing for who scans a bearing. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInSettings.class)
class Security {
    private static final String[] FOR_MACHINES = {"/epcis/**", "/api/**"};
    private static final String[] FOR_EVERYBODY = {
        "/01/**",
        "/00/**",
        "/8003/**",
        "/8004/**",
        "/253/**",
        "/assets/**",
        "/signup",
        "/signup/**",
        "/invitation/*",
        "/scanned",
        "/scanned/*",
        "/error",
        "/favicon.ico",
        "/api/openapi.json",
        "/api/openapi.json/**"
    };
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    @Bean
    PasswordEncoder passwordEncoder(SignInSettings settings) {
        return new PasswordHashes(settings);
    }

    @Bean
    @Order(1)
    SecurityFilterChain machines(HttpSecurity http, Doors doors, LiveAccounts live) throws Exception {
        http.securityMatcher(FOR_MACHINES).addFilterBefore(new LiveAccountFilter(live), AuthorizationFilter.class);
        doors.forMachines(http);
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(FOR_EVERYBODY)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                // A page's script calls the API with its session; a machine never gets one.
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(Security::ridesOnASession))
                .headers(ResponseHeaders::set)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http, Doors doors, LiveAccounts live) throws Exception {
        http.addFilterBefore(new LiveAccountFilter(live), AuthorizationFilter.class);
        http.addFilterBefore(new NoFilesFromStrangers(), CsrfFilter.class);
        doors.forPeople(http);
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(FOR_EVERYBODY)
                        .permitAll()
                        .requestMatchers(Doors.paths())
                        .permitAll()
                        // Served on the management port only, which listens on the loopback address unless set
                        // otherwise.
                        .requestMatchers("/actuator/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .headers(ResponseHeaders::set)
                .build();
    }

    /** Only a browser with a session can be tricked into sending a request that its user did not mean. */
    private static boolean ridesOnASession(HttpServletRequest request) {
        return !READING.contains(request.getMethod())
                && request.getHeader("Authorization") == null
                && request.getRequestedSessionId() != null;
    }
}
