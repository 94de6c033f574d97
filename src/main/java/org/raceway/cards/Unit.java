package org.raceway.cards;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What lots are counted in. */
public enum Unit {
    /** Kilograms. */
    KILOGRAMS("KGM"),
    /** Pieces; events give them no unit. */
    PIECES(null);

    private final @Nullable String code;

    Unit(@Nullable String code) {
        this.code = code;
    }

    /** By UN/ECE Recommendation 20; absent for pieces. */
    @Nullable
    String code() {
        return code;
    }

    /** Its name, a key of texts. */
    public String textKey() {
        return "cards.unit." + name();
    }

    /** By its name or its code, in any case. */
    static Optional<Unit> of(@Nullable String text) {
        return Arrays.stream(values())
                .filter(unit ->
                        unit.name().equalsIgnoreCase(text) || (unit.code != null && unit.code.equalsIgnoreCase(text)))
                .findFirst();
    }
}
