package org.raceway.consents;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Where data that was read under a consent comes from.
 *
 * @param read the entry of the read log
 * @param lastDay of the consent
 */
public record Provenance(
        UUID read,
        UUID consent,
        UUID granter,
        UUID reader,
        String field,
        Period period,
        PurposeReference purpose,
        LocalDate lastDay,
        Instant at) {}
