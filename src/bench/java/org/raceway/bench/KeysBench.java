package org.raceway.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a key check and a rate limit cost a request: the same application asked in turn, over some connections, by a key, by HTTP
 * Basic, and by nobody. Where nothing is found the database is not asked, so that the difference between a machine's 404 and nobody's
 * 401 is at most the key, the limit and the look for a handler.
 */
final class KeysBench {
    private static final int CONNECTIONS = 8;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern SECRET = Pattern.compile("\"secret\":\"([^\"]+)\"");

    private KeysBench() {}

    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        int seconds = options.number("seconds", 4);
        int rounds = options.number("rounds", 5);
        Path folder = Files.createTempDirectory("raceway-keys-bench");
        try (RunningApplication application = RunningApplication.start(folder, "--raceway.sandbox.size=small");
                HttpClient http = HttpClient.newHttpClient()) {
            application.awaitSandbox();
            URI site = application.address();
            String basic = basic("owner");
            String key = key(http, site);
            Map<String, Asked> asked = new LinkedHashMap<>();
            asked.put("nobody, refused (401)", new Asked(site.resolve("/api/v1/nothing"), null, 401));
            asked.put("key, nothing there (404)", new Asked(site.resolve("/api/v1/nothing"), "Bearer " + key, 404));
            asked.put(
                    "key, one row (200)", new Asked(site.resolve("/api/v1/enterprises?limit=1"), "Bearer " + key, 200));
            asked.put("HTTP Basic, one row (200)", new Asked(site.resolve("/api/v1/enterprises?limit=1"), basic, 200));
            Map<String, Latencies> taken = new LinkedHashMap<>();
            Map<String, Double> elapsed = new LinkedHashMap<>();
            for (int round = 0; round <= rounds; round++) {
                for (Map.Entry<String, Asked> one : asked.entrySet()) {
                    Latencies latencies =
                            round == 0 ? new Latencies() : taken.computeIfAbsent(one.getKey(), name -> new Latencies());
                    double spent = ask(http, one.getValue(), seconds, latencies);
                    if (round > 0) { // the first one warms up
                        elapsed.merge(one.getKey(), spent, Double::sum);
                    }
                }
            }
            taken.forEach((name, latencies) -> System.out.printf(
                    Locale.ROOT,
                    "%-28s %7.0f requests/s  %s%n",
                    name,
                    latencies.count() / elapsed.getOrDefault(name, 1.0),
                    latencies));
        }
    }

    private static double ask(HttpClient http, Asked asked, int seconds, Latencies latencies)
            throws InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(asked.address());
        if (asked.authorization() != null) {
            builder.header("Authorization", asked.authorization());
        }
        HttpRequest request = builder.build();
        AtomicReference<Exception> failed = new AtomicReference<>();
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    while (System.nanoTime() < end) {
                        long start = System.nanoTime();
                        HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
                        latencies.add(System.nanoTime() - start);
                        if (answer.statusCode() != asked.status()) {
                            throw new IOException("answered " + answer.statusCode());
                        }
                    }
                } catch (IOException | InterruptedException e) {
                    failed.set(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Exception failure = failed.get();
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** A key of the sandbox's plant, with the highest limit that there is. */
    private static String key(HttpClient http, URI site) throws IOException, InterruptedException {
        String made = post(
                http,
                site.resolve("/api/v1/keys"),
                basic("owner"),
                "{\"name\": \"bench\", \"permissions\": [\"events.read\"], \"days\": 1}");
        String id = found(ID, made);
        post(
                http,
                site.resolve("/api/v1/keys/" + id + "/limit"),
                basic("operator"),
                "{\"requestsPerMinute\": 10000000}");
        return found(SECRET, made);
    }

    private static String post(HttpClient http, URI address, String authorization, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(address + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String found(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in the answer");
        }
        return matcher.group(1);
    }

    private static String basic(String login) {
        return "Basic "
                + Base64.getEncoder().encodeToString((login + ":raceway-demo").getBytes(StandardCharsets.UTF_8));
    }

    private record Asked(URI address, @Nullable String authorization, int status) {}
}
