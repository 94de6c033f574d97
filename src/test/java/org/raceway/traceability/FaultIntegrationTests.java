package org.raceway.traceability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a sender and a reader see while something breaks under the application, and that it mends by itself. In the order of
 * their names the tests need the application twice only.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
class FaultIntegrationTests {
    private static final int MEGABYTES = 400;
    private static final int SCANS = 10_000;
    private static final int SPARE_MEGABYTES = 20;
    private static final String RESERVE = "--raceway.database.reserve=64MB";
    private static final String NO_RESERVE = "--raceway.database.reserve=0B";
    private static final String PATIENCE = "--raceway.capture.patience=3s";
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(60);
    private static final List<String> CAPTURE_REFUSALS =
            List.of("capture-storage-full", "capture-storage-unavailable", "capture-busy", "storage-unavailable");

    @TempDir
    private static Path folder;

    private static @Nullable ForkedApplication mounted;

    /** Acknowledged captures and how many events each has. */
    private final Map<UUID, Integer> acknowledged = new ConcurrentHashMap<>();

    @BeforeAll
    static void mount() throws Exception {
        mounted = ForkedApplication.mount(folder, MEGABYTES, Path.of("target/faults.log"))
                .orElse(null);
    }

    @AfterAll
    static void unmount() throws Exception {
        if (mounted != null) {
            mounted.close();
        }
    }

    @AfterEach
    void leaveNothingBehind() throws Exception {
        ForkedApplication place = mounted;
        if (place != null) {
            Files.deleteIfExists(ballast(place));
            assertThat(place.runs()).as("the application is still there").isTrue();
            ForkedApplication.await(RECOVERY_LIMIT, () -> health(place).equals("UP"));
        }
    }

    private static ForkedApplication place() {
        ForkedApplication place = mounted;
        assumeTrue(place != null, "no file system can be mounted here: neither root nor user namespaces");
        return Objects.requireNonNull(place);
    }

