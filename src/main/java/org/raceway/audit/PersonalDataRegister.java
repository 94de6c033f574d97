package org.raceway.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What personal data the database holds, read from the rooms' declarations. */
@Component
final class PersonalDataRegister {
    private static final String EVERY_COLUMN = "*";

    private final List<PersonalColumn> personal = new ArrayList<>();
    private final Map<String, List<String>> notPersonal = new HashMap<>();

    PersonalDataRegister() {
        JsonMapper json = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:personal-data/*.json")) {
                try (InputStream content = file.getInputStream()) {
                    Declarations its = json.readValue(content, Declarations.class);
                    personal.addAll(its.personal());
                    its.notPersonal()
                            .forEach((table, columns) -> notPersonal
                                    .computeIfAbsent(table, added -> new ArrayList<>())
                                    .addAll(columns));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        personal.sort(Comparator.comparing(PersonalColumn::name));
    }

    /** By table and column. */
    List<PersonalColumn> columns() {
        return List.copyOf(personal);
    }

    Optional<PersonalColumn> find(String table, String column) {
        return personal.stream()
                .filter(its -> its.table().equals(table) && its.column().equals(column))
                .findFirst();
    }

    /** Whether somebody has thought about this column. */
    boolean knows(String table, String column) {
        List<String> others = notPersonal.getOrDefault(table, List.of());
        return others.contains(EVERY_COLUMN)
                || others.contains(column)
                || find(table, column).isPresent();
    }

    /** The tables and columns that were marked as not personal. */
    Map<String, List<String>> notPersonal() {
        return Map.copyOf(notPersonal);
    }

    /**
     * A room's declarations.
     *
     * @param notPersonal columns by table; {@code *} for all
     */
    record Declarations(List<PersonalColumn> personal, Map<String, List<String>> notPersonal) {}
}
