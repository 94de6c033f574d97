package org.raceway.platform.database;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.raceway.platform.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** The embedded PostgreSQL, and the file system under its data folder, which is looked at ten times a second at most. */
final class EmbeddedStorage implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStorage.class);
    private static final long INTERVAL_NANOSECONDS = Duration.ofMillis(100).toNanos();

    private static final Duration WORTH_WAITING = Duration.ofSeconds(3);

    private final PostgresServer server;
    private final Path folder;
    private final DataSize reserve;
    private long lookedAt;
    private boolean full;

    EmbeddedStorage(PostgresServer server, Path folder, DataSize reserve) {
        this.server = server;
        this.folder = folder;
        this.reserve = reserve;
        lookedAt = System.nanoTime() - INTERVAL_NANOSECONDS;
    }

    @Override
    public synchronized boolean isFull() {
        long now = System.nanoTime();
        if (now - lookedAt >= INTERVAL_NANOSECONDS) {
            lookedAt = now;
            boolean before = full;
            long usable = usableBytes();
            full = usable < reserve.toBytes();
            if (full && !before) {
                LOG.error(
                        "Only {} MB are free in {}, less than raceway.database.reserve: nothing more is captured",
                        usable >> 20,
                        folder);
            } else if (before && !full) {
                LOG.info("{} MB are free again in {}: captures go on", usable >> 20, folder);
            }
        }
        return full;
    }

    @Override
    public boolean isDown() {
        return server.downFor().compareTo(WORTH_WAITING) > 0;
    }

    private long usableBytes() {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.getUsableSpace();
        } catch (IOException e) {
            LOG.warn("The room in {} is not known: {}", folder, e.toString());
            return Long.MAX_VALUE;
        }
    }

    /** All of it, used or not. */
    static long totalMegabytes(Path folder) {
        try {
            return Files.getFileStore(folder).getTotalSpace() >> 20;
        } catch (IOException e) {
            return Long.MAX_VALUE >> 20;
        }
    }
}
