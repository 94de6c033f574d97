package org.raceway.traceability;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The application in a process of its own, its data in a folder, if wanted on a small file system in memory. That is mounted in
 * a mount namespace, so that nothing of it outlasts the tests, and an ordinary user may do it as well.
 */
final class ForkedApplication implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Path folder;
    private final Path log;
    private final @Nullable Process holder;
    private final List<String> entry;
    private @Nullable Process application;
    private List<String> settings = List.of();
    private int port;
    private int managementPort;

    private ForkedApplication(Path folder, Path log, @Nullable Process holder, List<String> entry) {
        this.folder = folder;
        this.log = log;
        this.holder = holder;
        this.entry = entry;
    }

    /** On the folder as it is. */
    static ForkedApplication in(Path folder, Path log) {
        return new ForkedApplication(folder, log, null, List.of());
    }

    /** Mounts a file system of this size on the folder; empty where that is forbidden. */
    static Optional<ForkedApplication> mount(Path folder, int megabytes, Path log) throws IOException {
        for (List<String> namespace : List.of(List.of("-m"), List.of("-U", "-r", "-m"))) {
            List<String> command = new ArrayList<>(List.of("unshare"));
            command.addAll(namespace);
            command.addAll(List.of(
                    "sh",
                    "-c",
                    "mount -t tmpfs -o mode=0755,size=" + megabytes + "m raceway '" + folder
                            + "' && echo mounted && exec cat"));
            Process holder = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader output = holder.inputReader();
            if ("mounted".equals(output.readLine())) {
                List<String> entry = new ArrayList<>(List.of("nsenter", "-t", String.valueOf(holder.pid()), "-m"));
                if (namespace.contains("-U")) {
                    entry.addAll(List.of("-U", "--preserve-credentials"));
                }
                return Optional.of(new ForkedApplication(folder, log, holder, entry));
            }
            holder.destroyForcibly();
        }
        return Optional.empty();
    }

    /** Starts the application with these settings, unless it runs with them. */
    void run(String... wanted) throws IOException, InterruptedException {
        if (application != null && application.isAlive() && settings.equals(List.of(wanted))) {
            return;
        }
        stop();
        Files.deleteIfExists(log);
        List<String> command = new ArrayList<>(entry);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m", // as ./raceway up
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CapturingApplication.class.getName(),
                "--raceway.home=" + folder,
                "--raceway.database.binaries=" + Path.of("target/postgresql").toAbsolutePath(),
                "--raceway.database.options.shared_buffers=32MB",
                "--logging.file.name="
                        + Path.of("target/faults-application.log").toAbsolutePath(),
                "--spring.datasource.hikari.connection-timeout=4000",
                "--raceway.limits.account-requests=1000000000",
                "--raceway.limits.scan-requests=1000000000",
                "--raceway.capture.bytes=16MB",
                "--raceway.capture.bytes-in-flight=16MB",
                "--management.health.diskspace.threshold=1MB",
                "--server.port=0",
                "--management.server.port=0"));
        command.addAll(List.of(wanted));
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        application = started;
        settings = List.of(wanted);
        await(START_LIMIT, () -> {
            if (!started.isAlive()) {
                throw new IllegalStateException("the application did not start, see " + log);
            }
            return ready().isPresent();
        });
        String[] words = ready().orElseThrow().split(" ");
        port = Integer.parseInt(words[1]);
        managementPort = Integer.parseInt(words[2]);
    }

    private Optional<String> ready() {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(CapturingApplication.READY + " "))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean runs() {
        return application != null && application.isAlive();
    }

    int port() {
        return port;
    }

    /** The folder as it is seen from here. */
    Path home() {
        return holder == null
                ? folder
                : Path.of("/proc", String.valueOf(holder.pid()), "root")
                        .resolve(folder.toString().substring(1));
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(home()).getUsableSpace();
    }

    // --- the database

    private List<String> postmaster() {
        try {
            return Files.readAllLines(home().resolve("data/postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void killDatabase() {
        ProcessHandle.of(Long.parseLong(postmaster().getFirst().strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    Connection connect() throws IOException, SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postmaster().get(3).strip() + "/raceway",
                "raceway",
                Files.readString(home().resolve("postgresql.password")).strip());
    }

    // --- HTTP

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", basic());
    }

    static String basic() {
        return basic(CapturingApplication.LOGIN, CapturingApplication.PASSWORD);
    }

    static String basic(String login, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    HttpResponse<String> capture(String document) throws IOException, InterruptedException {
        return send(request("/epcis/capture")
                .header("Content-Type", "application/ld+json")
                .POST(HttpRequest.BodyPublishers.ofString(document))
                .build());
    }

    /** {@code UP} or {@code DOWN}, as the health of the database says. */
    String databaseHealth() throws IOException, InterruptedException {
        HttpResponse<String> health =
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/actuator/health"))
                        .timeout(Duration.ofSeconds(30))
                        .build());
        return json(health).path("components").path("db").path("status").asString();
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    // --- the end

    static void await(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit);
            }
            Thread.sleep(50);
        }
    }

    private void stop() {
        Process running = application;
        if (running != null) {
            running.destroy();
            try {
                if (!running.waitFor(60, TimeUnit.SECONDS)) {
                    running.destroyForcibly();
                }
            } catch (InterruptedException e) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
            application = null;
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        if (holder != null) {
            holder.getOutputStream().close();
            try (InputStream rest = holder.getInputStream()) {
                rest.readAllBytes();
            }
        }
        http.close();
    }
}
