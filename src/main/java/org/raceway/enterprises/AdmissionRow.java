package org.raceway.enterprises;

import java.util.List;

/**
 * A row of a workbook.
 *
 * @param row as a spreadsheet counts
 * @param existing whether the registry has it: then nothing happens to it
 */
record AdmissionRow(int row, EnterpriseForm form, boolean existing, List<FormError> errors) {
    AdmissionRow {
        errors = List.copyOf(errors);
    }

    boolean isFresh() {
        return !existing && errors.isEmpty();
    }
}
