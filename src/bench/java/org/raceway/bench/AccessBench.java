package org.raceway.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What signing in costs, over HTTP: logins a second through the form, and the heap that people's sessions take. Each session is of
 * another person, comes in as a remembered phone does, and has loaded the start page.
 *
 * <p>Options: {@code --part=all} (sessions, logins) or {@code pages} ({@link PageCost}), {@code --people=10000}, {@code --connections=4}, {@code --seconds=30},
 * {@code --home=target/bench-access}, a folder of its own.
 */
public final class AccessBench {
    private static final String PASSWORD = "raceway-demo"; // of the account that the others are copies of
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final RunningApplication application;
    private final int people;
    private final int connections;

    private AccessBench(RunningApplication application, int people, int connections) {
        this.application = application;
        this.people = people;
        this.connections = connections;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        Options options = new Options(arguments);
        String part = options.text("part", "all");
        if (part.equals("pages")) {
            PageCost.measure(options.path("home", "target/bench-access"));
            return;
        }
        try (RunningApplication application =
                RunningApplication.start(options.path("home", "target/bench-access"), "--raceway.sandbox.size=small")) {
            application.awaitSandbox();
            AccessBench bench =
                    new AccessBench(application, options.number("people", 10_000), options.number("connections", 4));
            bench.openAccounts();
            if (!part.equals("logins")) {
                bench.sessions();
            }
            if (!part.equals("sessions")) {
                bench.logins(Duration.ofSeconds(options.number("warm-up-seconds", 10)), false);
                bench.logins(Duration.ofSeconds(options.number("seconds", 30)), true);
            }
        }
    }

    private static String login(int person) {
        return "bench-" + person;
    }

