package org.raceway.bench;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.raceway.sandbox.SandboxTruth;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recalls of one furnace lot over HTTP, by the operator, on the folder that {@code capture} filled, or fills it first: what is affected
 * with owners, places and states; then drafted and opened with a notice to each holder, and cancelled, so that the next run finds the
 * folder as it was.
 *
 * <p>Options: {@code --fill=yes} ({@code tracked} for the first campaigns only, {@code no}), {@code --warm-up-seconds=20}, {@code --seconds=40} for looking, {@code --recalls=20} that are opened,
 * {@code --home=target/bench}.
 */
public final class RecallBench {
    private static final JsonMapper JSON = JsonMapper.shared();

    private RecallBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = new Options(arguments);
        Path home = options.path("home", "target/bench");
        try (RunningApplication application = RunningApplication.start(home, "--raceway.sandbox.size=small")) {
            application.awaitSandbox();
            BenchmarkSandbox sandbox = new BenchmarkSandbox(home);
            switch (options.text("fill", "yes")) {
                case "yes" -> sandbox.fill(application);
                case "tracked" -> sandbox.fillTracked(application);
                default -> System.out.println("the folder is taken as it is");
            }
            SandboxTruth truth = BenchmarkSandbox.truth();
            List<String> lots = new ArrayList<>(truth.furnaceLots());
            Collections.shuffle(lots, new Random(1));
            look(application, lots, options.number("warm-up-seconds", 20), true);
            look(application, lots, options.number("seconds", 40), false);
            open(application, lots.subList(0, Math.min(lots.size(), options.number("recalls", 20))));
            System.out.printf(
                    Locale.ROOT, "peak resident of the application %d MiB%n", application.peakResidentMebibytes());
        }
    }

    private static void look(RunningApplication application, List<String> lots, int seconds, boolean warming)
            throws IOException, InterruptedException {
        Latencies latencies = new Latencies();
        long things = 0;
        long goods = 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int turn = 0; System.nanoTime() < end; turn++) {
            long begin = System.nanoTime();
            JsonNode found = post(application, "/api/v1/recalls/assessment", origin(lots.get(turn % lots.size())));
            latencies.add(System.nanoTime() - begin);
            things += found.path("things").asLong();
            goods += found.path("items").size();
        }
        if (!warming) {
            System.out.printf(
                    Locale.ROOT,
                    "  what a furnace lot reaches (%,d lots and units, %,d entries of goods each): %s%n",
                    things / Math.max(1, latencies.count()),
                    goods / Math.max(1, latencies.count()),
                    latencies);
        }
    }

    private static void open(RunningApplication application, List<String> lots)
            throws IOException, InterruptedException {
        Latencies latencies = new Latencies();
        long notices = 0;
        for (String lot : lots) {
            long begin = System.nanoTime();
            JsonNode draft = post(
                    application,
                    "/api/v1/recalls",
                    "{\"origin\":" + origin(lot)
                            + ",\"title\":\"bench\",\"reason\":\"OTHER\",\"description\":\"bench\",\"advice\":\"bench\"}");
            String path = "/api/v1/recalls/" + draft.path("id").asString();
            post(application, path + "/open", "");
            latencies.add(System.nanoTime() - begin);
            HttpResponse<String> detail =
                    application.http().send(application.asOperator(path).build(), HttpResponse.BodyHandlers.ofString());
            notices += JSON.readTree(detail.body()).path("parties").size();
            post(application, path + "/cancel", "{\"conclusion\":\"bench\"}");
        }
        System.out.printf(
                Locale.ROOT,
                "  drafted and opened (%.1f enterprises told each): %s%n",
                (double) notices / Math.max(1, latencies.count()),
                latencies);
    }

    private static String origin(String lot) {
        return "{\"ids\":[\"" + lot + "\"]}";
    }

    private static JsonNode post(RunningApplication application, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = application
                .asOperator(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        HttpResponse<String> answer = application.http().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
