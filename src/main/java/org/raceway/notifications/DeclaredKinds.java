package org.raceway.notifications;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.raceway.access.Caller;
import org.raceway.platform.Texts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** All kinds of notices that the rooms have declared, by code. */
@Component
final class DeclaredKinds implements SmartInitializingSingleton {
    private final Map<String, NoticeKind> kinds = new TreeMap<>();

    DeclaredKinds(ObjectProvider<NoticeKinds> declared) {
        declared.stream().flatMap(room -> room.kinds().stream()).forEach(kind -> {
            if (kinds.put(kind.code(), kind) != null) {
                throw new IllegalStateException("the notice " + kind.code() + " is declared twice");
            }
        });
    }

    /**
     * Looks for every kind's texts.
     *
     * @throws IllegalStateException naming those that are missing
     */
    @Override
    public void afterSingletonsInstantiated() {
        List<String> missing = new ArrayList<>();
        for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            for (String code : kinds.keySet()) {
                for (String part : List.of("name", "title", "body")) {
                    String key = "notice." + code + "." + part;
                    if (!Texts.of(locale).has(key)) {
                        missing.add(key + " (" + locale.getLanguage() + ")");
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Notices without texts: " + String.join(", ", missing));
        }
    }

    /** All, by code. */
    List<NoticeKind> all() {
        return List.copyOf(kinds.values());
    }

    /** Those that this caller can get. */
    List<NoticeKind> of(Caller caller) {
        return kinds.values().stream()
                .filter(kind -> kind.permissions().isEmpty()
                        || kind.permissions().stream().anyMatch(caller::may))
                .toList();
    }

    /** The kind with this code, if it is declared. */
    Optional<NoticeKind> find(String code) {
        return Optional.ofNullable(kinds.get(code));
    }

    /**
     * The kind with this code.
     *
     * @throws IllegalArgumentException if no room has declared it
     */
    NoticeKind get(String code) {
        NoticeKind kind = kinds.get(code);
        if (kind == null) {
            throw new IllegalArgumentException("no NoticeKinds bean declares " + code);
        }
        return kind;
    }

    /** The name of a kind, also of one that is not declared any more. */
    static String name(String code, Texts texts) {
        String key = "notice." + code + ".name";
        return texts.has(key) ? texts.get(key) : code;
    }
}
