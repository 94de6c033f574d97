package org.raceway.identifiers.gs1;

import java.util.UUID;

/**
 * An identifier and its canonical form: the canonical GS1 Digital Link ({@code https://id.gs1.org/01/...}) for a GS1 key
 * in URN or Digital Link form under any domain, and the identifier itself for every other URI.
 *
 * @param original as it was sent
 * @param canonical the same for every form of one key
 */
public record Identifier(String original, String canonical) {

    /** The canonical form's key, see {@link Keys}. */
    public UUID key() {
        return Keys.of(canonical);
    }
}
