package org.raceway.platform.database;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL that lives and dies with this process: a child on a loopback port, with a password, its data in the data folder.
 *
 * <ul>
 *   <li>It is stopped by {@link #close()}; when this process dies without that, the kernel tells it to stop (where {@code setpriv}
 *       exists), and the next start stops what may still be there. PostgreSQL then recovers by itself.
 *   <li>When it dies on its own (a full disk, the kernel's memory killer), it is started again on the same port until it runs.
 *   <li>PostgreSQL refuses to run as root. A root process therefore starts it in a user namespace of its own ({@code unshare -U}),
 *       or, where that is forbidden, as the user {@code nobody}.
 * </ul>
 */
final class PostgresServer implements AutoCloseable {

    static final String USER = "raceway";
    static final String DATABASE = "raceway";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final String PID_FILE = "postmaster.pid";
    private static final int ATTEMPTS = 3;
    private static final Duration START_LIMIT = Duration.ofMinutes(30); // recovery of 8 GB of log on a slow disk
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final long LOG_BYTES_LIMIT = 16L << 20;

    private final Path binaries;
    private final Path data;
    private final Path logFile;
    private final List<String> asAllowedUser;
    private final Map<String, String> options;
    private final String password;
    private final int port;
    private volatile boolean closing;
    /** By the nanosecond clock; 0 while it runs. */
    private volatile long downSince;

    private volatile @Nullable Process process;
    private final AtomicInteger restarts = new AtomicInteger();
    private final Thread keeper;

    private PostgresServer(Path home, Path binaries, int port, Map<String, String> options) throws IOException {
        this.binaries = binaries;
        this.data = home.resolve("data");
        this.logFile = home.resolve("logs").resolve("postgresql.log");
        this.options = options;
        Files.createDirectories(home.resolve("logs"));
        this.asAllowedUser = wayToLeaveRoot(home);
        stopOrphan();
        this.password = createUnlessThere(home);
        Process first = null;
        int chosen = port;
        for (int attempt = 1; first == null; attempt++) {
            chosen = port == 0 ? freePort() : port;
            try {
                first = startOnKeeper(chosen).join();
            } catch (CompletionException e) {
                if (attempt == ATTEMPTS) {
                    throw e.getCause() instanceof PostgresException cause ? cause : e;
                }
            }
        }
        this.port = chosen;
        this.process = first;
        this.keeper = keeperOfStarted;
        createDatabase();
    }

    // Set by startOnKeeper: the thread that launched the running server and watches it.
    private Thread keeperOfStarted = Thread.currentThread();

    /**
     * Starts the server of a data folder, and creates it the first time.
     *
     * @param port 0 for any free one
     * @param options PostgreSQL settings by name
     */
    static PostgresServer start(DataFolder folder, Path binaries, int port, Map<String, String> options) {
        long begin = System.nanoTime();
        try {
            PostgresServer server = new PostgresServer(folder.path(), binaries, port, options);
            LOG.info(
                    "PostgreSQL listens on 127.0.0.1:{}, data in {}, started in {} ms",
                    server.port,
                    server.data,
                    (System.nanoTime() - begin) / 1_000_000);
            return server;
        } catch (IOException e) {
            throw new PostgresException("The data folder " + folder.path() + " can't hold a PostgreSQL: " + e, e);
        }
    }

    String url() {
        return url(DATABASE);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    String password() {
        return password;
    }

    /** Process id of the postmaster. */
    long pid() {
        Process running = process;
        return running == null ? -1 : running.pid();
    }

    /** False from the moment it dies until it takes connections again. */
    boolean runs() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** How long it has not been running; zero while it runs. */
    Duration downFor() {
        long since = downSince;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    /** How often it has died and been started again. */
    int restarts() {
        return restarts.get();
    }

    @Override
    public void close() {
        closing = true;
        Process running = process;
        if (running != null) {
            stop(running.toHandle());
        }
        keeper.interrupt();
    }

    // --- creation

    private String createUnlessThere(Path home) throws IOException {
        Path passwordFile = home.resolve("postgresql.password");
        if (Files.isDirectory(data)) {
            return Files.readString(passwordFile, StandardCharsets.US_ASCII).strip();
        }
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, fresh, StandardCharsets.US_ASCII);
        // Created beside and then renamed, so that a folder called data is always complete.
        Path unfinished = home.resolve("data.unfinished");
        FileSystemUtils.deleteRecursively(unfinished);
        Files.createDirectory(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        handOver(List.of(unfinished, passwordFile));
        run(
                "initdb",
                List.of(
                        binaries.resolve("bin/initdb").toString(),
                        "--pgdata=" + unfinished,
                        "--username=" + USER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums"));
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        return fresh;
    }

    private void createDatabase() {
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, password);
                Statement statement = connection.createStatement()) {
            boolean exists;
            try (ResultSet rows =
                    statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
                exists = rows.next();
            }
            if (!exists) {
                statement.execute("create database " + DATABASE);
            }
        } catch (SQLException e) {
            close();
            throw new PostgresException("PostgreSQL runs, but can't be used: " + e.getMessage(), e);
        }
    }

    private void run(String what, List<String> command) throws IOException {
        List<String> whole = new ArrayList<>(asAllowedUser);
        whole.addAll(command);
        Process child = builder(whole).start();
        try {
            if (child.waitFor() != 0) {
                throw new PostgresException(what + " failed:\n" + lastWords());
            }
        } catch (InterruptedException e) {
            child.destroy();
            Thread.currentThread().interrupt();
            throw new PostgresException(what + " was interrupted", e);
        }
    }

    // --- start

    /**
     * Starts the server from a thread of its own, which stays with it and starts it again when it dies. It must be a platform thread
     * that outlives the server: the kernel's "parent has died" signal is bound to the thread that forked, not to the process.
     */
    private CompletableFuture<Process> startOnKeeper(int chosenPort) {
        CompletableFuture<Process> started = new CompletableFuture<>();
        keeperOfStarted = Thread.ofPlatform().name("postgresql-keeper").daemon().start(() -> {
            Process running;
            try {
                running = launch(chosenPort);
            } catch (IOException | RuntimeException e) {
                started.completeExceptionally(
                        e instanceof PostgresException
                                ? e
                                : new PostgresException("PostgreSQL can't be started: " + e, e));
                return;
            } catch (InterruptedException e) {
                started.completeExceptionally(new PostgresException("The start was interrupted", e));
                return;
            }
            started.complete(running);
            keep(running, chosenPort);
        });
        return started;
    }

    private void keep(Process first, int chosenPort) {
        Process running = first;
        try {
            while (true) {
                int exit = running.waitFor();
                if (closing) {
                    return;
                }
                downSince = System.nanoTime() | 1; // never 0
                LOG.error("PostgreSQL ended by itself with exit code {}; starting it again. {}", exit, lastWords());
                running = launchUntilItRuns(chosenPort);
                process = running;
                downSince = 0;
                restarts.incrementAndGet();
                if (closing) {
                    stop(running.toHandle());
                    return;
                }
                LOG.info("PostgreSQL runs again");
            }
        } catch (InterruptedException e) {
            // close() has stopped the server.
            Thread.currentThread().interrupt();
        }
    }

    private Process launchUntilItRuns(int chosenPort) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            Thread.sleep(pause);
            try {
                return launch(chosenPort);
            } catch (IOException | PostgresException e) {
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                LOG.error("PostgreSQL did not start, next attempt in {} s. {}", pause.toSeconds(), e.getMessage());
            }
        }
    }

    private Process launch(int chosenPort) throws IOException, InterruptedException {
        rotateLog();
        List<String> command = new ArrayList<>();
        if (available("setsid", "true")) {
            // Ctrl-C in a terminal reaches the whole process group; the database must outlast the application's own
            // shutdown.
            command.add("setsid");
        }
        command.addAll(asAllowedUser);
        if (available("setpriv", "--pdeathsig", "INT", "true")) {
            command.addAll(List.of("setpriv", "--pdeathsig", "INT"));
        }
        command.addAll(List.of(binaries.resolve("bin/postgres").toString(), "-D", data.toString()));
        command.addAll(List.of("-p", Integer.toString(chosenPort)));
        options.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        Process child = builder(command).start();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!ready(child)) {
            if (child.waitFor(10, TimeUnit.MILLISECONDS)) {
                throw new PostgresException("PostgreSQL ended while starting:\n" + lastWords());
            }
            if (System.nanoTime() > deadline) {
                stop(child.toHandle());
                throw new PostgresException("PostgreSQL was not ready after " + START_LIMIT.toMinutes() + " minutes");
            }
        }
        return child;
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        // Settings of a client on this machine must not reach the server.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LANG", "C");
        return builder;
    }

    /** The eighth line of {@code postmaster.pid} is the server's state. */
    private boolean ready(Process child) throws IOException {
        List<String> lines = pidFile();
        return lines.size() >= 8
                && lines.getFirst().strip().equals(Long.toString(child.pid()))
                && lines.get(7).strip().equals("ready");
    }

    private List<String> pidFile() throws IOException {
        try {
            return Files.readAllLines(data.resolve(PID_FILE), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void rotateLog() throws IOException {
        if (Files.exists(logFile) && Files.size(logFile) > LOG_BYTES_LIMIT) {
            Files.move(logFile, logFile.resolveSibling("postgresql.previous.log"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private String lastWords() {
        try (RandomAccessFile file = new RandomAccessFile(logFile.toFile(), "r")) {
            long length = Math.min(file.length(), 2_000);
            byte[] bytes = new byte[(int) length];
            file.seek(file.length() - length);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    // --- root

    private List<String> wayToLeaveRoot(Path home) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (available("unshare", "-U", "true")) {
            return List.of("unshare", "-U");
        }
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        List<String> probe = new ArrayList<>(nobody);
        Path parent = home.getParent();
        probe.addAll(List.of("test", "-x", (parent == null ? home : parent).toString()));
        if (!available(probe.toArray(String[]::new))) {
            throw new PostgresException(
                    "PostgreSQL does not run as root. User namespaces are forbidden here, and the user nobody can't"
                            + " reach " + home
                            + ". Start as an ordinary user, or set RACEWAY_HOME to a folder outside of root's home,"
                            + " for example /var/lib/raceway");
        }
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
        List<Path> kept = new ArrayList<>();
        for (Path path : List.of(data, home.resolve("postgresql.password"))) {
            if (Files.exists(path)) {
                kept.add(path);
            }
        }
        handOver(nobody, kept);
        return nobody;
    }

    private void handOver(List<Path> paths) throws IOException {
        handOver(asAllowedUser, paths);
    }

    private static void handOver(List<String> asUser, List<Path> paths) throws IOException {
        if (!asUser.isEmpty() && asUser.getFirst().equals("setpriv") && !paths.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("chown", "-R", "65534:65534"));
            paths.forEach(path -> command.add(path.toString()));
            if (!available(command.toArray(String[]::new))) {
                throw new IOException("can't hand over " + paths + " to the user nobody");
            }
        }
    }

    private static boolean available(String... command) {
        try {
            Process child = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return child.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // --- stop

    /** A postmaster left by a process that died; it may still hold the data, or be just about to end. */
    private void stopOrphan() throws IOException {
        List<String> lines = pidFile();
        if (lines.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> orphan = ProcessHandle.of(
                        Long.parseLong(lines.getFirst().strip()))
                .filter(handle -> handle.info().commandLine().orElse("").contains(data.toString()));
        if (orphan.isPresent()) {
            LOG.warn(
                    "Stopping the PostgreSQL (process {}) of a Raceway that died",
                    orphan.get().pid());
            stop(orphan.get());
        }
    }

    /** Fast shutdown: open transactions are rolled back, then a checkpoint. If that takes too long: at once, with recovery later. */
    private static void stop(ProcessHandle postmaster) {
        signal(postmaster, "INT");
        if (!ended(postmaster, STOP_LIMIT)) {
            signal(postmaster, "QUIT");
            if (!ended(postmaster, STOP_LIMIT)) {
                LOG.error("PostgreSQL (process {}) does not stop", postmaster.pid());
            }
        }
    }

    private static void signal(ProcessHandle postmaster, String name) {
        available("sh", "-c", "kill -" + name + " " + postmaster.pid());
    }

    private static boolean ended(ProcessHandle postmaster, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        while (postmaster.isAlive() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !postmaster.isAlive();
    }
}
