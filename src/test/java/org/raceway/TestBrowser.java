package org.raceway;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keeps cookies and sends forms as a browser does, without one. Follows no redirect by itself. */
public final class TestBrowser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();
    private final URI address;
    private final String userAgent;
    private String csrf = "";

    public TestBrowser(int port, String userAgent) {
        this.address = URI.create("http://localhost:" + port);
        this.userAgent = userAgent;
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(address.resolve(path)).header("Accept", "text/html"));
    }

    public HttpResponse<String> post(String path, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form + "&_csrf=" + URLEncoder.encode(csrf, StandardCharsets.UTF_8))));
    }

    public HttpResponse<String> call(String method, String path, String json) {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .header("X-CSRF-TOKEN", csrf)
                .method(method, BodyPublishers.ofString(json)));
    }

    /** Signs in by the form; what comes back is the answer to the form. */
    public HttpResponse<String> signIn(String login, String password) {
        get("/login?lang=en");
        return post("/login", Map.of("username", login, "password", password));
    }

    /** Signs in, or fails, and looks at the start page. */
    public TestBrowser signedIn(String login, String password) {
        HttpResponse<String> answer = signIn(login, password);
        if (answer.headers().firstValue("Location").orElse("/login").contains("/login") || !isSignedIn()) {
            throw new AssertionError(login + " is not let in: " + answer.statusCode());
        }
        return this;
    }

    /** With the cookies so far. */
    public HttpClient client() {
        return http;
    }

    /** The token that a form of the latest page with one carries. */
    public String token() {
        return csrf;
    }

    public boolean isSignedIn() {
        return get("/").statusCode() == 200;
    }

    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    public void forget(String name) {
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .toList()
                .forEach(cookie -> cookies.getCookieStore().remove(null, cookie));
    }

    public void put(String name, String value) {
        forget(name);
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(address, cookie);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.header("User-Agent", userAgent).build(), BodyHandlers.ofString());
            Matcher token = CSRF.matcher(answer.body());
            if (token.find()) {
                csrf = token.group(1);
            }
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
