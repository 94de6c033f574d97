package org.raceway.consents;

import java.util.List;

/**
 * What was read.
 *
 * @param provenance under what, and when; whatever is made of the data names it
 * @param rows one value a column
 */
public record ConsentedData(
        Provenance provenance, List<ConsentField.ConsentColumn> columns, List<List<ConsentValue>> rows) {
    public ConsentedData {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
