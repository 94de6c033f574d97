package org.raceway.people;

import java.util.List;
import java.util.UUID;

/**
 * The form by which a key is made, as somebody has filled it in.
 *
 * @param kind {@code API_KEY}, {@code CLIENT} or {@code SIGNING_CLIENT}
 * @param permissions codes that are ticked
 * @param choices what can be ticked
 */
public record KeyForm(
        UUID id,
        String kind,
        String name,
        List<String> permissions,
        int days,
        String addresses,
        String publicKeys,
        List<Choice> choices) {
    public KeyForm {
        permissions = List.copyOf(permissions);
        choices = List.copyOf(choices);
    }

    /** A permission to tick, in the reader's language. */
    public record Choice(String code, String text) {}
}
