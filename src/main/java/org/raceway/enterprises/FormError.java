package org.raceway.enterprises;

import java.util.List;
import org.raceway.platform.Texts;

/**
 * What is wrong with a field of an {@link EnterpriseForm}.
 *
 * @param field its name; {@code contacts[0].phone} within a list
 * @param problem stable, in lower case with hyphens; its text has the key {@code enterprises.wrong.<problem>}
 * @param value as it was given
 * @param arguments of the text
 */
record FormError(String field, String problem, String value, List<String> arguments) {
    FormError {
        arguments = List.copyOf(arguments);
    }

    static FormError of(String field, String problem, String value, Object... arguments) {
        return new FormError(
                field,
                problem,
                value,
                java.util.Arrays.stream(arguments).map(String::valueOf).toList());
    }

    /** What is wrong and what to do. */
    String words(Texts texts) {
        return texts.get("enterprises.wrong." + problem, arguments.toArray());
    }

    /** The field's name with its place in a list, for an attribute {@code id}. */
    String id() {
        return field.replaceAll("[\\[\\].]+", "-");
    }
}
