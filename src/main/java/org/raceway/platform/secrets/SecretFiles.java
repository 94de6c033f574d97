package org.raceway.platform.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads settings from files that environment variables name, as containers mount secrets: {@code RACEWAY_DATABASE_PASSWORD_FILE} names the
 * file that holds {@code RACEWAY_DATABASE_PASSWORD}. Of Spring's own settings, those that end with PASSWORD, SECRET or TOKEN.
 */
public final class SecretFiles implements EnvironmentPostProcessor {
    private static final String SUFFIX = "_FILE";
    private static final long MOST_BYTES = 64 * 1024;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> found = read(environment.getSystemEnvironment());
        if (!found.isEmpty()) {
            environment
                    .getPropertySources()
                    .addBefore(
                            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                            // With this ending the names are read as those of environment variables are.
                            new SystemEnvironmentPropertySource("secretFiles-systemEnvironment", found));
        }
    }

    static Map<String, Object> read(Map<String, Object> environment) {
        Map<String, Object> found = new HashMap<>();
        environment.forEach((name, file) -> {
            if (!name.endsWith(SUFFIX) || !isRead(name) || file.toString().isBlank()) {
                return;
            }
            String setting = name.substring(0, name.length() - SUFFIX.length());
            if (environment.containsKey(setting)) {
                throw new IllegalStateException("Both " + setting + " and " + name + " are set; one of them is enough");
            }
            found.put(setting, content(name, Path.of(file.toString())));
        });
        return found;
    }

    private static boolean isRead(String name) {
        return name.startsWith("RACEWAY_")
                || (name.startsWith("SPRING_")
                        && (name.endsWith("PASSWORD" + SUFFIX)
                                || name.endsWith("SECRET" + SUFFIX)
                                || name.endsWith("TOKEN" + SUFFIX)));
    }

    private static String content(String name, Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalStateException(name + ": " + file + " is too large for a secret");
            }
            // Editors and echo end a file with a line break that is no part of the secret.
            return Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new UncheckedIOException(name + " names " + file + ", which can't be read: " + e, e);
        }
    }
}
