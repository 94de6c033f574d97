package org.raceway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.raceway.platform.Texts;

class AuditWordsTests {
    private static final Pattern ENTRY = Pattern.compile(
            "AuditEntry\\s*\\.(?:done|refused)\\(\\s*(?:\"([a-z.-]+)\"|[^,;]+?),\\s*(?:\"([a-z-]+)\")?");

    @Test
    void wordsEverythingThatIsRecorded() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher entry = ENTRY.matcher(Files.readString(source));
                while (entry.find()) {
                    if (entry.group(1) != null) {
                        keys.add("audit.action." + entry.group(1));
                    }
                    if (entry.group(2) != null) {
                        keys.add("audit.kind." + entry.group(2));
                    }
                }
            }
        }
        assertThat(keys).contains("audit.kind.consent", "audit.action.consents.read");
        for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            assertThat(keys)
                    .as("texts in %s", locale)
                    .filteredOn(key -> !Texts.of(locale).has(key))
                    .isEmpty();
        }
    }
}
