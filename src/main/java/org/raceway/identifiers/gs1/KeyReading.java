package org.raceway.identifiers.gs1;

/** What a URI turned out to be. */
public sealed interface KeyReading permits KeyReading.Key, KeyReading.Broken, KeyReading.Foreign {

    /**
     * A good GS1 key.
     *
     * @param canonical {@code https://id.gs1.org/...} at the finest level that the URI names: a serial number makes a
     *     lot and a variant superfluous
     */
    record Key(KeyType type, String canonical) implements KeyReading {}

    /** A URI that has the shape of a GS1 key, but can't be one. */
    record Broken(KeyProblem problem) implements KeyReading {}

    /** Any other URI; it is its own canonical form. */
    enum Foreign implements KeyReading {
        FOREIGN
    }
}
