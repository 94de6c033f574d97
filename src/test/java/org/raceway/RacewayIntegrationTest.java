package org.raceway;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test against the whole application on random ports, over the embedded PostgreSQL in a temporary folder. All tests with this
 * annotation share one application and one database: make your own data under your own identifiers, count only those, and change no
 * beans (a changed context starts a second application). Ask for {@code RestTestClient}, {@code JdbcClient},
 * {@code @LocalServerPort} and the rooms' beans by {@code @Autowired} constructor or fields.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // Servers that tests start for webhooks and logins.
        properties = {"raceway.outgoing.http=true", "raceway.outgoing.allow=localhost"})
@AutoConfigureRestTestClient
@ActiveProfiles("test")
@Import(ForgetfulClient.class)
@ContextConfiguration(initializers = {TemporaryHome.class, TestProviders.class})
public @interface RacewayIntegrationTest {}
