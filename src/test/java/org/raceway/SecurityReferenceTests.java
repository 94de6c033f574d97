package org.raceway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/reference/security.md to what it says. */
class SecurityReferenceTests {
    private static final Path PAGE = Path.of("docs/reference/security.md");
    private static final Pattern LINE =
            Pattern.compile("\\| (V\\d+\\.\\d+\\.\\d+) \\| ([12]) \\| [^|]+ \\| ([a-z ]+) \\| (.+) \\|");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Tests)`");
    private static final Set<String> STATES = Set.of("tested", "met", "partly", "operator", "does not apply", "open");

    @Test
    void hasEveryRequirementOfBothLevelsOnce() throws IOException {
        List<String> numbers = new ArrayList<>();
        int first = 0;
        for (Matcher line : lines()) {
            numbers.add(line.group(1));
            first += line.group(2).equals("1") ? 1 : 0;
            assertThat(STATES).as(line.group(1)).contains(line.group(3));
        }
        assertThat(numbers).hasSize(253).doesNotHaveDuplicates();
        assertThat(first).isEqualTo(70);
    }

    @Test
    void namesTestsThatExistAndATestWhereItSaysTested() throws IOException {
        Set<String> existing;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            existing = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Tests.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        Matcher named = TEST.matcher(Files.readString(PAGE));
        while (named.find()) {
            assertThat(existing).contains(named.group(1));
        }
        for (Matcher line : lines()) {
            if (line.group(3).equals("tested")) {
                assertThat(TEST.matcher(line.group(4)).find()).as(line.group(1)).isTrue();
            }
        }
    }

    @Test
    void countsItsStatesRight() throws IOException {
        Map<String, Integer> counted = new TreeMap<>();
        for (Matcher line : lines()) {
            counted.merge(line.group(3), 1, Integer::sum);
        }
        String page = Files.readString(PAGE);
        counted.forEach((state, count) -> assertThat(page).contains("| " + state + " | " + count + " |"));
    }

    private static List<Matcher> lines() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .toList();
    }
}
