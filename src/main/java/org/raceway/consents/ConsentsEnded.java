package org.raceway.consents;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Consents were revoked or have expired: nothing can be read under them any more. Published in the transaction that ends them.
 *
 * @param results what was derived from them and is stale now
 */
public record ConsentsEnded(Set<UUID> consents, Set<UUID> results, ConsentAction by, Instant at) {
    public ConsentsEnded {
        consents = Set.copyOf(consents);
        results = Set.copyOf(results);
    }
}
