package org.raceway.traceability;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What a walk reads from the ledger: keyed look-ups only, bodies unread. */
interface GenealogyReads {

    /**
     * The references that are wanted and the events that they name, in no particular order.
     *
     * @param limit references at most, of each wanted
     * @param known events that are not read again
     */
    Naming naming(List<Wanted> wanted, int limit, Set<UUID> known);

    /** The events with these keys, in no particular order. */
    List<EventBody> events(Collection<UUID> eventKeys);

    /**
     * What an enterprise's events from a moment on up to another, not included, say, in no particular order.
     *
     * @param limit events at most
     */
    List<EventBody> within(UUID owner, Instant from, Instant until, int limit);

    /** References to these keys in these roles. */
    record Wanted(Set<UUID> keys, Set<ReferenceRole> roles) {}

    /** References, and those of their events that were not known. */
    record Naming(List<ReferenceRow> references, List<EventBody> events) {}

    /**
     * An event as the ledger holds it.
     *
     * @param identity its digest, see {@link ReferenceRole#ERROR_DECLARATION}
     * @param body EPCIS 2.0 JSON in UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent") // carried to the reader, never compared
    record EventBody(UUID key, UUID owner, UUID identity, Instant eventTime, byte[] body) {}
}
