package org.raceway.enterprises;

import java.util.List;
import java.util.UUID;

/**
 * A workbook of enterprises as a page shows it.
 *
 * @param errors the first ones
 * @param moreErrors how many there are beyond those
 * @param confirmed whether it has been confirmed
 */
public record AdmissionView(
        UUID id,
        String file,
        String who,
        String time,
        int total,
        int fresh,
        int existing,
        int wrong,
        List<ErrorLine> errors,
        int moreErrors,
        boolean confirmed,
        int admitted) {
    public AdmissionView {
        errors = List.copyOf(errors);
    }

    /** What is wrong in a cell. */
    public record ErrorLine(int row, String column, String value, String problem) {}
}
