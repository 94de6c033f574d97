package org.raceway.audit;

import java.util.Locale;

/**
 * What is wrong with a chain, at the first place where something is.
 *
 * @param number of the link, or of the line in a file
 * @param what the entry's id, or what was found there
 */
record Damage(Kind kind, long number, String what) {

    enum Kind {
        /** The content of the link, or of the one before it, is not what was sealed. */
        CHANGED,
        /** A link is gone. */
        LINK_MISSING,
        /** The link is there, what it sealed is gone. */
        ENTRY_MISSING,
        /** Entries are there that were never handed to the sealer, or whose link is gone. */
        ENTRY_UNCHAINED,
        /** Entries were handed to the sealer and are gone. */
        UNSEALED_MISSING,
        /** Where it came from was changed. */
        ORIGIN_CHANGED,
        /** The chain once had another head: its end was cut off, or all of it was written anew. */
        HEAD_GONE,
        /** No line of an export. */
        UNREADABLE;

        /** As it is sent. */
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