    /** Copies of the sandbox's quality inspector, each with a phone that is remembered. */
    private void openAccounts() throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(application.databaseUrl());
                PreparedStatement accounts = connection.prepareStatement("""
                        insert into account (id, login, password_hash, display_name, english_name, created_at)
                        select gen_random_uuid(), 'bench-' || person, password_hash, display_name, english_name, created_at
                        from account, generate_series(1, ?) as person where login = 'quality'
                        on conflict do nothing
                        """);
                PreparedStatement memberships = connection.prepareStatement("""
                        insert into membership (id, account, enterprise, roles, created_at)
                        select gen_random_uuid(), account.id, model.enterprise, model.roles, account.created_at
                        from account, membership as model join account as original on original.id = model.account
                        where account.login like 'bench-%' and original.login = 'quality'
                        on conflict do nothing
                        """);
                PreparedStatement forget = connection.prepareStatement("delete from remembered_device");
                PreparedStatement phone = connection.prepareStatement("""
                        insert into remembered_device (id, account, secret_hash, rotated_at, device, created_at, expires_at)
                        select ?, id, ?, now(), 'bench', now(), now() + interval '1 day' from account where login = ?
                        """)) {
            accounts.setInt(1, people);
            accounts.executeUpdate();
            memberships.executeUpdate();
            forget.executeUpdate();
            for (int person = 1; person <= people; person++) {
                phone.setObject(1, phoneOf(person));
                phone.setString(2, digest("secret-" + person));
                phone.setString(3, login(person));
                phone.addBatch();
            }
            phone.executeBatch();
        }
    }

    private static UUID phoneOf(int person) {
        return new UUID(0x7000, 0x8000_0000_0000_0000L | person);
    }

    /** As the application keeps it. */
    private static String digest(String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(secret.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sessions() throws IOException, InterruptedException {
        int warm = Math.min(200, people / 10);
        each(1, warm, this::comeInByPhone);
        long before = liveHeapBytes();
        long begin = System.nanoTime();
        each(warm + 1, people, this::comeInByPhone);
        double seconds = (System.nanoTime() - begin) / 1e9;
        long after = liveHeapBytes();
        int opened = people - warm;
        System.out.printf(
                Locale.ROOT,
                "sessions: %,d opened in %.0f s; live heap %.1f to %.1f MiB, %,.0f bytes a session, %.1f MiB for 10,000;"
                        + " resident %d MiB%n",
                opened,
                seconds,
                before / 1048576.0,
                after / 1048576.0,
                (double) (after - before) / opened,
                (double) (after - before) / opened * 10_000 / 1048576.0,
                application.residentMebibytes());
    }

    private void comeInByPhone(int person) throws IOException, InterruptedException {
        HttpResponse<String> page = send(HttpRequest.newBuilder(application.address())
                .header("Cookie", "raceway-remembered=" + phoneOf(person) + ".secret-" + person)
                .header("Accept", "text/html"));
        if (page.statusCode() != 200) {
            throw new IllegalStateException("not let in: " + page.statusCode());
        }
    }

    private void logins(Duration length, boolean shown) throws InterruptedException {
        Latencies latencies = new Latencies();
        AtomicInteger next = new AtomicInteger();
        long end = System.nanoTime() + length.toNanos();
        Duration cpu = cpu();
        long begin = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(connections)) {
            for (int worker = 0; worker < connections; worker++) {
                workers.execute(() -> {
                    while (System.nanoTime() < end) {
                        long start = System.nanoTime();
                        logIn(login(1 + next.getAndIncrement() % people));
                        latencies.add(System.nanoTime() - start);
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuMilliseconds = cpu().minus(cpu).toMillis() / (double) Math.max(1, latencies.count());
        if (shown) {
            System.out.printf(
                    Locale.ROOT,
                    "logins: %.1f a second (%d connections, form and all), %s; %.1f ms of processor in the application for each,"
                            + " so %.0f a second would fill two%n",
                    latencies.count() / seconds,
                    connections,
                    latencies,
                    cpuMilliseconds,
                    2000 / cpuMilliseconds);
        }
    }

    private void logIn(String login) {
        try {
            HttpResponse<String> form =
                    send(HttpRequest.newBuilder(application.address().resolve("/login")));
            Matcher token = CSRF.matcher(form.body());
            if (!token.find()) {
                throw new IllegalStateException("the login page has no token");
            }
            String session = form.headers()
                    .firstValue("Set-Cookie")
                    .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                    .orElse("");
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(application.address().resolve("/login"))
                            .header("Cookie", session)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("username=" + login + "&password=" + PASSWORD
                                    + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8))));
            URI target =
                    answer.headers().firstValue("Location").map(URI::create).orElse(application.address());
            if (answer.statusCode() != 302 || target.getPath().startsWith("/login")) {
                throw new IllegalStateException("not let in: " + answer.statusCode());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return application
                .http()
                .send(request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private Duration cpu() {
        return application.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What is still used after a full collection, as the JDK's own tool counts it. */
    private long liveHeapBytes() throws IOException, InterruptedException {
        Process tool = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + "/bin/jcmd",
                        String.valueOf(application.process().pid()),
                        "GC.class_histogram"))
                .redirectErrorStream(true)
                .start();
        String histogram = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        tool.waitFor(1, TimeUnit.MINUTES);
        Matcher total = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)").matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException(histogram);
        }
        return Long.parseLong(total.group(1));
    }

    private interface Visit {
        void by(int person) throws IOException, InterruptedException;
    }

    private void each(int first, int last, Visit visit) throws InterruptedException {
        AtomicInteger next = new AtomicInteger(first);
        AtomicInteger failures = new AtomicInteger();
        try (ExecutorService workers = Executors.newFixedThreadPool(connections)) {
            for (int worker = 0; worker < connections; worker++) {
                workers.execute(() -> {
                    for (int person = next.getAndIncrement(); person <= last; person = next.getAndIncrement()) {
                        try {
                            visit.by(person);
                        } catch (IOException e) {
                            failures.incrementAndGet();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            return;
                        }
                    }
                });
            }
        }
        if (failures.get() > 0) {
            throw new IllegalStateException(failures.get() + " requests failed");
        }
    }
}
