package org.raceway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.raceway.sandbox.SandboxCluster;
import org.raceway.sandbox.SandboxDocument;
import org.raceway.sandbox.SandboxSize;
import org.raceway.sandbox.SandboxTruth;

/**
 * The benchmark sandbox of a data folder: filled once, and what is captured on top of it is new each time. The folder
 * remembers both.
 */
final class BenchmarkSandbox {
    private static final int EVENTS_A_DOCUMENT = 500;

    private final Path filled;
    private final Path campaigns;

    BenchmarkSandbox(Path home) {
        filled = home.resolve("benchmark-sandbox-filled");
        campaigns = home.resolve("benchmark-sandbox-campaigns");
    }

    /** Captures all ten million events, unless the folder has them already. */
    void fill(RunningApplication application) throws IOException, InterruptedException {
        if (Files.exists(filled)) {
            System.out.println("the folder holds the benchmark sandbox already");
            return;
        }
        CaptureLoad load = new CaptureLoad(application, documents(EVENTS_A_DOCUMENT, 0), 4);
        for (CaptureLoad.Result minute = load.run(Duration.ofMinutes(1));
                minute.events() > 0;
                minute = load.run(Duration.ofMinutes(1))) {
            System.out.printf(
                    Locale.ROOT,
                    "filling: %,d events so far, %,.0f events/s%n",
                    load.acknowledged(),
                    minute.eventsPerSecond());
        }
        Files.createFile(filled);
    }

    /** Captures only the campaigns whose truth is known: enough to see that a measurement runs, not to measure. */
    void fillTracked(RunningApplication application) throws IOException, InterruptedException {
        SandboxCluster.Documents made =
                SandboxCluster.documents(SandboxSize.BENCHMARK, SandboxCluster.SEED, EVENTS_A_DOCUMENT);
        List<CaptureLoad.Document> documents = new ArrayList<>();
        for (SandboxDocument document = made.next();
                document.campaign() < SandboxSize.BENCHMARK.tracked();
                document = made.next()) {
            documents.add(new CaptureLoad.Document(document.body(), document.events()));
        }
        CaptureLoad load = new CaptureLoad(application, documents.iterator(), 4);
        while (load.run(Duration.ofMinutes(1)).events() > 0) {
            // Until all are acknowledged.
        }
        System.out.printf(Locale.ROOT, "%,d events captured%n", load.acknowledged());
    }

    /** Documents that the folder does not hold yet. */
    Iterator<CaptureLoad.Document> further(int perDocument) throws IOException {
        int first = Files.exists(campaigns)
                ? Integer.parseInt(Files.readString(campaigns).strip())
                : SandboxSize.BENCHMARK.campaigns();
        return documents(perDocument, first);
    }

    /** What the sandbox's first campaigns are about. */
    static SandboxTruth truth() {
        SandboxCluster.Documents documents =
                SandboxCluster.documents(SandboxSize.BENCHMARK, SandboxCluster.SEED, EVENTS_A_DOCUMENT);
        while (documents.next().campaign() < SandboxSize.BENCHMARK.tracked()) {
            // The truth is written while documents are made.
        }
        return documents.truth();
    }

    private Iterator<CaptureLoad.Document> documents(int perDocument, int firstCampaign) {
        SandboxCluster.Documents made =
                SandboxCluster.documents(SandboxSize.BENCHMARK, SandboxCluster.SEED, perDocument, firstCampaign);
        return new Iterator<>() {
            private int campaign = -1;

            @Override
            public boolean hasNext() {
                return made.hasNext();
            }

            @Override
            public CaptureLoad.Document next() {
                SandboxDocument document = made.next();
                if (document.campaign() != campaign) {
                    campaign = document.campaign();
                    remember(campaign + 1);
                }
                return new CaptureLoad.Document(document.body(), document.events());
            }
        };
    }

    private void remember(int next) {
        try {
            Files.writeString(campaigns, Integer.toString(Math.max(next, SandboxSize.BENCHMARK.campaigns())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
