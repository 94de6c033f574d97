package org.raceway.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.identifiers.gs1.Keys;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;

@RacewayIntegrationTest
class KilledCaptureIntegrationTests {
    private static final int KILLS = 30;
    private static final Pattern ACKNOWLEDGED = Pattern.compile("([0-9]+) ([0-9a-f-]{36})");

    private final JdbcClient jdbc;
    private final JdbcConnectionDetails database;
    private final EventStore store;
    private final UUID owner = UUID.randomUUID();

    KilledCaptureIntegrationTests(
            @Autowired WholeDatabase jdbc, @Autowired JdbcConnectionDetails database, @Autowired EventStore store) {
        this.jdbc = jdbc.client();
        this.database = database;
        this.store = store;
    }

    @Test
    void losesDoublesAndHalvesNothingThoughKilledThirtyTimes() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Integer, UUID> acknowledged = new HashMap<>();
        int first = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start(first);
            try (BufferedReader output = process.inputReader()) {
                acknowledge(output.readLine(), acknowledged);
                Thread killer = Thread.ofVirtual().start(() -> killSoon(process, random.nextInt(150_000)));
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    acknowledge(line, acknowledged);
                }
                killer.join();
            }
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            // The next one sends again what was not acknowledged, and some of what was.
            first = Math.max(
                    0, acknowledged.keySet().stream().mapToInt(n -> n).max().orElse(0) - 6);
        }
        waitUntilTheKilledHaveLeft();

        int last = acknowledged.keySet().stream().mapToInt(n -> n).max().orElseThrow();
        assertThat(acknowledged).as("seed %d", seed).hasSizeGreaterThan(KILLS);
        int found = 0;
        for (int number = 0; number <= last + 20; number++) {
            UUID key = Keys.of(TestDocuments.link(CapturingProcess.unit(number)));
            List<UUID> rows = jdbc.sql("select event from event_reference where key = ? and role = 0 and owner = ?")
                    .params(key, owner)
                    .query(UUID.class)
                    .list();
            assertThat(rows.size())
                    .as("document %d, seed %d", number, seed)
                    .isIn(
                            acknowledged.containsKey(number)
                                    ? List.of(CapturingProcess.EVENTS)
                                    : List.of(0, CapturingProcess.EVENTS));
            assertThat(store.events(rows)).hasSize(rows.size());
            found += rows.size();
        }
        assertThat(count("event")).isEqualTo(found);
        assertThat(count("event_identity")).isEqualTo(found);
        assertThat(jdbc.sql("select sum(stored) from capture_job where owner = ?")
                        .param(owner)
                        .query(Integer.class)
                        .single())
                .isEqualTo(found);
        assertThat(jdbc.sql("select capture from capture_job where owner = ?")
                        .param(owner)
                        .query(UUID.class)
                        .list())
                .containsAll(acknowledged.values());
    }

    private int count(String table) {
        return jdbc.sql("select count(*) from " + table + " where owner = ?")
                .param(owner)
                .query(Integer.class)
                .single();
    }

    private static void acknowledge(@Nullable String line, Map<Integer, UUID> acknowledged) {
        // A kill may cut the last line short; what is not readable was not acknowledged.
        Matcher matcher = ACKNOWLEDGED.matcher(line == null ? "" : line);
        if (matcher.matches()) {
            acknowledged.put(Integer.valueOf(matcher.group(1)), UUID.fromString(matcher.group(2)));
        }
    }

    private static void killSoon(Process process, int microseconds) {
        try {
            TimeUnit.MICROSECONDS.sleep(microseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.toHandle().destroyForcibly(); // Process.destroyForcibly would also close the output that is being read
    }

    /** A server process whose client is gone may still be finishing its transaction. */
    private void waitUntilTheKilledHaveLeft() throws InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int working = jdbc.sql("select count(*) from pg_stat_activity where pid <> pg_backend_pid()"
                            + " and state in ('active', 'idle in transaction')")
                    .query(Integer.class)
                    .single();
            if (working == 0) {
                return;
            }
            Thread.sleep(100);
        }
    }

    private Process start(int first) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CapturingProcess.class.getName(),
                        database.getJdbcUrl(),
                        database.getUsername(),
                        database.getPassword(),
                        owner.toString(),
                        String.valueOf(first))
                .redirectError(ProcessBuilder.Redirect.to(new File("target/killed-capture.log")))
                .start();
    }
}
