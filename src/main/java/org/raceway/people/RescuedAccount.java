package org.raceway.people;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the operator sees of an account whose person can't come in.
 *
 * @param chineseName of the person
 * @param englishName of the person
 * @param pausedUntil after too many wrong attempts; absent for not paused
 * @param secondFactor whether it is set up
 * @param suspended whether the operator has closed it
 */
public record RescuedAccount(
        UUID id,
        String login,
        String chineseName,
        String englishName,
        @Nullable Instant pausedUntil,
        boolean secondFactor,
        boolean suspended) {}
