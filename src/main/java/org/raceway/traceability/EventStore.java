package org.raceway.traceability;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the ledger by key, across owners: whoever shows the result to somebody decides what that person may see. */
interface EventStore {

    /** The events with these keys; a key that has none is absent. */
    Map<UUID, StoredEvent> events(Collection<UUID> eventKeys);

    /**
     * The keys of the events with these identities, the oldest first; an identity that has none is absent. There are
     * several where several enterprises captured the same event.
     *
     * @see EventRows#identityOf
     */
    Map<UUID, List<UUID>> eventKeys(Collection<UUID> identities);

    /** The newest master data of these keys, whichever enterprise sent it; a key that has none is absent. */
    Map<UUID, MasterData> masterData(Collection<UUID> keys);

    /** What this enterprise says of a key. */
    Optional<MasterData> masterData(UUID key, UUID owner);
}
