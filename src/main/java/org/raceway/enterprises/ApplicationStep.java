package org.raceway.enterprises;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an application.
 *
 * @param name the person's, as it was then
 * @param target the reviewer that it was transferred to; empty for every other action
 * @param form as it was handed in
 */
record ApplicationStep(
        int number,
        Instant at,
        UUID account,
        String name,
        String englishName,
        ApplicationAction action,
        String reason,
        String target,
        @Nullable EnterpriseForm form) {}
