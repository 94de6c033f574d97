package org.raceway.scans;

import org.raceway.platform.ProblemException;

/**
 * From when on something speaks against a code. 0 in a number of visitors, kilometres or places turns that rule off.
 *
 * @param neverIssuedVisitors different visitors that scan a code that was never issued
 * @param graceHours how long after the first of those scans events may still arrive
 * @param endedVisitors different visitors that scan a code after its end
 * @param endedGraceHours hours after its end in which scans don't count: who scraps it scans it
 * @param farKilometres between two places, beyond what their radius leaves open
 * @param farSpeed kilometres an hour that goods travel at most
 * @param visitorsADay different visitors of one unit on one day
 * @param placesADay places apart from each other of one unit on one day
 * @param salesAllowed sales without a return in between: 2 where a wholesaler records a sale too
 */
record Rules(
        int neverIssuedVisitors,
        int graceHours,
        int endedVisitors,
        int endedGraceHours,
        int farKilometres,
        int farSpeed,
        int visitorsADay,
        int placesADay,
        int salesAllowed) {
    static final Rules USUAL = new Rules(1, 24, 2, 72, 300, 250, 20, 4, 1);

    static final int MOST = 100_000;
    static final int LONGEST_GRACE_HOURS = 24 * 60;
    static final int FARTHEST_KILOMETRES = 20_000;
    static final int FASTEST = 2_000;
    static final int MOST_SALES = 100;

    /** Refuses what makes no sense. */
    Rules checked() {
        within(neverIssuedVisitors, 0, MOST, "neverIssuedVisitors");
        within(graceHours, 0, LONGEST_GRACE_HOURS, "graceHours");
        within(endedVisitors, 0, MOST, "endedVisitors");
        within(endedGraceHours, 0, LONGEST_GRACE_HOURS, "endedGraceHours");
        within(farKilometres, 0, FARTHEST_KILOMETRES, "farKilometres");
        within(farSpeed, 1, FASTEST, "farSpeed");
        within(visitorsADay, 0, MOST, "visitorsADay");
        within(placesADay, 0, MOST, "placesADay");
        within(salesAllowed, 0, MOST_SALES, "salesAllowed");
        return this;
    }

    private static void within(int value, int least, int most, String name) {
        if (value < least || value > most) {
            throw new ProblemException(ScansProblem.INVALID, name, least, most);
        }
    }
}
