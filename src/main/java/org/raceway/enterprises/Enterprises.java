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

    /** The enterprise with this id; for a record that was merged, the one that it went into. */
    Optional<Enterprise> byId(UUID id);

    /** All ids under which an enterprise's rows may stand in other rooms: its own, and those of records merged into it. */
    List<UUID> idsOf(UUID enterprise);

    /** The enterprise with this Global Location Number. */
    Optional<Enterprise> byGln(String gln);

    /** The enterprise whose GS1 company prefix these digits begin with; the longest prefix wins. */
    Optional<Enterprise> byGs1Digits(String digits);

    /** The enterprises with these ids, in no particular order; merged records as they were. */
    List<Enterprise> byIds(Collection<UUID> ids);

    /** A page of all enterprises, by name; without those that were merged or have left. */
    List<Enterprise> page(int offset, int limit);

    /** All enterprises, by name; without those that were merged or have left. */
    List<Enterprise> all();
}
