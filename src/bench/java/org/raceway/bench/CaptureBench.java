package org.raceway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/**
 * Capture over HTTP on top of the benchmark sandbox: events a second that are checked, hashed, durable and queryable at
 * the acknowledgement, beside what PostgreSQL alone stores in the same run.
 *
 * <p>Options: {@code --minutes=10}, {@code --per-document=500}, {@code --connections=4}, {@code --ceiling-seconds=60},
 * {@code --fill=yes} (no: on what the folder holds), {@code --home=target/bench}; a later {@code trace} run uses the same
 * folder.
 */
public final class CaptureBench {
    private CaptureBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        Options options = new Options(arguments);
        Path home = options.path("home", "target/bench");
        int perDocument = options.number("per-document", 500);
        try (RunningApplication application = RunningApplication.start(home, "--raceway.sandbox.size=small")) {
            application.awaitSandbox();
            System.out.printf(
                    Locale.ROOT,
                    "start %.1f s, resident after the small sandbox %d MiB%n",
                    application.startedIn().toMillis() / 1e3,
                    application.residentMebibytes());
            BenchmarkSandbox sandbox = new BenchmarkSandbox(home);
            if (options.text("fill", "yes").equals("yes")) {
                sandbox.fill(application);
            }
            double ceiling = RawCeiling.eventsPerSecond(
                    application.databaseUrl(), Duration.ofSeconds(options.number("ceiling-seconds", 60)), 2);
            System.out.printf(Locale.ROOT, "raw PostgreSQL, 100 events a transaction: %,.0f events/s%n", ceiling);

            CaptureLoad load =
                    new CaptureLoad(application, sandbox.further(perDocument), options.number("connections", 4));
            long repeated = application.repeatedEvents();
            CaptureLoad.Result warm = load.run(Duration.ofSeconds(options.number("warm-up-seconds", 30)));
            System.out.printf(Locale.ROOT, "warm-up: %,.0f events/s%n", warm.eventsPerSecond());
            int minutes = options.number("minutes", 10);
            long events = 0;
            long nanos = 0;
            for (int minute = 1; minute <= minutes; minute++) {
                CaptureLoad.Result result = load.run(Duration.ofMinutes(1));
                events += result.events();
                nanos += result.length().toNanos();
                System.out.printf(
                        Locale.ROOT,
                        "minute %d: %,.0f events/s (%,d known already), requests %s, resident %d MiB%n",
                        minute,
                        result.eventsPerSecond(),
                        application.repeatedEvents() - repeated,
                        result.requests(),
                        application.residentMebibytes());
            }
            double rate = events / (nanos / 1e9);
            System.out.printf(
                    Locale.ROOT,
                    "capture: %,.0f events/s over %d minutes (%,d events), ratio to the ceiling %.2f, peak resident %d MiB%n",
                    rate,
                    minutes,
                    events,
                    rate / ceiling,
                    application.peakResidentMebibytes());
        }
    }
}