    @Test
    void outlivesItsDatabaseAndStartsItAgain() throws Exception {
        ForkedApplication place = place();
        place.run(RESERVE, PATIENCE);
        AtomicBoolean enough = new AtomicBoolean();
        Map<Integer, String> refused = new ConcurrentHashMap<>();
        AtomicInteger number = new AtomicInteger();
        String lot = UUID.randomUUID().toString().substring(0, 8);
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            senders.add(Thread.ofVirtual().start(() -> {
                while (!enough.get()) {
                    int own = number.getAndIncrement();
                    String document = document(lot + own, 20);
                    String problem = capture(place, document, 20);
                    if (!problem.isEmpty()) {
                        refused.put(own, document);
                    }
                }
            }));
        }
        for (int kill = 0; kill < 2; kill++) {
            Thread.sleep(500);
            place.killDatabase();
            ForkedApplication.await(Duration.ofSeconds(10), () -> health(place).equals("DOWN"));
            HttpResponse<String> read = place.get("/epcis/capture?perPage=1");
            assertThat(read.statusCode()).as(read.body()).isIn(200, 503);
            ForkedApplication.await(RECOVERY_LIMIT, () -> health(place).equals("UP"));
            int before = acknowledged.size();
            ForkedApplication.await(RECOVERY_LIMIT, () -> acknowledged.size() > before);
        }
        enough.set(true);
        for (Thread sender : senders) {
            sender.join();
        }
        for (String document : refused.values()) {
            assertThat(capture(place, document, 20)).isEmpty();
        }
        assertKept(place);
    }

    @Test
    void keepsReadingWhenTheDiskIsNearlyFull() throws Exception {
        ForkedApplication place = place();
        place.run(RESERVE, PATIENCE);
        assertThat(capture(place, document("near-first", 1), 1)).isEmpty();
        fill(place, 64 + SPARE_MEGABYTES);
        HttpResponse<String> refusal = captureUntilRefused(place, "near");
        assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(503);
        assertThat(refusal.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(refusal.headers().firstValue("Retry-After")).contains("30");
        assertThat(ForkedApplication.json(refusal).path("code").asString()).isEqualTo("capture-storage-full");
        assertThat(ForkedApplication.json(refusal).path("title").asString()).isEqualTo("磁盘空间不足");
        HttpResponse<String> english = place.send(place.request("/epcis/capture")
                .header("Content-Type", "application/ld+json")
                .header("Accept-Language", "en")
                .POST(HttpRequest.BodyPublishers.ofString(document("near-english", 1)))
                .build());
        assertThat(ForkedApplication.json(english).path("title").asString()).isEqualTo("The disk is full");

        assertThat(place.get("/epcis/capture?perPage=1").statusCode()).isEqualTo(200);
        HttpResponse<String> event = place.get("/epcis/events?MATCH_epc=" + TestDocuments.urn("near-first"));
        assertThat(event.statusCode()).isEqualTo(200);
        assertThat(event.body()).contains("near-first");
        assertThat(health(place)).isEqualTo("UP");

        Files.delete(ballast(place));
        ForkedApplication.await(
                Duration.ofSeconds(10),
                () -> capture(place, document("near-last", 1), 1).isEmpty());
        assertKept(place);
    }

    @Test
    void comesBackFromAFullDisk() throws Exception {
        ForkedApplication place = place();
        place.run(NO_RESERVE, PATIENCE);
        assertThat(capture(place, document("full-first", 1), 1)).isEmpty();
        fill(place, SPARE_MEGABYTES);
        HttpResponse<String> refusal = captureUntilRefused(place, "full");
        assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(503);
        fill(place, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(capture(place, document("never" + i, 2_000), 2_000)).isIn(CAPTURE_REFUSALS);
            assertThat(place.get("/epcis/capture?perPage=1").statusCode()).isIn(200, 503);
        }
        // PostgreSQL ends when it can't write its log, and can't start before there is room.
        assertThatThrownBy(() -> writeLogUntilItFails(place))
                .isInstanceOfAny(SQLException.class, UncheckedIOException.class);
        ForkedApplication.await(Duration.ofSeconds(20), () -> health(place).equals("DOWN"));
        assertThat(capture(place, document("unsure", 1), 1)).isIn(CAPTURE_REFUSALS);
        HttpResponse<String> unread = place.get("/epcis/capture?perPage=1");
        assertThat(unread.statusCode()).as(unread.body()).isEqualTo(503);
        assertThat(ForkedApplication.json(unread).path("code").asString()).isEqualTo("storage-unavailable");
        // Whoever can't be checked is not told that the password is wrong.
        HttpResponse<String> unchecked = place.send(place.request("/epcis/capture?perPage=1")
                .setHeader("Authorization", ForkedApplication.basic("somebody", "else"))
                .build());
        assertThat(unchecked.statusCode()).as(unchecked.body()).isEqualTo(503);
        assertThat(unchecked.headers().firstValue("Retry-After")).isPresent();
        assertThat(place.get("/login").statusCode()).isEqualTo(200);
        HttpResponse<String> page = place.send(place.request("/01/09521110000014/21/scanned")
                .header("Accept", "text/html")
                .build());
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).contains("数据库暂时不可用");

        Files.delete(ballast(place));
        ForkedApplication.await(
                RECOVERY_LIMIT,
                () -> capture(place, document("full-last", 1), 1).isEmpty());
        ForkedApplication.await(RECOVERY_LIMIT, () -> health(place).equals("UP"));
        assertKept(place);
        assertThat(place.get("/epcis/events?MATCH_epc=" + TestDocuments.urn("never0"))
                        .body())
                .doesNotContain("never0");
    }

    @Test
    void answersLargeDocumentsThoughNobodyReadsThem() throws Exception {
        ForkedApplication place = place();
        place.run(NO_RESERVE, PATIENCE);
        long bytes = 200L << 20;
        List<Callable<HttpResponse<String>>> senders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            HttpRequest.BodyPublisher chunked = HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(bytes));
            HttpRequest.BodyPublisher body =
                    i % 2 == 0 ? chunked : HttpRequest.BodyPublishers.fromPublisher(chunked, bytes);
            senders.add(() -> place.send(place.request("/epcis/capture")
                    .header("Content-Type", "application/json")
                    .header("Accept-Language", "en")
                    .POST(body)
                    .build()));
        }
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> answer : executor.invokeAll(senders)) {
                HttpResponse<String> response = answer.get();
                assertThat(response.statusCode()).as(response.body()).isIn(413, 503);
                assertThat(ForkedApplication.json(response).path("code").asString())
                        .isIn("capture-too-large", "capture-busy");
            }
        }
        HttpResponse<String> alone = senders.getFirst().call();
        assertThat(alone.statusCode()).isEqualTo(413);
        assertThat(ForkedApplication.json(alone).path("detail").asString()).contains("16777216");
        assertThat(capture(place, document("after-large", 1), 1)).isEmpty();
    }

    @Test
    void isBusyWhileTheBytesInFlightAreTaken() throws Exception {
        ForkedApplication place = place();
        place.run(NO_RESERVE, PATIENCE);
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), place.port())) {
            String head =
                    "POST /epcis/capture HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + ForkedApplication.basic()
                            + "\r\nContent-Type: application/json\r\nContent-Length: 16777216\r\n\r\n";
            slow.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().write(new byte[12 << 20]);
            ForkedApplication.await(
                    Duration.ofSeconds(10),
                    () -> capture(place, document("busy", 1), 1).equals("capture-busy"));
        }
        ForkedApplication.await(
                Duration.ofSeconds(5),
                () -> capture(place, document("busy", 1), 1).isEmpty());
    }

    @Test
    void answersTenThousandScansAtOnce() throws Exception {
        ForkedApplication place = place();
        place.run(NO_RESERVE, PATIENCE);
        assertThat(capture(place, document("scanned", 1), 1)).isEmpty();
        String usual = "HTTP/1.1 " + place.get("/01/09521110000014/21/scanned").statusCode();
        byte[] request = """
                GET /01/09521110000014/21/scanned HTTP/1.1\r
                Host: localhost\r
                Accept: text/html\r
                Connection: close\r
                \r
                """.getBytes(StandardCharsets.US_ASCII);
        CountDownLatch connected = new CountDownLatch(SCANS);
        Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
        AtomicLong longest = new AtomicLong();
        List<Thread> scanners = new ArrayList<>();
        for (int i = 0; i < SCANS; i++) {
            scanners.add(Thread.ofVirtual().start(() -> {
                String status;
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), place.port()), 60_000);
                    socket.setSoTimeout(60_000);
                    connected.countDown();
                    connected.await();
                    long begin = System.nanoTime();
                    socket.getOutputStream().write(request);
                    byte[] answer = socket.getInputStream().readAllBytes();
                    longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
                    status = new String(answer, 0, Math.min(answer.length, 12), StandardCharsets.US_ASCII);
                } catch (IOException e) {
                    connected.countDown();
                    status = e.toString();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    status = e.toString();
                }
                answers.computeIfAbsent(status, unseen -> new AtomicInteger()).incrementAndGet();
            }));
        }
        connected.await();
        String meanwhile = health(place);
        for (Thread scanner : scanners) {
            scanner.join();
        }
        assertThat(answers.keySet())
                .as("%s, the longest after %d ms", answers, longest.get() / 1_000_000)
                .contains(usual)
                .isSubsetOf(usual, "HTTP/1.1 503");
        assertThat(meanwhile).isEqualTo("UP");
        assertThat(capture(place, document("after-scans", 1), 1)).isEmpty();
    }

    // --- sending

    /** So many zero bytes, made as they are read. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = (int) Math.min(left, length);
            left -= read;
            return read;
        }
    }

    private static String document(String name, int events) {
        String[] texts = new String[events];
        for (int i = 0; i < events; i++) {
            texts[i] = TestDocuments.observing(
                    "2026-01-02T%02d:%02d:%02d+08:00".formatted(i / 3600, i / 60 % 60, i % 60), name);
        }
        return TestDocuments.document(texts);
    }

    /** The code of the problem; empty when it was acknowledged. */
    private String capture(ForkedApplication place, String document, int events) {
        return problem(answer(place, document, events));
    }

    private static String problem(HttpResponse<String> response) {
        if (response.statusCode() == 202) {
            return "";
        }
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        String code = ForkedApplication.json(response).path("code").asString();
        assertThat(code).isIn(CAPTURE_REFUSALS);
        return code;
    }

    private HttpResponse<String> answer(ForkedApplication place, String document, int events) {
        try {
            HttpResponse<String> response = place.capture(document);
            response.headers()
                    .firstValue("Location")
                    .ifPresent(
                            job -> acknowledged.put(UUID.fromString(job.substring(job.lastIndexOf('/') + 1)), events));
            return response;
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> captureUntilRefused(ForkedApplication place, String name) {
        for (int i = 0; i < 200; i++) {
            HttpResponse<String> response = answer(place, document(name + i, 2_000), 2_000);
            if (response.statusCode() != 202) {
                problem(response);
                return response;
            }
        }
        throw new AssertionError("the disk did not fill");
    }

    // --- the disk

    private static Path ballast(ForkedApplication place) {
        return place.home().resolve("ballast");
    }

    /** Leaves this much free. */
    private static void fill(ForkedApplication place, int megabytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(ballast(place).toFile(), "rw")) {
            file.seek(file.length());
            byte[] block = new byte[64 << 10];
            while (place.freeBytes() > ((long) megabytes << 20)) {
                try {
                    file.write(block);
                } catch (IOException full) {
                    return;
                }
            }
        }
    }

    private static void writeLogUntilItFails(ForkedApplication place) throws IOException, SQLException {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement()) {
            for (int megabyte = 0; megabyte < MEGABYTES; megabyte++) {
                statement.execute("select pg_logical_emit_message(true, 'ballast', repeat('x', 1048576))");
            }
        }
    }

    // --- what must hold

    private static String health(ForkedApplication place) {
        try {
            return place.databaseHealth();
        } catch (IOException e) {
            throw new AssertionError("health does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static int count(ForkedApplication place, String query) throws IOException, SQLException {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** All that was acknowledged is there, once, and nothing is there in part. */
    private void assertKept(ForkedApplication place) throws Exception {
        Map<UUID, Integer> kept = new HashMap<>();
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select capture, stored + repeated from capture_job")) {
            while (rows.next()) {
                kept.put(rows.getObject(1, UUID.class), rows.getInt(2));
            }
        }
        assertThat(acknowledged).isNotEmpty();
        assertThat(kept).containsAllEntriesOf(acknowledged);
        int stored = count(place, "select sum(stored) from capture_job");
        assertThat(count(place, "select count(*) from event")).isEqualTo(stored);
        assertThat(count(place, "select count(*) from event_identity")).isEqualTo(stored);
        assertThat(count(place, "select count(*) from event_reference")).isEqualTo(stored);
    }
}
