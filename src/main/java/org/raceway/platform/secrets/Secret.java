package org.raceway.platform.secrets;

/** A setting that never shows itself: a record that holds it may be written to a log. */
public final class Secret {
    private static final Secret NONE = new Secret("");

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Also what Spring turns a setting's text into a secret by. */
    public static Secret of(String value) {
        return value.isEmpty() ? NONE : new Secret(value);
    }

    /** Whether nothing was set. */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** For the one place that needs it. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return isEmpty() ? "(none)" : "(secret)";
    }
}
