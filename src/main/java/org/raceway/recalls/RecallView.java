package org.raceway.recalls;

import java.util.List;
import java.util.Set;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;

/**
 * A recall's page.
 *
 * @param step of the bar above: 0 draft, 1 under way, 2 closed
 * @param rows who has how much, where the viewer may know it; empty for who is only affected
 * @param percent dealt with, of all entries that the viewer sees a sum of
 * @param goods of the viewer's own enterprise that wait, then those that are done
 * @param more goods that are not among them
 * @param holders how many enterprises have affected goods
 * @param may what the viewer may do now: OPEN, SEARCH, REMIND, CLOSE, CANCEL, ACKNOWLEDGE, HANDLE
 * @param said a word on what was just done; empty for none
 * @param error why the last attempt was refused; empty for none
 */
public record RecallView(
        String id,
        String title,
        String state,
        int step,
        List<Fact> facts,
        String description,
        String advice,
        String conclusion,
        List<Row> rows,
        int percent,
        int holders,
        boolean party,
        List<Goods> goods,
        int more,
        int openGoods,
        String find,
        String acknowledged,
        boolean overdue,
        List<Line> lines,
        Set<String> may,
        String said,
        String error) {

    /** Whether the viewer may do that now. */
    public boolean may(String action) {
        return may.contains(action);
    }

    /** A holder, or several together. */
    public record Row(
            String name,
            String acknowledged,
            boolean late,
            String inPlant,
            String inStock,
            String shipped,
            String sold,
            String total,
            String quarantined,
            String returned,
            String destroyed,
            String unreachable,
            String open,
            int percent) {}

    /**
     * Goods to deal with.
     *
     * @param quarantinable whether some of it is not put aside yet
     * @param returnable whether it lies with somebody else than the initiator
     */
    public record Goods(
            String id,
            String kind,
            String label,
            String link,
            String product,
            Cell state,
            String where,
            String quantity,
            String left,
            String done,
            boolean open,
            boolean quarantinable,
            boolean returnable) {}

    /** A line of the history. */
    public record Line(String at, String text, String note) {}
}
