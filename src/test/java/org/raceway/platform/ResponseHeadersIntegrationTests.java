package org.raceway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.raceway.RacewayIntegrationTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@RacewayIntegrationTest
class ResponseHeadersIntegrationTests {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    ResponseHeadersIntegrationTests(@LocalServerPort int port) {
        base = "http://localhost:" + port;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/",
                "/api/v1/enterprises",
                "/api/openapi.json",
                "/epcis/events",
                "/oauth2/jwks",
                "/.well-known/oauth-authorization-server",
                "/assets/raceway.css",
                "/01/09528804000013",
                "/no/such/page",
                "/error"
            })
    void tellsBrowsersWhatToRefuseOnEveryAnswer(String path) throws Exception {
        HttpHeaders headers = get(path).headers();
        assertThat(headers.firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .doesNotContain("unsafe")
                        .contains(
                                "default-src 'none'",
                                "script-src 'self';",
                                "style-src 'self';",
                                "frame-ancestors 'none'"));
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Permissions-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("geolocation=()", "microphone=()"));
        assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Server")).isEmpty();
        assertThat(headers.firstValue("X-Powered-By")).isEmpty();
    }

    @Test
    void demandsTlsFromNowOnOnlyWhereTheProxySpeaksIt() throws Exception {
        assertThat(get("/login").headers().firstValue("Strict-Transport-Security"))
                .isEmpty();
        HttpHeaders headers = get("/login", "X-Forwarded-Proto", "https").headers();
        assertThat(headers.firstValue("Strict-Transport-Security")).hasValue("max-age=31536000 ; includeSubDomains");
        assertThat(headers.firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie ->
                        assertThat(cookie).contains("raceway-session=", "Secure", "HttpOnly", "SameSite=Lax"));
    }

    @Test
    void setsASessionCookieThatNoScriptAndNoOtherSiteUses() throws Exception {
        List<String> cookies = get("/login").headers().allValues("Set-Cookie");
        assertThat(cookies)
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("raceway-session=")
                        .contains("HttpOnly", "SameSite=Lax", "Path=/")
                        .doesNotContain("Secure"));
    }

    @Test
    void takesNoSessionFromAnAddress() throws Exception {
        assertThat(get("/login;jsessionid=0123456789ABCDEF").statusCode()).isIn(400, 404);
    }

    @Test
    void keepsPagesOutOfSharedCaches() throws Exception {
        assertThat(get("/login").headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "text/html");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
