package org.raceway.bench;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Posts documents to {@code /epcis/capture}, several at a time, and counts only what was acknowledged. */
final class CaptureLoad {

    /** A document of so many events. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Document(byte[] body, int events) {}

    /**
     * What was acknowledged.
     *
     * @param requests the time from a request to its acknowledgement
     */
    record Result(long events, Duration length, Latencies requests) {
        double eventsPerSecond() {
            return events / (length.toNanos() / 1e9);
        }
    }

    /** What a held-up sender makes up for afterwards, in nanoseconds. */
    private static final long MOST_BEHIND = TimeUnit.MILLISECONDS.toNanos(500);

    private final RunningApplication application;
    private final Iterator<Document> documents;
    private final int connections;
    private final int rate;
    private final AtomicLong acknowledged = new AtomicLong();
    private long nextDue;

    /** As fast as the application takes them. */
    CaptureLoad(RunningApplication application, Iterator<Document> documents, int connections) {
        this(application, documents, connections, Integer.MAX_VALUE);
    }

    /**
     * Evenly, at most so fast.
     *
     * @param rate events a second
     */
    CaptureLoad(RunningApplication application, Iterator<Document> documents, int connections, int rate) {
        this.application = application;
        this.documents = documents;
        this.connections = connections;
        this.rate = rate;
    }

    /** Events acknowledged up to now. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Posts until the documents or the time are at their end. */
    Result run(Duration atMost) throws InterruptedException, IOException {
        Latencies requests = new Latencies();
        long before = acknowledged.get();
        long begin = System.nanoTime();
        long end = begin + atMost.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                senders.add(threads.submit(() -> {
                    post(end, requests);
                    return null;
                }));
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        return new Result(acknowledged.get() - before, Duration.ofNanos(System.nanoTime() - begin), requests);
    }

    private @Nullable Document next() {
        synchronized (documents) {
            return documents.hasNext() ? documents.next() : null;
        }
    }

    /** Waits until a document of so many events is due. */
    private void await(int events) throws InterruptedException {
        long due;
        synchronized (this) {
            due = Math.max(nextDue, System.nanoTime() - MOST_BEHIND);
            nextDue = due + events * TimeUnit.SECONDS.toNanos(1) / rate;
        }
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }

    private void post(long end, Latencies requests) throws IOException, InterruptedException {
        while (System.nanoTime() < end) {
            Document document = next();
            if (document == null) {
                return;
            }
            await(document.events());
            HttpRequest request = application
                    .asAssembler("/epcis/capture")
                    .header("Content-Type", "application/json")
                    .header("GS1-Capture-Error-Behaviour", "rollback")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(document.body()))
                    .build();
            long begin = System.nanoTime();
            HttpResponse<String> answer = application.http().send(request, HttpResponse.BodyHandlers.ofString());
            while (answer.statusCode() == 503) {
                TimeUnit.MILLISECONDS.sleep(50);
                answer = application.http().send(request, HttpResponse.BodyHandlers.ofString());
            }
            if (answer.statusCode() != 202 || answer.body().contains("\"success\":false")) {
                throw new IOException("capture answered " + answer.statusCode() + ": " + answer.body());
            }
            requests.add(System.nanoTime() - begin);
            acknowledged.addAndGet(document.events());
        }
    }
}
