package org.raceway.traceability.epcis;

import java.util.List;

/** EPCIS 2.0 JSON/JSON-LD. */
@SuppressWarnings("DoNotCallSuggester")
public final class EpcisJson {
    private EpcisJson() {}

    /** Reads and checks a document, a query document or a single event; never throws for bad input. */
    public static ReadDocument read(byte[] body, Limits limits) {
        throw new UnsupportedOperationException();
    }

    /** Reads an event that {@link #write} wrote, without checking it again. */
    public static Event readStored(byte[] body) {
        throw new UnsupportedOperationException();
    }

    /** One event that stands alone, with its own {@code @context} where it has extensions. */
    public static byte[] write(Event event) {
        throw new UnsupportedOperationException();
    }

    /** A document of events that keeps the identifiers as they are. */
    public static byte[] writeDocument(List<Event> events, List<MasterDataElement> masterData) {
        throw new UnsupportedOperationException();
    }
}
