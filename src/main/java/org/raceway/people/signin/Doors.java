package org.raceway.people.signin;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.raceway.people.AccountChanges;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.Principals;
import org.raceway.platform.Problems;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.authentication.PublicKeyCredentialRequestOptionsFilter;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationFilter;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationRequestToken;
import org.springframework.security.web.webauthn.registration.PublicKeyCredentialCreationOptionsFilter;
import org.springframework.security.web.webauthn.registration.WebAuthnRegistrationFilter;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts the ways in, and what watches over sessions, into the chains of filters. */
@Component
public class Doors {
    /** Open to who has not signed in. */
    public static String[] paths() {
        return new String[] {"/login", "/login/**", "/webauthn/authenticate/options"};
    }

    private final SecondFactors secondFactors;
    private final SecondFactorPolicy policy;
    private final LiveSessions sessions;
    private final RememberedDevices remembered;
    private final Principals principals;
    private final SignIn signIn;
    private final Problems problems;
    private final Passkeys passkeys;
    private final AuthenticationManager basic;

    Doors(
            Passwords passwords,
            SecondFactors secondFactors,
            SecondFactorPolicy policy,
            LiveSessions sessions,
            RememberedDevices remembered,
            Principals principals,
            SignIn signIn,
            Problems problems,
            Passkeys passkeys,
            Clock clock,
            AccountChanges changes) {
        this.secondFactors = secondFactors;
        this.policy = policy;
        this.sessions = sessions;
        this.remembered = remembered;
        this.principals = principals;
        this.signIn = signIn;
        this.problems = problems;
        this.passkeys = passkeys;
        this.basic = new ProviderManager(
                new VerifiedCredentials(new BasicSignIn(passwords, secondFactors, policy), clock, changes));
    }

    /** HTTP Basic, and the sessions of the people whose pages call the API. */
    public void forMachines(HttpSecurity http) throws Exception {
        AuthenticationEntryPoint entry = (request, response, exception) -> {
            if (exception instanceof BasicSignIn.Refused refused) {
                problems.write(request, response, refused.problem(), Map.of(), refused.argument());
            } else {
                problems.commence(request, response, exception);
            }
        };
        http.authenticationManager(basic)
                .httpBasic(basicConfiguration -> basicConfiguration.authenticationEntryPoint(entry))
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(entry).accessDeniedHandler(problems));
        watch(http);
    }

    /** The login page and what leads on from it. */
    public void forPeople(HttpSecurity http) throws Exception {
        AccessDeniedHandler denied = (request, response, exception) -> {
            // A login page that stood open for long: its session, and the token with it, have gone.
            if (exception instanceof CsrfException && request.getRequestURI().startsWith("/login")) {
                response.sendRedirect("/login?stale");
            } else {
                problems.handle(request, response, exception);
            }
        };
        http.exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login"))
                                .accessDeniedHandler(denied))
                .logout(logout -> logout.logoutSuccessUrl("/login?left")
                        .addLogoutHandler((request, response, authentication) -> remembered.forget(request, response)));
        // What only signed-in people may send stands behind the look at who is asking.
        http.addFilterBefore(new PublicKeyCredentialRequestOptionsFilter(passkeys), AuthorizationFilter.class)
                .addFilterBefore(byPasskey(), AuthorizationFilter.class)
                .addFilterAfter(new PublicKeyCredentialCreationOptionsFilter(passkeys), AuthorizationFilter.class)
                .addFilterAfter(
                        new WebAuthnRegistrationFilter(passkeys.credentials(), passkeys), AuthorizationFilter.class);
        watch(http);
    }

    private WebAuthnAuthenticationFilter byPasskey() {
        WebAuthnAuthenticationFilter filter = new WebAuthnAuthenticationFilter();
        filter.setAuthenticationManager(asked -> {
            PublicKeyCredentialUserEntity person;
            try {
                person = passkeys.authenticate(((WebAuthnAuthenticationRequestToken) asked).getWebAuthnRequest());
            } catch (RuntimeException e) {
                throw new BadCredentialsException("the passkey is none of this site", e);
            }
            AccountPrincipal principal = principals
                    .ofLogin(person.getName())
                    .filter(AccountPrincipal::isEnabled)
                    .orElseThrow(() -> new BadCredentialsException("the account is closed"));
            return UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities());
        });
        // The session is opened below, as for every other way in.
        filter.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
        filter.setAuthenticationSuccessHandler((request, response, authentication) -> {
            String target = signIn.complete(
                    (AccountPrincipal) Objects.requireNonNull(authentication.getPrincipal()),
                    Way.PASSKEY,
                    false,
                    request,
                    response);
            response.setContentType("application/json");
            response.getWriter().write(JsonMapper.shared().writeValueAsString(Map.of("redirectUrl", target)));
        });
        return filter;
    }

    private void watch(HttpSecurity http) {
        http.addFilterBefore(
                        new SessionFilter(sessions, remembered, principals, signIn),
                        AnonymousAuthenticationFilter.class)
                .addFilterBefore(new SecondFactorFilter(secondFactors, policy, problems), AuthorizationFilter.class);
    }
}
