package org.raceway.traceability;

/** Small EPCIS documents about units of one trade item that belongs to nobody. */
final class TestDocuments {
    private static final String CONTEXT =
            "\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"]";

    private TestDocuments() {}

    static String urn(String serial) {
        return "urn:epc:id:sgtin:9521110.000001." + serial;
    }

    static String link(String serial) {
        return "https://id.gs1.org/01/09521110000014/21/" + serial;
    }

    static String commissioning(String eventTime, String... serials) {
        return event(eventTime, "ADD", "commissioning", serials);
    }

    static String observing(String eventTime, String... serials) {
        return event(eventTime, "OBSERVE", "inspecting", serials);
    }

    static String document(String... events) {
        return "{" + CONTEXT
                + ",\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-01-02T03:04:05Z\","
                + "\"epcisBody\":{\"eventList\":[" + String.join(",", events) + "]}}";
    }

    static String single(String eventId, String event) {
        return "{" + CONTEXT + ",\"eventID\":\"" + eventId + "\"," + event.substring(1);
    }

    private static String event(String eventTime, String action, String bizStep, String... serials) {
        StringBuilder epcs = new StringBuilder();
        for (String serial : serials) {
            epcs.append(epcs.isEmpty() ? "" : ",")
                    .append('"')
                    .append(urn(serial))
                    .append('"');
        }
        return "{\"type\":\"ObjectEvent\",\"eventTime\":\"" + eventTime + "\",\"eventTimeZoneOffset\":\"+08:00\","
                + "\"epcList\":[" + epcs + "],\"action\":\"" + action + "\",\"bizStep\":\"" + bizStep + "\"}";
    }
}
