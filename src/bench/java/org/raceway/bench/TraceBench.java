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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.raceway.sandbox.SandboxTruth;

/**
 * Questions over HTTP while events are captured: bearing to its heats, lot to everything downstream, everything made of
 * the heats with the most nodes, and the scan page. Works on the folder that {@code capture} filled, or fills it first.
 *
 * <p>Options: {@code --fill=yes}, {@code --warm-up-seconds=40}, {@code --seconds=120} for all questions together,
 * {@code --rate=5000} events/s beside them, in documents of {@code --per-document=100}, {@code --home=target/bench}.
 */
public final class TraceBench {
    private TraceBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        Options options = new Options(arguments);
        Path home = options.path("home", "target/bench");
        try (RunningApplication application = RunningApplication.start(home, "--raceway.sandbox.size=small")) {
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
            SandboxTruth truth = BenchmarkSandbox.truth();
            Map<String, List<String>> questions = new LinkedHashMap<>();
            questions.put("bearing to its heats", sample(truth.units(), 500));
            questions.put("lot to everything downstream", sample(truth.assemblyLots(), 200));
            questions.put("everything made of one heat", largest(truth, 4));
            questions.put("scan page", sample(truth.units(), 500));
            CaptureLoad load = new CaptureLoad(
                    application, sandbox.further(options.number("per-document", 100)), 4, options.number("rate", 5000));
            long repeated = application.repeatedEvents();
            askBeside(load, application, questions, options.number("warm-up-seconds", 40));
            int seconds = options.number("seconds", 120);
            System.out.println("idle");
            report(ask(application, questions, seconds / 3));
            report(askBeside(load, application, questions, seconds));
            if (application.repeatedEvents() != repeated) {
                throw new IllegalStateException("the folder had some of these events already");
            }
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

    private static Map<String, Latencies> askBeside(
            CaptureLoad load, RunningApplication application, Map<String, List<String>> questions, int seconds)
            throws IOException, InterruptedException {
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<CaptureLoad.Result> capture = beside.submit(() -> load.run(Duration.ofSeconds(seconds)));
            Map<String, Latencies> answers = ask(application, questions, seconds);
            CaptureLoad.Result captured = capture.get();
            System.out.printf(
                    Locale.ROOT,
                    "beside capture of %,.0f events/s, requests %s%n",
                    captured.eventsPerSecond(),
                    captured.requests());
            return answers;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Asks one question after the other, each for its share of the time. */
    private static Map<String, Latencies> ask(
            RunningApplication application, Map<String, List<String>> questions, int seconds)
            throws IOException, InterruptedException {
        Map<String, Latencies> answers = new LinkedHashMap<>();
        long share = TimeUnit.SECONDS.toNanos(seconds) / questions.size();
        for (Map.Entry<String, List<String>> question : questions.entrySet()) {
            Latencies latencies = new Latencies();
            answers.put(question.getKey(), latencies);
            long end = System.nanoTime() + share;
            for (int turn = 0; System.nanoTime() < end; turn++) {
                String id = question.getValue().get(turn % question.getValue().size());
                HttpRequest request =
                        application.asOperator(path(question.getKey(), id)).build();
                long begin = System.nanoTime();
                HttpResponse<byte[]> answer = application.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
                long elapsed = System.nanoTime() - begin;
                if (answer.statusCode() != 200) {
                    throw new IOException(request.uri() + " answered " + answer.statusCode());
                }
                latencies.add(elapsed);
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
