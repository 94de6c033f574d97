package org.raceway.audit;

import org.jspecify.annotations.Nullable;

/**
 * A column that holds personal data, as {@code personal-data/<room>.json} declares it.
 *
 * @param basis article of the Personal Information Protection Law (PIPL) or another law
 * @param reason why it is kept when a person asks for erasure; only for {@link Erasure#KEPT} and {@link Erasure#LATER}
 */
record PersonalColumn(
        String table,
        String column,
        Words whose,
        Words purpose,
        Words basis,
        Words retention,
        Masking masked,
        Erasure erasure,
        @Nullable Words reason) {

    PersonalColumn {
        if ((erasure == Erasure.ERASED) == (reason != null)) {
            throw new IllegalArgumentException(table + "." + column + ": what is kept, and only that, has a reason");
        }
    }

    /** How pages show it to others. */
    enum Masking {
        NAME,
        PHONE,
        EMAIL,
        IDENTITY_NUMBER,
        ADDRESS,
        /** Not at all. */
        HIDDEN,
        /** As it is, within the enterprise that it was given to. */
        SHOWN
    }

    /** What becomes of it when the person asks for erasure. */
    enum Erasure {
        /** Erased at once. */
        ERASED,
        /** Erased when its retention ends. */
        LATER,
        /** Kept. */
        KEPT
    }

    /** In both languages. */
    record Words(String zh, String en) {
        String in(boolean english) {
            return english ? en : zh;
        }
    }

    String name() {
        return table + "." + column;
    }
}
