package org.raceway.traceability;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.raceway.platform.TimeOrderedIds;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** Captures without end, several documents at a time, and says which were acknowledged: made to be killed. */
final class CapturingProcess {
    static final int EVENTS = 20;

    private static final int THREADS = 4;

    private CapturingProcess() {}

    /** Arguments: URL, user, password, owner, number of the first document. */
    public static void main(String[] arguments) throws InterruptedException {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(arguments[0]);
        dataSource.setUsername(arguments[1]);
        dataSource.setPassword(arguments[2]);
        dataSource.setMaximumPoolSize(2);
        UUID owner = UUID.fromString(arguments[3]);
        AtomicInteger next = new AtomicInteger(Integer.parseInt(arguments[4]));
        CaptureSettings settings = new CaptureSettings(
                20_000,
                DataSize.ofMegabytes(1),
                64,
                1 << 16,
                DataSize.ofMegabytes(8),
                64,
                2,
                2_000,
                Duration.ofSeconds(15),
                Duration.ofDays(1));
        Clock clock = Clock.systemUTC();
        Capture capture = new Capture(dataSource, () -> false, clock, new TimeOrderedIds(clock), settings);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().start(() -> captureForEver(capture, owner, next)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void captureForEver(Capture capture, UUID owner, AtomicInteger next) {
        while (true) {
            int number = next.getAndIncrement();
            CaptureJob job = capture.capture(
                    owner,
                    document(number).getBytes(StandardCharsets.UTF_8),
                    "application/ld+json",
                    CaptureBehaviour.ROLLBACK,
                    "killed");
            if (job.stored() + job.repeated() != EVENTS) {
                throw new IllegalStateException("a document of good events was refused: " + job);
            }
            synchronized (CapturingProcess.class) {
                System.out.println(number + " " + job.id());
                System.out.flush();
            }
        }
    }

    static String unit(int document) {
        return "killed" + document;
    }

    private static String document(int number) {
        String[] events = new String[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            events[i] = TestDocuments.observing("2026-01-02T03:04:%02d+08:00".formatted(i), unit(number));
        }
        return TestDocuments.document(events);
    }
}
