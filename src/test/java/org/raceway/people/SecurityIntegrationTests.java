package org.raceway.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@RacewayIntegrationTest
class SecurityIntegrationTests {
    private final RestTestClient http;
    private final Accounts accounts;
    private final JdbcClient database;

    @Autowired
    SecurityIntegrationTests(RestTestClient http, Accounts accounts, JdbcClient database) {
        this.http = http;
        this.accounts = accounts;
        this.database = database;
    }

    @BeforeEach
    void openAccount() {
        if (!accounts.exists("security-test")) {
            accounts.create(
                    new Accounts.NewAccount("security-test", "long enough 1", "测试", "Test", Role.OPERATOR, null));
        }
    }

    @Test
    void asksMachinesForBasicWithAProblem() {
        http.get()
                .uri("/epcis/events")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueMatches("WWW-Authenticate", "Basic .*")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unauthenticated");
    }

    @Test
    void letsNobodyInByAWrongPasswordThoughTheRightOneIsRemembered() {
        assertThat(statusOf("security-test", "long enough 1")).isNotEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(statusOf("security-test", "long enough 2")).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(statusOf("security-test" + UUID.randomUUID(), "long enough 1"))
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(statusOf("security-test", "long enough 1")).isNotEqualTo(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void answersARememberedCallerWithoutTheSlowHash() {
        accounts.create(new Accounts.NewAccount("remembered-test", "long enough 1", "测试", "Test", Role.OPERATOR, null));
        assertThat(statusOf("remembered-test", "long enough 1")).isNotEqualTo(HttpStatus.UNAUTHORIZED);

        // From now on no hash of any password can match: who is let in was remembered.
        database.sql("update account set password_hash = '{bcrypt}none' where login = 'remembered-test'")
                .update();

        assertThat(statusOf("remembered-test", "long enough 1")).isNotEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(statusOf("remembered-test", "long enough 2")).isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void showsPeopleTheLoginPageInTheirLanguage() {
        assertThat(body("/login?lang=zh")).contains("<html lang=\"zh-CN\"").contains("密码");
        assertThat(body("/login?lang=en")).contains("<html lang=\"en\"").contains("Password");
        assertThat(body("/login?lang=zh")).contains("name=\"_csrf\"");
    }

    @Test
    void cachesAssetsForAYear() {
        http.get()
                .uri("/assets/raceway.css")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("Cache-Control", ".*max-age=31536000.*");
    }

    private HttpStatus statusOf(String login, String password) {
        return HttpStatus.valueOf(http.get()
                .uri("/api/v1/enterprises")
                .headers(headers -> headers.setBasicAuth(login, password))
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value());
    }

    private String body(String path) {
        String body = http.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return body == null ? "" : body;
    }
}
