package org.raceway.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.raceway.TestBrowser;

/**
 * What permission checks add to a page: the same pages of the same sandbox, asked in turn of two processes side by side, one with its
 * guard and row-level security, one without ({@link UncheckedApplication}). One request at a time, so that nothing waits for
 * anything else.
 */
final class PageCost {
    private static final List<String> PAGES = List.of("/", "/captures", "/events", "/genealogy");
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 1_500;

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
            try (HttpClient visitor = logIn(checked);
                    HttpClient same = logIn(unchecked)) {
                System.out.println("page           checked p50   unchecked p50   added");
                for (String page : PAGES) {
                    compare(page, visitor, page(checked, page), same, page(unchecked, page));
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

    /** Under the name that the browser's cookies are for. */
    private static URI page(RunningApplication application, String path) {
        return URI.create("http://localhost:" + application.address().getPort() + path);
    }

    private static HttpClient logIn(RunningApplication application) {
        return new TestBrowser(application.address().getPort(), "bench")
                .signedIn("owner", "raceway-demo")
                .client();
    }
}
