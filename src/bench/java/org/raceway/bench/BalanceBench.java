package org.raceway.bench;

import java.io.IOException;
import java.net.URLEncoder;
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
import org.raceway.sandbox.SandboxTruth;

/**
 * The mass balance of one heat over HTTP, and of all heats of the simulated year in the background. Works on the folder that {@code
 * capture} filled.
 *
 * <p>Options: {@code --rounds=200} balances of one heat, after as many to warm up; {@code --home=target/bench}.
 */
public final class BalanceBench {
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private BalanceBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = new Options(arguments);
        Path home = options.path("home", "target/bench");
        int rounds = options.number("rounds", 200);
        try (RunningApplication application = RunningApplication.start(home, "--raceway.sandbox.size=small")) {
            application.awaitSandbox();
            SandboxTruth truth = BenchmarkSandbox.truth();
            List<String> heats = truth.heats();
            Latencies latencies = new Latencies();
            for (int i = 0; i < 2 * rounds; i++) {
                String heat = heats.get(i % heats.size());
                long begin = System.nanoTime();
                HttpResponse<byte[]> answer = application
                        .http()
                        .send(
                                application
                                        .asOperator("/api/v1/balances?heat="
                                                + URLEncoder.encode(heat, StandardCharsets.UTF_8))
                                        .build(),
                                BodyHandlers.ofByteArray());
                long elapsed = System.nanoTime() - begin;
                if (answer.statusCode() != 200) {
                    throw new IOException(heat + " answered " + answer.statusCode());
                }
                if (i >= rounds) {
                    latencies.add(elapsed);
                }
            }
            System.out.printf(Locale.ROOT, "mass balance of one heat (%d different): %s%n", heats.size(), latencies);
            year(application);
        }
    }

    private static void year(RunningApplication application) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        HttpRequest start = application
                .asOperator("/api/v1/balances/runs?first=2025-05-01&last=2026-06-30")
                .POST(BodyPublishers.noBody())
                .build();
        String answer = application.http().send(start, BodyHandlers.ofString()).body();
        Matcher id = ID.matcher(answer);
        if (!id.find()) {
            throw new IOException("no run: " + answer);
        }
        String run;
        do {
            Thread.sleep(200);
            run = application
                    .http()
                    .send(
                            application
                                    .asOperator("/api/v1/balances/runs/" + id.group(1))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } while (run.contains("\"RUNNING\""));
        System.out.printf(
                Locale.ROOT, "all heats of the simulated year in %.1f s: %s%n", (System.nanoTime() - begin) / 1e9, run);
    }
}
