package org.raceway.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Options of a benchmark, as {@code --name=value}. */
final class Options {
    private final Map<String, String> values = new HashMap<>();

    Options(String[] arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("options are --name=value, not " + argument);
            }
            values.put(argument.substring(2, equals), argument.substring(equals + 1));
        }
    }

    int number(String name, int otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    Path path(String name, String otherwise) {
        return Path.of(text(name, otherwise)).toAbsolutePath();
    }
}
