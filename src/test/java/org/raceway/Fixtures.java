package org.raceway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What may not be copied into the project: read from the folder that {@code RACEWAY_FIXTURES} names. */
public final class Fixtures {
    private Fixtures() {}

    /** A file or folder of the fixtures; without it the test is skipped. */
    public static Path path(String name) {
        String root = Objects.requireNonNullElse(System.getenv("RACEWAY_FIXTURES"), "../shared/fixtures");
        Path path = Path.of(root).resolve(name);
        assumeTrue(Files.exists(path), () -> "no fixtures at " + path + ": set RACEWAY_FIXTURES");
        return path;
    }

    public static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
