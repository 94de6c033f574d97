package org.raceway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.raceway.RacewayIntegrationTest;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@RacewayIntegrationTest
class ProblemIntegrationTests {

    private static final String LOGIN = "problem-tests";
    private static final String PASSWORD = "refused-politely";

    private final RestTestClient client;

    ProblemIntegrationTests(@Autowired RestTestClient client, @Autowired Accounts accounts) {
        this.client = client;
        if (!accounts.exists(LOGIN)) {
            accounts.create(new Accounts.NewAccount(LOGIN, PASSWORD, "运营", "Operator", Role.OPERATOR, null));
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(HttpMethod.GET, "/api/v1/nowhere", null, "", 404, "not-found"),
                Arguments.of(HttpMethod.GET, "/api/v1/enterprises/no-uuid", null, "", 400, "bad-parameter"),
                Arguments.of(HttpMethod.DELETE, "/api/v1/enterprises", null, "", 405, "method-not-allowed"),
                Arguments.of(HttpMethod.POST, "/api/v1/enterprises", "application/json", "{", 400, "malformed-body"),
                Arguments.of(HttpMethod.POST, "/api/v1/enterprises", "multipart/form-data", "a", 400, "malformed-body"),
                Arguments.of(HttpMethod.POST, "/api/v1/enterprises", "text/csv", "a", 415, "unsupported-media-type"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void namesEachRefusal(
            HttpMethod method, String address, @Nullable String type, String body, int status, String code) {
        RestTestClient.RequestBodySpec request =
                client.method(method).uri(address).headers(headers -> headers.setBasicAuth(LOGIN, PASSWORD));
        if (type != null) {
            request.contentType(MediaType.parseMediaType(type)).body(body);
        }
        request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.blame")
                .isEqualTo("caller")
                .jsonPath("$.instance")
                .isEqualTo(address);
    }

    @Test
    void describesTheApi() {
        client.get()
                .uri("/api/openapi.json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.info.license.name")
                .isEqualTo("Apache-2.0")
                .jsonPath("$.paths['/api/v1/enterprises']")
                .exists();
    }

    @Test
    void asksForCredentialsInTheCallersLanguage() {
        Map<String, Object> english = problem("/api/v1/no-such-thing", "en", 401);
        assertThat(english)
                .containsEntry("code", "unauthenticated")
                .containsEntry("blame", "caller")
                .containsEntry("status", 401)
                .containsEntry("title", "Login needed")
                .containsEntry("instance", "/api/v1/no-such-thing");
        assertThat(problem("/api/v1/no-such-thing", "zh-CN", 401)).containsEntry("title", "需要登录");
    }

    @Test
    void sendsTheRequestIdBack() {
        client.get()
                .uri("/api/v1/no-such-thing")
                .header("X-Request-Id", "order-4711")
                .exchange()
                .expectHeader()
                .valueEquals("X-Request-Id", "order-4711")
                .expectBody()
                .jsonPath("$.requestId")
                .isEqualTo("order-4711");
    }

    @Test
    void makesARequestIdWhereNoneOrNoPlainOneIsSent() {
        client.get()
                .uri("/api/v1/no-such-thing")
                .header("X-Request-Id", "<script>")
                .exchange()
                .expectHeader()
                .valueMatches("X-Request-Id", "[0-9a-f-]{36}");
    }

    @ParameterizedTest
    @EnumSource
    void hasBothLanguages(PlatformProblem problem) {
        String key = "platform.problem." + problem.code();
        for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            assertThat(Texts.of(locale).has(key)).as("%s in %s", key, locale).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsStatus(PlatformProblem problem) {
        assertThat(PlatformProblem.of(org.springframework.http.HttpStatusCode.valueOf(problem.status()))
                        .status())
                .isEqualTo(problem.status());
    }

    private Map<String, Object> problem(String address, String language, int status) {
        Map<String, Object> body = new HashMap<>();
        client.get()
                .uri(address)
                .header("Accept-Language", language)
                .accept(MediaType.APPLICATION_JSON)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(new org.springframework.core.ParameterizedTypeReference<Map<String, Object>>() {})
                .value(found -> body.putAll(java.util.Objects.requireNonNull(found)));
        return body;
    }
}
