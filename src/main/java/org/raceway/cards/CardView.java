package org.raceway.cards;

import java.util.List;
import org.raceway.platform.Fact;

/** One card. */
public record CardView(
        String id,
        String lot,
        String thing,
        String genealogy,
        List<Fact> facts,
        List<EntryLine> entries,
        boolean fresh,
        boolean records) {
    /** One entry. */
    public record EntryLine(String at, String step, String quantity, String machine, String reason, String photo) {}
}
