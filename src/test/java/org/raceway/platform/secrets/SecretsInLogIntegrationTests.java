package org.raceway.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.platform.outgoing.Outgoing;
import org.raceway.platform.outgoing.OutgoingRequest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@RacewayIntegrationTest
class SecretsInLogIntegrationTests {
    private final RestTestClient http;
    private final Outgoing outgoing;
    private final SecretCipher cipher;
    private final Path home;
    private final Path log;

    @Autowired
    SecretsInLogIntegrationTests(
            RestTestClient http,
            Outgoing outgoing,
            SecretCipher cipher,
            @Value("${raceway.home}") Path home,
            @Value("${logging.file.name}") Path log) {
        this.http = http;
        this.outgoing = outgoing;
        this.cipher = cipher;
        this.home = home;
        this.log = log;
    }

    @Test
    void writesNoSecretToItsLog() throws IOException {
        String password = "password-" + UUID.randomUUID();
        String token = "token-" + UUID.randomUUID();
        http.get()
                .uri("/api/v1/enterprises")
                .headers(headers -> headers.setBasicAuth("nobody", password))
                .exchange();
        http.get()
                .uri("/api/v1/enterprises")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
        http.post()
                .uri("/login")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body("username=nobody&password=" + password)
                .exchange();
        outgoing.send(OutgoingRequest.get("http://localhost:1/hook?key=" + token));
        outgoing.send(OutgoingRequest.get("https://no-such-host.invalid/hook?key=" + token));
        cipher.seal(token, "test");

        String written = Files.readString(log);
        assertThat(written).contains("\"message\"");
        String key = Files.readAllLines(home.resolve("secrets.key")).stream()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow();
        String database = Files.readString(home.resolve("postgresql.password")).strip();
        String basic = Base64.getEncoder().encodeToString(("nobody:" + password).getBytes(StandardCharsets.UTF_8));
        for (String secret : List.of(password, token, basic, key, database)) {
            assertThat(secret).hasSizeGreaterThan(15);
            assertThat(written.contains(secret))
                    .as("a secret stands in the log")
                    .isFalse();
        }
    }
}
