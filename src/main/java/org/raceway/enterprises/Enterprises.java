package org.raceway.enterprises;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The registry of enterprises. */
public interface Enterprises {

    /**
     * Registers an enterprise, or returns the one that already has this USCC.
     *
     * @throws IllegalArgumentException if the USCC's or the GLN's check digit is wrong; the message says which
     */
    Enterprise register(Enterprise enterprise);

    /** The enterprise with this id. */
    Optional<Enterprise> byId(UUID id);

    /** The enterprise with this Global Location Number. */
    Optional<Enterprise> byGln(String gln);

    /** The enterprise whose GS1 company prefix these digits begin with; the longest prefix wins. */
    Optional<Enterprise> byGs1Digits(String digits);

    /** The enterprises with these ids, in no particular order. */
    List<Enterprise> byIds(Collection<UUID> ids);

    /** A page of all enterprises, by name. */
    List<Enterprise> page(int offset, int limit);

    /** All enterprises, by name. */
    List<Enterprise> all();
}
