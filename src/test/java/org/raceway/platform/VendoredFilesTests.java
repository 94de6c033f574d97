package org.raceway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VendoredFilesTests {
    private static final Path FOLDER = Path.of("src/main/resources/static/assets/vendor");
    private static final Pattern ROW = Pattern.compile(
            "^\\| `([^`]+)` \\| `[^`]+` \\| [0-9.]+ \\| [^|]+ \\| `([0-9a-f]{64})` \\|$", Pattern.MULTILINE);

    @Test
    void haveTheChecksumsThatAreWrittenDown() throws Exception {
        Map<String, String> written = new TreeMap<>();
        ROW.matcher(Files.readString(FOLDER.resolve("VENDOR.md")))
                .results()
                .forEach(row -> written.put(row.group(1), row.group(2)));
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("VENDOR.md")) {
                    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                    found.put(name, HexFormat.of().formatHex(digest));
                }
            }
        }
        assertThat(found).isNotEmpty().isEqualTo(written);
    }
}
