package org.raceway.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder that holds everything one installation keeps, held by one process at a time. The lock is the operating
 * system's on {@code raceway.lock}: it goes when the process goes, however that happens.
 */
public final class DataFolder implements AutoCloseable {

    /**
     * The folders that this process holds. POSIX lets go of a file's lock when the process closes any of its handles on the file, so
     * a second look at one's own lock would lose it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates the folder where it is missing and takes its lock.
     *
     * @throws DataFolderInUseException when another process, or this one, holds it
     */
    public static DataFolder open(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        if (!HELD.add(folder)) {
            throw new DataFolderInUseException(
                    folder, Long.toString(ProcessHandle.current().pid()));
        }
        boolean held = false;
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            FileChannel channel = FileChannel.open(
                    folder.resolve("raceway.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!lock(channel)) {
                String holder = read(channel);
                channel.close();
                throw new DataFolderInUseException(folder, holder);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
                    0);
            held = true;
            return new DataFolder(folder, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + folder + " can't be used: " + e, e);
        } finally {
            if (!held) {
                HELD.remove(folder);
            }
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(32);
        int length = channel.read(buffer, 0);
        return length <= 0 ? "?" : new String(buffer.array(), 0, length, StandardCharsets.US_ASCII);
    }

    /** Absolute. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
            HELD.remove(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
