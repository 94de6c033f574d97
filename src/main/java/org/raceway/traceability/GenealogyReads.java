package org.raceway.traceability;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What a walk reads from the ledger: keyed look-ups only. */
interface GenealogyReads {
    int EPC = 0;
    int PARENT = 1;
    int CHILD = 2;
    int INPUT = 3;
    int OUTPUT = 4;
    int CLASS = 5;
    int TRANSFORMATION = 6;
    int LOT_OF_UNIT = 8;

    /** The references to these keys in these roles, at most {@code limit}, in no particular order. */
    List<Reference> references(Collection<UUID> keys, Collection<Integer> roles, int limit);

    /** The events with these ids, in no particular order. */
    List<StoredEvent> events(Collection<UUID> ids);

    /** The event {@code event} names {@code key} in this role. */
    record Reference(UUID key, int role, UUID event) {}

    /** An event as the ledger holds it; {@code body} is EPCIS 2.0 JSON. */
    record StoredEvent(UUID event, UUID owner, Instant eventTime, byte[] body) {}
}
