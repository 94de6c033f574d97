package org.raceway.consents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.raceway.platform.Texts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** All fields that the rooms have declared, by code. */
@Component
final class ConsentFields implements SmartInitializingSingleton {
    private final ObjectProvider<ConsentField> declared;
    private volatile Map<String, ConsentField> fields = Map.of();

    ConsentFields(ObjectProvider<ConsentField> declared) {
        this.declared = declared;
    }

    /**
     * Collects the fields and looks for their texts.
     *
     * @throws IllegalStateException if a code is declared twice or a text is missing
     */
    @Override
    public void afterSingletonsInstantiated() {
        Map<String, ConsentField> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        declared.orderedStream().forEach(field -> {
            if (found.put(field.code(), field) != null) {
                throw new IllegalStateException("the field " + field.code() + " is declared twice");
            }
            List<String> keys = new ArrayList<>(List.of(field.code(), field.code() + ".help", field.code() + ".noun"));
            field.columns().forEach(column -> keys.add(column.textKey()));
            for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
                keys.stream()
                        .filter(key -> !Texts.of(locale).has(key))
                        .forEach(key -> missing.add(key + " (" + locale.getLanguage() + ")"));
            }
        });
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Fields without texts: " + String.join(", ", missing));
        }
        fields = found;
    }

    Optional<ConsentField> find(String code) {
        return Optional.ofNullable(fields.get(code));
    }

    /** All of them. */
    List<ConsentField> all() {
        return List.copyOf(fields.values());
    }

    /** Those of these codes that a room declares. */
    List<ConsentField> of(List<String> codes) {
        return codes.stream().flatMap(code -> find(code).stream()).toList();
    }

    /** Its name; the code of one that is not declared any more. */
    String name(String code, Texts texts) {
        return find(code).map(field -> texts.get(field.code())).orElse(code);
    }

    /** Its place in a sentence. */
    String noun(String code, Texts texts) {
        return find(code).map(field -> texts.get(field.code() + ".noun")).orElse(code);
    }
}
