package org.raceway.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.raceway.sandbox.SandboxTruth;

/**
 * Questions over HTTP while events are captured: bearing to its heats, lot to everything downstream, everything made of
 * the heats with the most nodes, and the scan page. Works on the folder that {@code capture} filled, or fills it first.
 *
 * <p>Options: {@code --fill=yes}, {@code --seconds=120}, {@code --rate=5000} events/s beside the questions (0: none),
 * {@code --home=target/bench}.
 */
public final class TraceBench {
    private TraceBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        Options options = new Options(arguments);
        Path home = options.path("home", "target/bench");
        try (RunningApplication application =
                RunningApplication.start(home, options.text("heap", "640m"), "--raceway.sandbox.size=small")) {
            application.awaitSandbox();
            System.out.printf(
                    Locale.ROOT,
                    "start with an existing database %.1f s, resident %d MiB%n",
                    application.startedIn().toMillis() / 1e3,
                    application.residentMebibytes());
            BenchmarkSandbox sandbox = new BenchmarkSandbox(home);
            if (options.text("fill", "yes").equals("yes")) {
                sandbox.fill(application);
            }
            CaptureLoad load = new CaptureLoad(application, sandbox.further(500), 2);
            SandboxTruth truth = BenchmarkSandbox.truth();
            Map<String, List<String>> questions = new LinkedHashMap<>();
            questions.put("bearing to its heats", sample(truth.units(), 500));
            questions.put("lot to everything downstream", sample(truth.assemblyLots(), 200));
            questions.put("everything made of one heat", largest(truth, 4));
            questions.put("scan page", sample(truth.units(), 500));
            ask(application, questions, 5); // warm-up
            System.out.println("idle");
            report(ask(application, questions, options.number("seconds", 120) / 3));

            AtomicBoolean ended = new AtomicBoolean();
            int rate = options.number("rate", 5000);
            Thread capture = Thread.ofPlatform().start(() -> {
                try {
                    long begin = System.nanoTime();
                    long before = load.acknowledged();
                    while (!ended.get()) {
                        load.run(Duration.ofMillis(200));
                        double ahead =
                                (load.acknowledged() - before) / (double) rate - (System.nanoTime() - begin) / 1e9;
                        if (ahead > 0) {
                            TimeUnit.MILLISECONDS.sleep((long) (ahead * 1000));
                        }
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            long begin = System.nanoTime();
            long before = load.acknowledged();
            Map<String, Latencies> answers = ask(application, questions, options.number("seconds", 120));
            double captured = (load.acknowledged() - before) / ((System.nanoTime() - begin) / 1e9);
            ended.set(true);
            capture.join();
            System.out.printf(Locale.ROOT, "beside capture of %,.0f events/s%n", captured);
            report(answers);
            System.out.printf(
                    Locale.ROOT, "peak resident of the application %d MiB%n", application.peakResidentMebibytes());
        }
    }

    private static List<String> largest(SandboxTruth truth, int size) {
        return truth.heats().stream()
                .sorted(Comparator.comparingInt(heat -> -truth.downstream(heat).size()))
                .limit(size)
                .toList();
    }

    private static List<String> sample(List<String> all, int size) {
        List<String> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(1));
        return shuffled.subList(0, Math.min(size, shuffled.size()));
    }

    private static Map<String, Latencies> ask(
            RunningApplication application, Map<String, List<String>> questions, int seconds)
            throws IOException, InterruptedException {
        Map<String, Latencies> answers = new LinkedHashMap<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int turn = 0; System.nanoTime() < end; turn++) {
            for (Map.Entry<String, List<String>> question : questions.entrySet()) {
                if (question.getKey().startsWith("everything") && turn % 8 != 0) {
                    continue;
                }
                String id = question.getValue().get(turn % question.getValue().size());
                HttpRequest request =
                        application.asOperator(path(question.getKey(), id)).build();
                long begin = System.nanoTime();
                HttpResponse<byte[]> answer = application.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
                long elapsed = System.nanoTime() - begin;
                if (answer.statusCode() != 200) {
                    throw new IOException(request.uri() + " answered " + answer.statusCode());
                }
                answers.computeIfAbsent(question.getKey(), key -> new Latencies())
                        .add(elapsed);
            }
        }
        return answers;
    }

    private static String path(String question, String id) {
        if (question.equals("scan page")) {
            return id.replace("https://id.gs1.org", "");
        }
        String direction = question.equals("bearing to its heats") ? "upstream" : "downstream";
        return "/api/v1/genealogy?direction=" + direction + "&id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private static void report(Map<String, Latencies> answers) {
        answers.forEach((question, latencies) -> System.out.printf("  %s: %s%n", question, latencies));
    }
}
