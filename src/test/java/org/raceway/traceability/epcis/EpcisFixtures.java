package org.raceway.traceability.epcis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.raceway.Fixtures;

/** The standard's own schemas and examples, which stand beside the repository and not in it. */
final class EpcisFixtures {
    private EpcisFixtures() {}

    /** The fixtures' folder, where it holds the standard's. */
    static Path folder() {
        return Fixtures.path("epcis").resolveSibling("");
    }

    static List<Path> jsonExamples() {
        try (Stream<Path> files = Files.walk(Fixtures.path("epcis/examples/JSON"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every XML example of EPCIS documents; capture jobs are answers, not documents to capture. */
    static List<Path> xmlExamples() {
        try (Stream<Path> standard = Files.walk(Fixtures.path("epcis/examples"));
                Stream<Path> hashed = Files.list(Fixtures.path("epcis-hash"))) {
            return Stream.concat(standard, hashed)
                    .filter(path -> path.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
