package org.raceway.certificates;

import java.math.BigDecimal;
import java.util.List;

/**
 * A grade of bearing steel.
 *
 * @param standard that sets the limits
 * @param limits of the elements for which one is on file; an element without one is not judged
 */
record SteelGrade(String grade, List<String> aliases, String standard, List<Limit> limits) {
    SteelGrade {
        aliases = List.copyOf(aliases);
        limits = List.copyOf(limits);
    }

    /**
     * What an element's share must lie in, both ends included, in mass percent.
     *
     * @param checked against the standard's text; what is not only raises a doubt
     */
    record Limit(String element, BigDecimal least, BigDecimal most, boolean checked) {

        boolean holds(BigDecimal share) {
            return share.compareTo(least) >= 0 && share.compareTo(most) <= 0;
        }
    }
}
