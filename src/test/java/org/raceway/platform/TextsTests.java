package org.raceway.platform;

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

class TextsTests {
    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Texts CHINESE = Texts.of(Locale.SIMPLIFIED_CHINESE);
    private static final Texts ENGLISH = Texts.of(Locale.ENGLISH);

    @Test
    void hasEveryKeyInBothLanguages() {
        assertThat(new TreeSet<>(ENGLISH.keys())).isEqualTo(new TreeSet<>(CHINESE.keys()));
    }

    @Test
    void hasNoEmptyTextAndTheSamePlacesInBothLanguages() {
        for (String key : CHINESE.keys()) {
            assertThat(CHINESE.get(key)).as(key).isNotBlank();
            assertThat(ENGLISH.get(key)).as(key).isNotBlank();
            assertThat(places(ENGLISH.get(key))).as(key).isEqualTo(places(CHINESE.get(key)));
        }
    }

    @Test
    void hasEveryKeyThatIsUsed() throws IOException {
        Set<String> rooms = new TreeSet<>();
        try (Stream<Path> files = Files.list(MESSAGES)) {
            files.map(file -> file.getFileName().toString().replaceAll("[-_.].*$", ""))
                    .forEach(rooms::add);
        }
        // A key is a literal that begins with a room's name; one that ends with a dot is completed by a value.
        Pattern key = Pattern.compile("\"((?:" + String.join("|", rooms) + ")\\.[A-Za-z0-9_.-]+)\"");
        Set<String> missing = new TreeSet<>();
        for (Path root : List.of(Path.of("src/main/jte"), Path.of("src/main/java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Matcher used = key.matcher(Files.readString(file));
                    while (used.find()) {
                        String name = used.group(1);
                        boolean there = name.endsWith(".")
                                ? CHINESE.keys().stream().anyMatch(text -> text.startsWith(name))
                                : CHINESE.has(name)
                                        || CHINESE.has("notice." + name + ".title")
                                        || CHINESE.has("audit.action." + name)
                                        || CHINESE.has("people.permission." + name)
                                        || isFileOrProperty(name);
                        if (!there) {
                            missing.add(name + " in " + file);
                        }
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void putsArgumentsInTheirPlaces() {
        assertThat(ENGLISH.get("table.where", "1", "50")).isEqualTo("Rows 1 to 50");
        assertThat(ENGLISH.get("no.such.key")).isEqualTo("no.such.key");
    }

    /** Names of files and of settings look like keys. */
    private static boolean isFileOrProperty(String name) {
        return name.matches(".*\\.(css|js|svg|jte|csv|xlsx|json|xml|html)") || name.startsWith("raceway.");
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{\\d+}").matcher(text);
        while (matcher.find()) {
            places.add(matcher.group());
        }
        return places;
    }
}
