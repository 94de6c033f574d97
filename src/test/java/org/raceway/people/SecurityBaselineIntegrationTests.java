package org.raceway.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.raceway.RacewayIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the security reference says of sessions, tokens, methods and errors. */
@RacewayIntegrationTest
class SecurityBaselineIntegrationTests {
    private static final String LOGIN = "security-baseline";
    private static final String PASSWORD = "security-baseline-1";
    private static final String SESSION = "raceway-session";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Accounts accounts;
    private final int port;

    @Autowired
    SecurityBaselineIntegrationTests(Accounts accounts, @LocalServerPort int port) {
        this.accounts = accounts;
        this.port = port;
    }

    @BeforeEach
    void openAccount() {
        if (!accounts.exists(LOGIN)) {
            accounts.create(new Accounts.NewAccount(LOGIN, PASSWORD, "测试", "Test", Role.OPERATOR, null));
        }
    }

    @Test
    void givesANewSessionAtLoginAndEndsItAtLogout() throws Exception {
        Browser browser = new Browser();
        String token = browser.token("/login");
        String before = browser.session();
        browser.logIn(LOGIN, PASSWORD, token);
        String after = browser.session();
        assertThat(after).hasSizeGreaterThanOrEqualTo(32).isNotEqualTo(before);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);

        browser.post("/logout", "_csrf=" + encode(browser.token("/")));

        HttpResponse<String> withTheOldCookie = HttpClient.newHttpClient()
                .send(
                        request("/").header("Cookie", SESSION + "=" + after).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(withTheOldCookie.statusCode()).isEqualTo(302);
    }

    @Test
    void refusesFormsAndScriptsWithoutTheToken() throws Exception {
        Browser browser = new Browser();
        browser.logIn(LOGIN, PASSWORD, browser.token("/login"));
        assertThat(browser.post("/logout", "").statusCode()).isEqualTo(403);
        assertThat(browser.post("/logout", "_csrf=forged").statusCode()).isEqualTo(403);
        assertThat(browser.post("/epcis/capture", "{}").statusCode()).isEqualTo(403);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void saysTheSameOfAnUnknownAccountAndAWrongPassword() throws Exception {
        String[] answers = new String[2];
        int at = 0;
        for (String login : new String[] {"nobody-at-all", LOGIN}) {
            Browser browser = new Browser();
            HttpResponse<String> answer = browser.logIn(login, "wrong password", browser.token("/login"));
            answers[at++] = answer.statusCode() + "\n"
                    + answer.body()
                            .replace(login, "")
                            .replaceAll("[A-Za-z0-9_-]{60,}", "") // tokens
                            .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", ""); // request ids
        }
        assertThat(answers[0]).contains("password").isEqualTo(answers[1]);
    }

    @Test
    void answersNoTrace() throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write("TRACE /login HTTP/1.1\r\nHost: localhost\r\nX-Secret: echo\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream input = socket.getInputStream();
            String answer = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("echo");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/",
                "/assets/vendor/",
                "/.git/config",
                "/assets/../application.yaml",
                "/assets/%2e%2e/application.yaml",
                "/WEB-INF/web.xml",
                "/application.yaml",
                "/actuator",
                "/actuator/env",
                "/actuator/heapdump",
                "/h2-console"
            })
    void servesNoListingsNoSourcesAndNoMonitoring(String path) throws Exception {
        Browser browser = new Browser();
        browser.logIn(LOGIN, PASSWORD, browser.token("/login"));
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.statusCode()).isIn(400, 403, 404);
        assertThat(answer.body())
                .doesNotContain("raceway:")
                .doesNotContain("Exception")
                .doesNotContain("org.raceway");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/events?page=%00",
                "/events?size=x&sort='",
                "/api/v1/%ff",
                "/epcis/events?GE_eventTime=x",
                "/01/abc"
            })
    void showsNothingInsideWhenARequestIsWrong(String path) throws Exception {
        Browser browser = new Browser();
        browser.logIn(LOGIN, PASSWORD, browser.token("/login"));
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.statusCode()).isLessThan(500);
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("org.raceway.")
                .doesNotContain("Tomcat");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type.toLowerCase(Locale.ROOT))
                        .containsAnyOf("charset=utf-8", "application/json", "application/problem+json"));
    }

    @Test
    void letsNoOtherOriginReadAnything() throws Exception {
        for (String path : new String[] {"/login", "/api/openapi.json", "/epcis/events", "/01/09528804000013"}) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            request(path)
                                    .header("Origin", "https://evil.example.com")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .as(path)
                    .isEmpty();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/html");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Keeps its cookies and follows no redirect. */
    private final class Browser {
        private final CookieManager cookies = new CookieManager();
        private final HttpClient http =
                HttpClient.newBuilder().cookieHandler(cookies).build();

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
            return http.send(
                    request(path)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> logIn(String login, String password, String token)
                throws IOException, InterruptedException {
            return post(
                    "/login",
                    "username=" + encode(login) + "&password=" + encode(password) + "&_csrf=" + encode(token));
        }

        String token(String path) throws IOException, InterruptedException {
            String page = get(path).body();
            Matcher found = TOKEN.matcher(page);
            assertThat(found.find()).as(page).isTrue();
            return found.group(1);
        }

        String session() {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals(SESSION))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
