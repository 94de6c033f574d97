package org.raceway.traceability;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.TimeOrderedIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads, each with one transaction at a time. Captures that wait while one commits go together into the next:
 * one wait for the disk then serves many.
 */
final class LedgerWriters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriters.class);
    private static final String DISK_FULL = "53100";
    private static final int IMMEDIATE_ATTEMPTS = 5;
    private static final long LONGEST_PAUSE_MILLISECONDS = 500;
    private static final long CLOSING_SECONDS = 30;

    private final BlockingQueue<PreparedCapture> queue;
    private final DataSource dataSource;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final int groupEvents;
    private final Duration patience;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger lastGroup = new AtomicInteger();
    private volatile boolean closed;

    LedgerWriters(DataSource dataSource, Clock clock, TimeOrderedIds ids, CaptureSettings settings) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.ids = ids;
        groupEvents = settings.groupEvents();
        patience = settings.patience();
        queue = new ArrayBlockingQueue<>(settings.queue());
        for (int i = 1; i <= settings.writers(); i++) {
            threads.add(Thread.ofPlatform().name("ledger-writer-" + i).daemon().start(this::work));
        }
    }

    /** Takes the capture, or says that there is no room. */
    boolean offer(PreparedCapture capture) {
        return !closed && queue.offer(capture);
    }

    int waiting() {
        return queue.size();
    }

    int lastGroupEvents() {
        return lastGroup.get();
    }

    /** Writes what was taken, then stops. */
    @Override
    public void close() {
        closed = true;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSING_SECONDS);
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        refuse(List.copyOf(queue), CaptureProblem.STORAGE_UNAVAILABLE, null);
    }

    private void work() {
        LedgerTransaction transaction = new LedgerTransaction(dataSource, clock, ids);
        AtomicReference<@Nullable PreparedCapture> held = new AtomicReference<>();
        while (true) {
            try {
                PreparedCapture first = held.getAndSet(null);
                if (first == null) {
                    first = queue.poll(100, TimeUnit.MILLISECONDS);
                }
                if (first == null) {
                    if (closed) {
                        return;
                    }
                    continue;
                }
                write(transaction, gather(first, held));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private List<PreparedCapture> gather(PreparedCapture first, AtomicReference<@Nullable PreparedCapture> held) {
        List<PreparedCapture> group = new ArrayList<>();
        group.add(first);
        int events = first.events().size();
        while (events < groupEvents) {
            PreparedCapture next = queue.poll();
            if (next == null) {
                break;
            }
            if (events + next.events().size() > groupEvents) {
                held.set(next);
                break;
            }
            group.add(next);
            events += next.events().size();
        }
        lastGroup.set(events);
        return group;
    }

    private void write(LedgerTransaction transaction, List<PreparedCapture> group) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long pause = 10;
        boolean unsure = false;
        for (int attempt = 1; ; attempt++) {
            try {
                List<CaptureJob> jobs = transaction.write(group, unsure);
                for (int i = 0; i < jobs.size(); i++) {
                    group.get(i).answer().complete(jobs.get(i));
                }
                return;
            } catch (SQLException e) {
                boolean late = System.nanoTime() >= deadline;
                switch (Failure.of(e)) {
                    case CONTENTION -> {
                        if (attempt >= IMMEDIATE_ATTEMPTS && separately(transaction, group)) {
                            return;
                        }
                        if (late) {
                            refuse(group, CaptureProblem.BUSY, e);
                            return;
                        }
                    }
                    case CONNECTION -> {
                        // The commit may have succeeded before its answer was lost: the next attempt looks first.
                        unsure = true;
                        if (late || closed) {
                            LOG.warn("gave up {} captures: the database does not answer", group.size(), e);
                            refuse(group, CaptureProblem.STORAGE_UNAVAILABLE, e);
                            return;
                        }
                        Thread.sleep(pause);
                        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
                    }
                    case RESOURCES -> {
                        LOG.error("gave up {} captures: the database has no room", group.size(), e);
                        refuse(
                                group,
                                !unsure && DISK_FULL.equals(e.getSQLState())
                                        ? CaptureProblem.STORAGE_FULL
                                        : CaptureProblem.STORAGE_UNAVAILABLE,
                                e);
                        return;
                    }
                    case OTHER -> {
                        if (!separately(transaction, group)) {
                            fail(group.getFirst(), e);
                        }
                        return;
                    }
                }
            } catch (RuntimeException e) {
                if (!separately(transaction, group)) {
                    fail(group.getFirst(), e);
                }
                return;
            }
        }
    }

    /** One bad capture must not take the others with it. False for one that is alone already. */
    private boolean separately(LedgerTransaction transaction, List<PreparedCapture> group) throws InterruptedException {
        if (group.size() == 1) {
            return false;
        }
        for (PreparedCapture capture : group) {
            write(transaction, List.of(capture));
        }
        return true;
    }

    private static void fail(PreparedCapture capture, Exception cause) {
        LOG.error("capture {} cannot be stored", capture.id(), cause);
        capture.answer().completeExceptionally(cause);
    }

    private static void refuse(List<PreparedCapture> group, CaptureProblem problem, @Nullable Throwable cause) {
        for (PreparedCapture capture : group) {
            capture.answer().completeExceptionally(new CaptureRefusedException(cause, problem));
        }
    }

    private enum Failure {
        CONTENTION,
        CONNECTION,
        RESOURCES,
        OTHER;

        static Failure of(SQLException e) {
            String state = e.getSQLState();
            if (state == null) {
                // The connection pool's own time-outs carry no state.
                return e instanceof java.sql.SQLTransientException ? CONNECTION : OTHER;
            }
            if (state.equals("23505") || state.startsWith("40")) {
                return CONTENTION;
            }
            if (state.equals(DISK_FULL) || state.equals("53200")) {
                return RESOURCES;
            }
            if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53") || state.startsWith("58")) {
                return CONNECTION;
            }
            return OTHER;
        }
    }
}
