package org.raceway.identifiers.gs1;

/** Recognises identifiers and converts between their forms. */
@SuppressWarnings("DoNotCallSuggester")
public final class Gs1Identifiers {
    private Gs1Identifiers() {}

    /** The identifier in its canonical form; a URI that is no GS1 key is its own canonical form. */
    public static Identifier identify(String uri) {
        throw new UnsupportedOperationException();
    }
}
