package org.raceway.certificates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The grades on file, {@code certificates/steel-grades.json}: data with a version, not code. */
final class SteelGrades {
    private static final SteelGrades OURS = load();

    private final String version;
    private final List<SteelGrade> grades;

    private SteelGrades(String version, List<SteelGrade> grades) {
        this.version = version;
        this.grades = List.copyOf(grades);
    }

    static SteelGrades onFile() {
        return OURS;
    }

    /** Of the data. */
    String version() {
        return version;
    }

    List<SteelGrade> all() {
        return grades;
    }

    /** The grade with this name or alias, however it is written: {@code gcr15}, {@code G Cr15}. */
    Optional<SteelGrade> find(String name) {
        String wanted = plain(name);
        return grades.stream()
                .filter(grade -> plain(grade.grade()).equals(wanted)
                        || grade.aliases().stream()
                                .anyMatch(alias -> plain(alias).equals(wanted)))
                .findFirst();
    }

    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s\\-_]", "");
    }

    private record Data(String version, List<SteelGrade> grades) {}

    private static SteelGrades load() {
        try (InputStream input = Objects.requireNonNull(
                SteelGrades.class.getResourceAsStream("/certificates/steel-grades.json"), "steel-grades.json")) {
            Data data = JsonMapper.shared().readValue(input, Data.class);
            return new SteelGrades(data.version(), data.grades());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
