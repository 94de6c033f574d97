package org.raceway.traceability.epcis;

import java.time.OffsetDateTime;
import java.util.List;

/** EPCIS XML, 2.0 and 1.2. */
public final class EpcisXml {
    private EpcisXml() {}

    /** Reads and checks a document or a query document; never throws for bad input. */
    public static ReadDocument read(byte[] body, Limits limits) {
        return new XmlDocumentReader(limits).read(body);
    }

    /**
     * An EPCIS 2.0 XML document of events that keeps the identifiers as they are. Its {@code creationDate} is the latest
     * record time (event time where there is none) of its events, so that the same events make the same bytes.
     */
    public static byte[] writeDocument(List<Event> events) {
        return EpcisXmlWriter.document(events);
    }

    /**
     * The result of a SimpleEventQuery: a query document that keeps the identifiers as they are.
     *
     * @param termsAsUrns whether the terms of the CBV stand as URNs; as web URIs otherwise
     */
    public static byte[] writeQueryDocument(List<Event> events, OffsetDateTime creationDate, boolean termsAsUrns) {
        return EpcisXmlWriter.queryDocument(events, creationDate, termsAsUrns);
    }
}
