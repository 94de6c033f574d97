package org.raceway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Two identity providers that Raceway knows from its start. Nobody answers at their addresses until a test starts one there: Raceway asks a
 * provider only when somebody wants to come in by it.
 */
public class TestProviders implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    public static final String CLIENT = "raceway";
    public static final String SECRET = "a-secret-of-thirty-two-letters-00";
    /** Of another site than {@code localhost}, as providers are. */
    public static final int GROUP_PORT = freePort();

    public static final String GROUP = "http://127.0.0.1:" + GROUP_PORT;
    public static final int HOSTILE_PORT = freePort();
    public static final String HOSTILE = "http://localhost:" + HOSTILE_PORT;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        provider("group", GROUP, "集团统一身份", "Group ID")
                .and("raceway.oidc.providers.group.inside=true")
                .and("raceway.oidc.providers.hostile.second-factor-methods=mfa,otp")
                .applyTo(context);
        provider("hostile", HOSTILE, "供应链门户", "Supplier Portal").applyTo(context);
    }

    private static TestPropertyValues provider(String id, String issuer, String name, String englishName) {
        String registration = "spring.security.oauth2.client.registration." + id;
        return TestPropertyValues.of(
                registration + ".client-id=" + CLIENT,
                registration + ".client-secret=" + SECRET,
                "spring.security.oauth2.client.provider." + id + ".issuer-uri=" + issuer,
                "raceway.oidc.providers." + id + ".name=" + name,
                "raceway.oidc.providers." + id + ".english-name=" + englishName);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
