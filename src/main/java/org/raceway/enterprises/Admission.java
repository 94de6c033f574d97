package org.raceway.enterprises;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workbook that was sent in.
 *
 * @param fresh rows that will be admitted
 * @param existing rows that the registry has
 * @param wrong rows with errors
 * @param admitted how many came in when it was confirmed; absent before
 */
record Admission(
        UUID id,
        String name,
        String englishName,
        String file,
        int total,
        int fresh,
        int existing,
        int wrong,
        Instant createdAt,
        @Nullable Instant confirmedAt,
        @Nullable Integer admitted) {}
