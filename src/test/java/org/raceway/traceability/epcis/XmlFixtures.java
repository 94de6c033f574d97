package org.raceway.traceability.epcis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The standard's XML examples and schemas, which are read from a folder outside this repository. */
final class XmlFixtures {
    private XmlFixtures() {}

    static Path folder() {
        Path folder =
                Path.of(Optional.ofNullable(System.getenv("RACEWAY_FIXTURES")).orElse("../shared/fixtures"));
        Assumptions.assumeTrue(
                Files.isDirectory(folder.resolve("epcis")),
                () -> "the EPCIS examples are not in " + folder + "; RACEWAY_FIXTURES names their folder");
        return folder;
    }

    /** Every XML example of EPCIS documents; capture jobs are answers, not documents to capture. */
    static List<Path> examples() {
        Path folder = folder();
        try (Stream<Path> standard = Files.walk(folder.resolve("epcis/examples"));
                Stream<Path> hashed = Files.list(folder.resolve("epcis-hash"))) {
            return Stream.concat(standard, hashed)
                    .filter(path -> path.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
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
