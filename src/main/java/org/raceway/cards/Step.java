package org.raceway.cards;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps of the trade that a route card knows, in the order in which a bearing meets them. */
public enum Step {
    /** Steel is melted and cast: the lot is a heat. */
    MELTING("melting", null),
    /** Bars and tubes are rolled. */
    ROLLING("rolling", null),
    /** Rings are forged. */
    FORGING("forging", null),
    /** Rings are turned. */
    TURNING("turning", null),
    /** Rings are quenched and tempered. */
    QUENCHING("quenching", null),
    /** Raceways and faces are ground. */
    GRINDING("grinding", null),
    /** Bearings are assembled. */
    ASSEMBLING("assembling", "assembling"),
    /** Bearings are packed. */
    PACKING("packing", "packing");

    private final String term;
    private final @Nullable String businessStep;

    Step(String term, @Nullable String businessStep) {
        this.term = term;
        this.businessStep = businessStep;
    }

    /** In events, as {@code raceway:step}. */
    String term() {
        return term;
    }

    /** The Core Business Vocabulary's word for it; absent where it has none. */
    @Nullable
    String businessStep() {
        return businessStep;
    }

    /** Its name, a key of texts. */
    public String textKey() {
        return "cards.step." + name();
    }

    /** By its name or its term, in any case. */
    static Optional<Step> of(@Nullable String text) {
        return Arrays.stream(values())
                .filter(step -> step.name().equalsIgnoreCase(text) || step.term.equalsIgnoreCase(text))
                .findFirst();
    }
}
