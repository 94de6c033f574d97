package org.raceway.identifiers.gs1;

import java.util.OptionalInt;

/**
 * How long a GS1 company prefix is. An EPC URN shows it and a Digital Link doesn't, so the way back to a URN needs to be
 * told.
 */
@FunctionalInterface
public interface GcpLengths {

    /**
     * The length of the company prefix, 6 to 12; nothing where it is not known.
     *
     * @param digits at least 4 digits that start with the company prefix
     */
    OptionalInt lengthOf(String digits);
}
