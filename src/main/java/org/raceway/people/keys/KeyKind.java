package org.raceway.people.keys;

/** What kind of thing a machine comes in with. */
enum KeyKind {
    /** Sent with every request. */
    API_KEY("rwk"),
    /** Exchanged for a token of ten minutes. */
    CLIENT("rwc"),
    /** Likewise, but proves itself by a signature instead of a secret. */
    SIGNING_CLIENT("rwc");

    private final String prefix;

    KeyKind(String prefix) {
        this.prefix = prefix;
    }

    /** What it begins with. */
    String prefix() {
        return prefix;
    }

    boolean isClient() {
        return this != API_KEY;
    }
}
