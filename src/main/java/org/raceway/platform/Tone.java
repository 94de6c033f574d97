package org.raceway.platform;

import java.util.Locale;

/** The four meanings that a colour may have; always with a shape or a word beside it. */
public enum Tone {
    GOOD,
    WATCH,
    BAD,
    UNKNOWN;

    /** The name of the style and of the icon. */
    public String style() {
        return name().toLowerCase(Locale.ROOT);
    }
}
