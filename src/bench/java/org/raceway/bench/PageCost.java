package org.raceway.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What permission checks add to a page: the same pages of the same sandbox, asked in turn of two processes side by side, one with its
 * guard and row-level security, one without ({@link UncheckedApplication}). One request at a time, so that nothing waits for
 * anything else.
 */
final class PageCost {
    private static final List<String> PAGES = List.of("/", "/captures", "/events", "/genealogy");
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 1_500;
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private PageCost() {}

    static void measure(Path folder) throws IOException, InterruptedException {
        try (RunningApplication checked =
                        RunningApplication.start(folder.resolve("checked"), "--raceway.sandbox.size=small");
                RunningApplication unchecked = RunningApplication.start(
                        UncheckedApplication.class.getName(),
                        folder.resolve("unchecked"),
                        "--raceway.sandbox.size=small")) {
            checked.awaitSandbox();
            unchecked.awaitSandbox();
            try (HttpClient visitor = logIn(checked.address());
                    HttpClient same = logIn(unchecked.address())) {
                System.out.println("page           checked p50   unchecked p50   added");
                for (String page : PAGES) {
                    compare(
                            page,
                            visitor,
                            checked.address().resolve(page),
                            same,
                            unchecked.address().resolve(page));
                }
            }
        }
    }

    private static void compare(String page, HttpClient visitor, URI checked, HttpClient same, URI unchecked)
            throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            get(visitor, checked);
            get(same, unchecked);
        }
        Latencies with = new Latencies();
        Latencies without = new Latencies();
        for (int i = 0; i < ROUNDS; i++) {
            // Whoever is asked second finds warmer caches.
            if (i % 2 == 0) {
                with.add(get(visitor, checked));
                without.add(get(same, unchecked));
            } else {
                without.add(get(same, unchecked));
                with.add(get(visitor, checked));
            }
        }
        double checkedMilliseconds = with.millisecondsAt(0.5);
        double uncheckedMilliseconds = without.millisecondsAt(0.5);
        System.out.printf(
                Locale.ROOT,
                "%-12s %10.3f ms %12.3f ms %+8.1f %%%n",
                page,
                checkedMilliseconds,
                uncheckedMilliseconds,
                (checkedMilliseconds / uncheckedMilliseconds - 1) * 100);
    }

    private static long get(HttpClient client, URI page) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page).build();
        long begin = System.nanoTime();
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        long elapsed = System.nanoTime() - begin;
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(page + " answers " + answer.statusCode());
        }
        return elapsed;
    }

    private static HttpClient logIn(URI address) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .build();
        String form = client.send(
                        HttpRequest.newBuilder(address.resolve("/login")).build(), BodyHandlers.ofString())
                .body();
        Matcher token = TOKEN.matcher(form);
        if (!token.find()) {
            throw new IllegalStateException("the login form has no token");
        }
        HttpResponse<Void> answer = client.send(
                HttpRequest.newBuilder(address.resolve("/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("username=owner&password=raceway-demo&_csrf="
                                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)))
                        .build(),
                BodyHandlers.discarding());
        if (answer.headers().firstValue("Location").orElse("error").contains("error")) {
            throw new IllegalStateException("owner can't log in");
        }
        return client;
    }
}
