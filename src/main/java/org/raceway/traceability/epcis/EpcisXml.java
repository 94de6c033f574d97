package org.raceway.traceability.epcis;

import java.util.List;

/** EPCIS XML, 2.0 and 1.2. */
@SuppressWarnings("DoNotCallSuggester")
public final class EpcisXml {
    private EpcisXml() {}

    /** Reads and checks a document or a query document; never throws for bad input. */
    public static ReadDocument read(byte[] body, Limits limits) {
        return new XmlDocumentReader(limits).read(body);
    }

    /** An EPCIS 2.0 XML document of events that keeps the identifiers as they are. */
    public static byte[] writeDocument(List<Event> events) {
        throw new UnsupportedOperationException();
    }
}
