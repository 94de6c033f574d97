package org.raceway.traceability.epcis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The standard's own schemas and examples, which stand beside the repository and not in it. */
final class EpcisFixtures {
    private EpcisFixtures() {}

    /** A file or folder of the fixtures; without it the test is skipped. */
    static Path path(String name) {
        String root = Objects.requireNonNullElse(System.getenv("RACEWAY_FIXTURES"), "../shared/fixtures");
        Path path = Path.of(root).resolve(name);
        assumeTrue(Files.exists(path), () -> "no fixtures at " + path + ": set RACEWAY_FIXTURES");
        return path;
    }

    static List<Path> jsonExamples() {
        try (Stream<Path> files = Files.walk(path("epcis/examples/JSON"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
