package org.raceway.traceability.epcis;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** EPCIS 2.0 JSON/JSON-LD. */
public final class EpcisJson {
    private static final Limits STORED = new Limits(1, Integer.MAX_VALUE, 1000, Integer.MAX_VALUE);

    private EpcisJson() {}

    /** Reads and checks a document, a query document or a single event; never throws for bad input. */
    public static ReadDocument read(byte[] body, Limits limits) {
        return new EpcisJsonReader(body, limits, true).read();
    }

    /**
     * Reads an event that {@link #write} wrote, without checking it again.
     *
     * @throws IllegalArgumentException when it is no such event
     */
    public static Event readStored(byte[] body) {
        ReadDocument document = new EpcisJsonReader(body, STORED, false).read();
        Event event = document.events().isEmpty()
                ? null
                : document.events().getFirst().event();
        if (event == null) {
            throw new IllegalArgumentException("no stored event");
        }
        return event;
    }

    /** The namespace that the GS1 context gives a prefix; nothing for a prefix that it does not have. */
    public static @Nullable String namespace(String prefix) {
        return JsonContext.builtIn(prefix);
    }

    /** One event that stands alone, with its own {@code @context}. */
    public static byte[] write(Event event) {
        return EpcisJsonWriter.event(event);
    }

    /**
     * A document of events that keeps the identifiers as they are. Its {@code creationDate} is the latest record time
     * (event time where there is none) of its events, so that the same events make the same bytes.
     */
    public static byte[] writeDocument(List<Event> events, List<MasterDataElement> masterData) {
        return EpcisJsonWriter.document(events, masterData, Timestamps.latest(events));
    }

    /** The result of a SimpleEventQuery: a query document that keeps the identifiers as they are. */
    public static byte[] writeQueryDocument(List<Event> events, OffsetDateTime creationDate) {
        return EpcisJsonWriter.queryDocument(events, creationDate);
    }
}
