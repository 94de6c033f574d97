package org.raceway.enterprises;

import java.util.UUID;

/**
 * Two records were one enterprise. From now on {@link Enterprises#byId} gives {@code into} for {@code from}, and {@link
 * Enterprises#idsOf} of {@code into} holds both. Published in the transaction that merges them.
 */
public record EnterprisesMerged(UUID from, UUID into) {}
