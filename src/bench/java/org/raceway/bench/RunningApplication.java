package org.raceway.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The application as its own process, as a cluster would run it, on free ports and in a given data folder. */
final class RunningApplication implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final URI address;
    private final Path home;
    private final Duration startedIn;
    private final HttpClient http;

    private RunningApplication(Process process, Path home, URI address, Duration startedIn, HttpClient http) {
        this.process = process;
        this.home = home;
        this.address = address;
        this.startedIn = startedIn;
        this.http = http;
    }

    /**
     * Starts the application with the options that {@code ./raceway} gives it and waits until it answers.
     *
     * @param settings such as {@code --raceway.sandbox.size=small}
     */
    static RunningApplication start(Path home, String... settings) throws IOException, InterruptedException {
        return start("org.raceway.RacewayApplication", home, settings);
    }

    /** The same with another main class. */
    static RunningApplication start(String mainClass, Path home, String... settings)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        String options = System.getProperty("raceway.options", "").strip();
        if (!options.isEmpty()) {
            command.addAll(List.of(options.split(" +")));
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                mainClass,
                "--server.port=" + port,
                "--management.server.port=" + freePort(),
                // One person asks as much as it can.
                "--raceway.limits.account-requests=1000000000",
                "--raceway.limits.account-bytes=1TB"));
        command.addAll(List.of(settings));
        Files.createDirectories(home);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("RACEWAY_HOME", home.toString());
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("bench-application.log").toFile()));
        Instant begin = Instant.now();
        Process process = builder.start();
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        URI address = URI.create("http://127.0.0.1:" + port);
        HttpRequest probe = HttpRequest.newBuilder(address.resolve("/login")).build();
        while (true) {
            try {
                if (http.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    break;
                }
            } catch (IOException notYet) {
                // The port is not open yet; the limits below end the wait.
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("the application ended; see " + home.resolve("bench-application.log"));
            }
            if (Duration.between(begin, Instant.now()).compareTo(START_LIMIT) > 0) {
                process.destroyForcibly();
                throw new IllegalStateException("the application did not answer within " + START_LIMIT);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return new RunningApplication(process, home, address, Duration.between(begin, Instant.now()), http);
    }

    Duration startedIn() {
        return startedIn;
    }

    URI address() {
        return address;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    HttpClient http() {
        return http;
    }

    /** The JDBC address of the application's embedded PostgreSQL, with user and password. */
    String databaseUrl() throws IOException {
        String port = Files.readAllLines(home.resolve("data").resolve("postmaster.pid"))
                .get(3)
                .strip();
        String password = Files.readString(home.resolve("postgresql.password")).strip();
        return "jdbc:postgresql://127.0.0.1:" + port + "/raceway?user=raceway&password=" + password;
    }

    /** Events captured up to now that the ledger knew already: a measurement that sends such measures nothing. */
    long repeatedEvents() throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(databaseUrl());
                Statement statement = connection.createStatement();
                ResultSet sum = statement.executeQuery("select coalesce(sum(repeated), 0) from capture_job")) {
            sum.next();
            return sum.getLong(1);
        }
    }

    /** Waits until the sandbox that the settings name is loaded. */
    void awaitSandbox() throws IOException, InterruptedException {
        Instant begin = Instant.now();
        while (Duration.between(begin, Instant.now()).compareTo(START_LIMIT) < 0) {
            HttpResponse<String> answer =
                    http.send(asOperator("/api/v1/sandbox").build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200 && answer.body().replace(" ", "").contains("\"state\":\"DONE\"")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IllegalStateException("the sandbox was not loaded within " + START_LIMIT);
    }

    /** A request under this address as the sandbox's operator, who sees everything. */
    HttpRequest.Builder asOperator(String path) {
        return as("operator", path);
    }

    /** A request under this address as the sandbox's assembler, who may capture. */
    HttpRequest.Builder asAssembler(String path) {
        return as("quality", path);
    }

    private HttpRequest.Builder as(String login, String path) {
        String credentials =
                Base64.getEncoder().encodeToString((login + ":raceway-demo").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Basic " + credentials)
                .timeout(Duration.ofMinutes(2));
    }

    /** Peak resident memory of the application's process in MiB, without PostgreSQL; -1 where the system does not say. */
    long peakResidentMebibytes() throws IOException {
        return status("VmHWM:");
    }

    /** Resident memory now, in MiB; -1 where the system does not say. */
    long residentMebibytes() throws IOException {
        return status("VmRSS:");
    }

    private long status(String name) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
