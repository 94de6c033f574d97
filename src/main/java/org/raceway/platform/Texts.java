package org.raceway.platform;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * What people read, in one language. Texts live in {@code messages/<room>.properties} (Chinese) and
 * {@code messages/<room>_en.properties} (English), both UTF-8; a key begins with its room's name and a dot. Arguments
 * stand as {@code {0}}, {@code {1}}; an apostrophe is only an apostrophe.
 */
public final class Texts {
    private static final Texts CHINESE = new Texts(Locale.SIMPLIFIED_CHINESE, load(false));
    private static final Texts ENGLISH = new Texts(Locale.ENGLISH, load(true));

    private final Locale locale;
    private final Map<String, String> texts;

    /** An argument that is words itself. */
    @FunctionalInterface
    public interface Worded {
        /** In that language. */
        String in(Texts texts);
    }

    private Texts(Locale locale, Map<String, String> texts) {
        this.locale = locale;
        this.texts = texts;
    }

    /** English for an English locale, Chinese for every other. */
    public static Texts of(Locale locale) {
        return locale.getLanguage().equals("en") ? ENGLISH : CHINESE;
    }

    /** The text, or the key itself where there is none: a page with a raw word beats no page. */
    public String get(String key, @Nullable Object... arguments) {
        String text = texts.getOrDefault(key, key);
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i] instanceof Worded worded ? worded.in(this) : arguments[i];
            text = text.replace("{" + i + "}", String.valueOf(argument));
        }
        return text;
    }

    /** Whether the key has a text. */
    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /** All keys. */
    public Set<String> keys() {
        return texts.keySet();
    }

    /** The language. */
    public Locale locale() {
        return locale;
    }

    /** Whether this is the English edition. */
    public boolean english() {
        return this == ENGLISH;
    }

    private static Map<String, String> load(boolean english) {
        Map<String, String> all = new TreeMap<>();
        try {
            for (Resource resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties")) {
                String name = Objects.requireNonNull(resource.getFilename());
                if (name.endsWith("_en.properties") == english) {
                    Properties properties = new Properties();
                    try (Reader reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
                        properties.load(reader);
                    }
                    properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(all);
    }
}
