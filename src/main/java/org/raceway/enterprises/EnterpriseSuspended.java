package org.raceway.enterprises;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An enterprise may only read for a time. Published in the transaction that suspends it.
 *
 * @param until absent for until further notice
 */
public record EnterpriseSuspended(UUID enterprise, @Nullable Instant until) {}
