package org.raceway.scans;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.traceability.CodeRecord;
import org.raceway.traceability.CodeScanned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes scans behind the pages: a bounded queue, emptied in batches. A page never waits for it; when the queue is full, or the
 * process dies, scans are lost, never pages. A visitor's reloads of a day are written once.
 */
@Component
class ScanLog implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ScanLog.class);
    private static final int BATCH = 2_000;
    /** Reloads are recognised among so many; beyond it they are written again, and counted once all the same. */
    private static final int REMEMBERED = 200_000;
    /** Programs that look at links before people do. */
    private static final Pattern PROGRAM =
            Pattern.compile("bot\\b|bot/|spider|crawler|preview|slurp|facebookexternalhit");

    private record Look(UUID visitor, String code, String verdict) {}

    private final StoredScans scans;
    private final Findings findings;
    private final TimeOrderedIds ids;
    private final ScanSettings settings;
    private final BlockingQueue<Scan> queue;
    private final Visitors visitors = new Visitors();
    private final Counter written;
    private final Counter lost;
    private final Object writing = new Object();
    private final Object remembering = new Object();
    private final Set<Look> seen = new HashSet<>();
    private LocalDate seenOn = LocalDate.EPOCH;
    private volatile CountDownLatch end = new CountDownLatch(0);

    ScanLog(StoredScans scans, Findings findings, TimeOrderedIds ids, ScanSettings settings, MeterRegistry meters) {
        this.scans = scans;
        this.findings = findings;
        this.ids = ids;
        this.settings = settings;
        this.queue = new ArrayBlockingQueue<>(settings.queue());
        this.written = Counter.builder("raceway.scans.written")
                .description("scans of public pages that were written")
                .register(meters);
        this.lost = Counter.builder("raceway.scans.lost")
                .description("scans of public pages that were shown and not written")
                .register(meters);
        Gauge.builder("raceway.scans.waiting", queue, BlockingQueue::size)
                .description("scans of public pages that wait to be written")
                .register(meters);
    }

    @EventListener
    void scanned(CodeScanned scanned) {
        if (scanned.browser().isEmpty()
                || PROGRAM.matcher(scanned.browser().toLowerCase(Locale.ROOT)).find()) {
            return;
        }
        UUID visitor = visitorOf(scanned.address(), scanned.browser(), scanned.at());
        if (isNew(new Look(visitor, scanned.id(), scanned.verdict().name()), scanned.at())) {
            offer(new Scan(
                    ids.next(),
                    scanned.maker(),
                    scanned.id(),
                    scanned.verdict().name(),
                    scanned.reasons(),
                    visitor,
                    null));
        }
    }

    /** A visitor tells where they scanned a code. */
    void placed(CodeRecord code, UUID visitor, Place place) {
        offer(new Scan(ids.next(), code.maker(), code.id(), code.verdict().name(), code.reasons(), visitor, place));
    }

    /** The visitor's name of the day. */
    UUID visitorOf(String address, String browser, Instant at) {
        return visitors.name(address, browser, at);
    }

    private boolean isNew(Look look, Instant at) {
        LocalDate day = Visitors.dayOf(at);
        synchronized (remembering) {
            if (!day.equals(seenOn) || seen.size() >= REMEMBERED) {
                seen.clear();
                seenOn = day;
            }
            return seen.add(look);
        }
    }

    private void offer(Scan scan) {
        if (!queue.offer(scan)) {
            lost.increment();
        }
    }

    /** Writes what waits. */
    void flush() {
        synchronized (writing) {
            List<Scan> batch = new ArrayList<>();
            while (queue.drainTo(batch, BATCH) > 0) {
                write(batch);
                batch.clear();
            }
        }
    }

    private void write(List<Scan> batch) {
        try {
            scans.add(batch);
            written.increment(batch.size());
        } catch (RuntimeException e) {
            int kept = 0;
            for (Scan scan : batch) {
                kept += queue.offer(scan) ? 1 : 0;
            }
            lost.increment(batch.size() - kept);
            throw e;
        }
        batch.forEach(scan -> findings.look(scan.code()));
    }

    @Override
    public void start() {
        CountDownLatch mine = new CountDownLatch(1);
        end = mine;
        Thread.ofVirtual().name("scan-log").start(() -> run(mine));
    }

    @Override
    public void stop() {
        end.countDown();
        try {
            flush();
        } catch (RuntimeException e) {
            LOG.warn("Scans of the last moment are lost: {}", e.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return end.getCount() > 0;
    }

    private void run(CountDownLatch ended) {
        try {
            while (!ended.await(settings.pause().toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    flush();
                } catch (RuntimeException e) {
                    LOG.warn("Scans are written later: {}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
