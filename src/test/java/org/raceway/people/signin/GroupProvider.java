package org.raceway.people.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Objects;
import java.util.UUID;
import org.raceway.TestProviders;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** A real identity provider: Spring Authorization Server with a login form of its own, in a container of its own. */
final class GroupProvider implements AutoCloseable {
    static final String PASSWORD = "at the group";

    private final AnnotationConfigServletWebServerApplicationContext context =
            new AnnotationConfigServletWebServerApplicationContext();

    /** For the Raceway on this port. */
    GroupProvider(int racewayPort, String... people) {
        context.registerBean(
                RegisteredClientRepository.class,
                () -> new InMemoryRegisteredClientRepository(RegisteredClient.withId(
                                UUID.randomUUID().toString())
                        .clientId(TestProviders.CLIENT)
                        .clientSecret("{noop}" + TestProviders.SECRET)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .redirectUri("http://localhost:" + racewayPort + Providers.CALLBACK + "group")
                        .scope("openid")
                        .scope("profile")
                        .scope("email")
                        .clientSettings(
                                ClientSettings.builder().requireProofKey(true).build())
                        .build()));
        context.registerBean(UserDetailsService.class, () -> {
            InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
            for (String person : people) {
                users.createUser(User.withUsername(person)
                        .password("{noop}" + PASSWORD)
                        .roles("PERSON")
                        .build());
            }
            return users;
        });
        context.register(Parts.class);
        context.refresh();
    }

    @Override
    public void close() {
        context.close();
    }

    /** Without an annotation by which Raceway's own application would find it. */
    @EnableWebMvc
    @EnableWebSecurity
    static class Parts {
        @Bean
        static TomcatServletWebServerFactory server() {
            return new TomcatServletWebServerFactory(TestProviders.GROUP_PORT);
        }

        @Bean
        static ServletRegistrationBean<DispatcherServlet> servlet(
                org.springframework.web.context.WebApplicationContext context) {
            return new ServletRegistrationBean<>(new DispatcherServlet(context), "/");
        }

        @Bean
        static DelegatingFilterProxyRegistrationBean security() {
            return new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        }

        @Bean
        static JWKSource<SecurityContext> keys() throws JOSEException {
            RSAKey key = new RSAKeyGenerator(2048).keyID("group").generate();
            return new ImmutableJWKSet<>(new JWKSet(key));
        }

        @Bean
        static JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        static AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder()
                    .issuer(TestProviders.GROUP)
                    .build();
        }

        @Bean
        static OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return token -> {
                if (token.getTokenType().getValue().equals("id_token")) {
                    token.getClaims()
                            .claim(
                                    "email",
                                    Objects.requireNonNull(token.<Authentication>getPrincipal())
                                                    .getName()
                                            + "@group.example.com");
                }
            };
        }

        @Bean
        @Order(1)
        static SecurityFilterChain protocol(HttpSecurity http) throws Exception {
            OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
            return http.securityMatcher(server.getEndpointsMatcher())
                    .with(server, configured -> configured.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .exceptionHandling(refusals ->
                            refusals.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                    .build();
        }

        @Bean
        @Order(2)
        static SecurityFilterChain form(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }
    }
}
