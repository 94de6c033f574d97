package org.raceway.traceability.epcis;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.epcis.Extension.Content;
import org.raceway.traceability.epcis.Extension.Kind;

/** Writes an EPCIS 2.0 XML document; terms stand as the web URIs that CBV 2.0 prefers. */
final class EpcisXmlWriter {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}._-]*");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final String RACEWAY = "https://w3id.org/raceway/vocabulary#";

    /** Namespaces of extensions by URI, each with the prefix that stands for it. */
    private final Map<String, String> prefixes = new LinkedHashMap<>();

    private final StringBuilder text = new StringBuilder(4096);

    private final boolean termsAsUrns;

    private EpcisXmlWriter(boolean termsAsUrns) {
        this.termsAsUrns = termsAsUrns;
    }

    static byte[] document(List<Event> events) {
        return new EpcisXmlWriter(false)
                .write(
                        events,
                        "epcis:EPCISDocument",
                        "xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\"",
                        Timestamps.latest(events),
                        "<EPCISBody><EventList>",
                        "</EventList></EPCISBody>");
    }

    static byte[] queryDocument(List<Event> events, OffsetDateTime creationDate, boolean termsAsUrns) {
        return new EpcisXmlWriter(termsAsUrns)
                .write(
                        events,
                        "epcisq:EPCISQueryDocument",
                        "xmlns:epcisq=\"urn:epcglobal:epcis-query:xsd:2\"",
                        creationDate,
                        "<EPCISBody><epcisq:QueryResults><queryName>SimpleEventQuery</queryName><resultsBody><EventList>",
                        "</EventList></resultsBody></epcisq:QueryResults></EPCISBody>");
    }

    private byte[] write(
            List<Event> events,
            String root,
            String namespace,
            OffsetDateTime creationDate,
            String before,
            String after) {
        events.forEach(this::event);
        StringBuilder head = new StringBuilder(text.length() + 512);
        head.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<")
                .append(root)
                .append(' ')
                .append(namespace)
                .append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"")
                .append(" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"");
        prefixes.forEach((uri, prefix) -> {
            head.append(" xmlns:").append(prefix).append("=\"");
            escape(head, uri, true);
            head.append('"');
        });
        head.append(" schemaVersion=\"2.0\" creationDate=\"")
                .append(Timestamps.format(creationDate))
                .append("\">")
                .append(before)
                .append(text)
                .append(after);
        return head.append("</").append(root).append(">\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private void event(Event event) {
        String extended = event.extendedType();
        String name = event.type().standardName();
        if (event.type() == EventType.EXTENDED) {
            name = qualified(split(extended == null ? RACEWAY + "Event" : extended), "");
            open("extension");
        }
        open(name);
        element("eventTime", Timestamps.format(event.eventTime()));
        if (event.recordTime() != null) {
            element("recordTime", Timestamps.format(event.recordTime()));
        }
        element("eventTimeZoneOffset", event.eventTimeZoneOffset());
        element("eventID", event.eventId());
        errorDeclaration(event.errorDeclaration());
        List<String> certificates = event.certificationInfo();
        if (!certificates.isEmpty()) {
            element("certificationInfo", certificates.getFirst());
        }
        switch (event.type()) {
            case OBJECT, EXTENDED -> {
                identifiers("epcList", event.epcs());
                action(event);
                where(event);
                transactions(event);
                quantities("quantityList", event.quantities());
            }
            case AGGREGATION -> {
                element("parentID", event.parentId());
                identifiers("childEPCs", event.epcs());
                action(event);
                where(event);
                transactions(event);
                quantities("childQuantityList", event.quantities());
            }
            case TRANSACTION -> {
                transactions(event);
                element("parentID", event.parentId());
                identifiers("epcList", event.epcs());
                action(event);
                where(event);
                quantities("quantityList", event.quantities());
            }
            case TRANSFORMATION -> {
                identifiers("inputEPCList", event.epcs());
                quantities("inputQuantityList", event.quantities());
                identifiers("outputEPCList", event.outputEpcs());
                quantities("outputQuantityList", event.outputQuantities());
                element("transformationID", event.transformationId());
                where(event);
                transactions(event);
            }
            case ASSOCIATION -> {
                element("parentID", event.parentId());
                identifiers("childEPCs", event.epcs());
                quantities("childQuantityList", event.quantities());
                action(event);
                where(event);
                transactions(event);
            }
        }
        references("sourceList", "source", event.sources(), Cbv.SOURCE_DESTINATION_TYPE);
        references("destinationList", "destination", event.destinations(), Cbv.SOURCE_DESTINATION_TYPE);
        sensors(event.sensorElements());
        persistent(event.persistentDisposition());
        if (!event.ilmd().isEmpty()) {
            open("ilmd");
            event.ilmd().forEach(this::extension);
            close("ilmd");
        }
        event.extensions().forEach(this::extension);
        // the schema has room for one certificate
        for (int i = 1; i < certificates.size(); i++) {
            extension(new Extension(
                    RACEWAY, "raceway", "certificationInfo", new Content.Text(certificates.get(i), Kind.STRING)));
        }
        close(name);
        if (event.type() == EventType.EXTENDED) {
            close("extension");
        }
    }

    private void action(Event event) {
        if (event.action() != null) {
            element("action", event.action().name());
        }
    }

    private void where(Event event) {
        term("bizStep", event.bizStep(), Cbv.BUSINESS_STEP);
        term("disposition", event.disposition(), Cbv.DISPOSITION);
        place("readPoint", event.readPoint(), event.readPointExtensions());
        place("bizLocation", event.businessLocation(), event.businessLocationExtensions());
    }

    private void transactions(Event event) {
        references("bizTransactionList", "bizTransaction", event.businessTransactions(), Cbv.BUSINESS_TRANSACTION_TYPE);
    }

    private void place(String name, @Nullable String id, List<Extension> others) {
        if (id != null) {
            open(name);
            element("id", id);
            others.forEach(this::extension);
            close(name);
        }
    }

    private String uri(Cbv vocabulary, String term) {
        return termsAsUrns ? vocabulary.urn(term) : vocabulary.uri(term);
    }

    private void term(String name, @Nullable String term, Cbv vocabulary) {
        if (term != null) {
            element(name, uri(vocabulary, term));
        }
    }

    private void identifiers(String name, List<String> identifiers) {
        if (!identifiers.isEmpty()) {
            open(name);
            identifiers.forEach(identifier -> element("epc", identifier));
            close(name);
        }
    }

    private void quantities(String name, List<Quantity> quantities) {
        if (quantities.isEmpty()) {
            return;
        }
        open(name);
        for (Quantity quantity : quantities) {
            open("quantityElement");
            element("epcClass", quantity.epcClass());
            BigDecimal amount = quantity.quantity();
            if (amount != null) {
                element("quantity", amount.toPlainString());
                element("uom", quantity.unit());
            } else if (quantity.unit() != null) {
                text.append("<quantity xsi:nil=\"true\"/>");
                element("uom", quantity.unit());
            }
            close("quantityElement");
        }
        close(name);
    }

    private void references(String list, String name, List<TypedReference> references, Cbv vocabulary) {
        if (references.isEmpty()) {
            return;
        }
        open(list);
        for (TypedReference reference : references) {
            text.append('<').append(name);
            if (reference.type() != null) {
                attribute("type", uri(vocabulary, reference.type()));
            }
            text.append('>');
            escape(text, reference.id(), false);
            close(name);
        }
        close(list);
    }

    private void persistent(@Nullable PersistentDisposition persistent) {
        if (persistent == null) {
            return;
        }
        open("persistentDisposition");
        persistent.unset().forEach(term -> term("unset", term, Cbv.DISPOSITION));
        persistent.set().forEach(term -> term("set", term, Cbv.DISPOSITION));
        close("persistentDisposition");
    }

    private void errorDeclaration(@Nullable ErrorDeclaration error) {
        if (error == null) {
            return;
        }
        open("errorDeclaration");
        element("declarationTime", Timestamps.format(error.declarationTime()));
        term("reason", error.reason(), Cbv.ERROR_REASON);
        if (!error.correctiveEventIds().isEmpty()) {
            open("correctiveEventIDs");
            error.correctiveEventIds().forEach(id -> element("correctiveEventID", id));
            close("correctiveEventIDs");
        }
        error.extensions().forEach(this::extension);
        close("errorDeclaration");
    }

    private void sensors(List<SensorElement> elements) {
        if (elements.isEmpty()) {
            return;
        }
        open("sensorElementList");
        for (SensorElement element : elements) {
            open("sensorElement");
            List<Extension> moved = new ArrayList<>();
            SensorMetadata metadata = element.metadata();
            if (metadata != null) {
                text.append("<sensorMetadata");
                time("time", metadata.time());
                time("startTime", metadata.startTime());
                time("endTime", metadata.endTime());
                attribute("deviceID", metadata.deviceId());
                attribute("deviceMetadata", metadata.deviceMetadata());
                attribute("rawData", metadata.rawData());
                attribute("dataProcessingMethod", metadata.dataProcessingMethod());
                attribute("bizRules", metadata.businessRules());
                attributes(metadata.extensions(), moved);
                text.append("/>");
            }
            element.reports().forEach(report -> report(report, moved));
            element.extensions().forEach(this::extension);
            moved.forEach(this::extension);
            close("sensorElement");
        }
        close("sensorElementList");
    }

    private void report(SensorReport report, List<Extension> moved) {
        text.append("<sensorReport");
        if (report.type() != null) {
            attribute("type", uri(Cbv.MEASUREMENT_TYPE, report.type()));
        }
        if (report.exception() != null) {
            attribute("exception", uri(Cbv.SENSOR_ALERT_TYPE, report.exception()));
        }
        attribute("deviceID", report.deviceId());
        attribute("deviceMetadata", report.deviceMetadata());
        attribute("rawData", report.rawData());
        attribute("dataProcessingMethod", report.dataProcessingMethod());
        attribute("bizRules", report.businessRules());
        time("time", report.time());
        attribute("microorganism", report.microorganism());
        attribute("chemicalSubstance", report.chemicalSubstance());
        attribute("coordinateReferenceSystem", report.coordinateReferenceSystem());
        number("value", report.value());
        if (report.component() != null) {
            attribute("component", uri(Cbv.COMPONENT, report.component()));
        }
        attribute("stringValue", report.stringValue());
        if (report.booleanValue() != null) {
            attribute("booleanValue", report.booleanValue().toString());
        }
        attribute("hexBinaryValue", report.hexBinaryValue());
        attribute("uriValue", report.uriValue());
        number("minValue", report.minValue());
        number("maxValue", report.maxValue());
        number("meanValue", report.meanValue());
        number("sDev", report.standardDeviation());
        number("percRank", report.percentileRank());
        number("percValue", report.percentileValue());
        attribute("uom", report.unit());
        attributes(report.extensions(), moved);
        text.append("/>");
    }

    /** Extensions that fit into attributes; the others go to the sensor element. */
    private void attributes(List<Extension> extensions, List<Extension> moved) {
        for (Extension extension : extensions) {
            Name name = name(extension);
            if (extension.content() instanceof Content.Text value
                    && !name.namespace().isEmpty()) {
                attribute(qualified(name, extension.prefix()), value.value());
            } else if (extension.content() instanceof Content.Text value
                    && extension.localName().startsWith("@")
                    && NAME.matcher(extension.localName().substring(1)).matches()) {
                attribute(extension.localName().substring(1), value.value());
            } else {
                moved.add(extension);
            }
        }
    }

    private void extension(Extension extension) {
        Name name = name(extension);
        if (name.namespace().isEmpty()) {
            // no schema has room for a field of no vocabulary at this level
            name = new Name(RACEWAY, "field");
            content(qualified(name, "raceway"), extension.content(), extension.localName());
        } else {
            content(qualified(name, extension.prefix()), extension.content(), null);
        }
    }

    private void nested(Extension extension) {
        Name name = name(extension);
        if (name.namespace().isEmpty() && NAME.matcher(name.local()).matches()) {
            content(name.local(), extension.content(), null);
        } else {
            extension(extension);
        }
    }

    private void content(String name, Content content, @Nullable String label) {
        switch (content) {
            case Content.Sequence sequence -> sequence.items().forEach(item -> content(name, item, label));
            case Content.Text value -> {
                text.append('<').append(name);
                attribute("name", label);
                switch (value.kind()) {
                    case STRING -> {
                        // text is what an element holds anyway
                    }
                    case NUMBER ->
                        attribute("xsi:type", INTEGER.matcher(value.value()).matches() ? "xsd:integer" : "xsd:double");
                    case BOOLEAN -> attribute("xsi:type", "xsd:boolean");
                    case NULL -> attribute("xsi:nil", "true");
                }
                text.append('>');
                if (value.kind() != Kind.NULL) {
                    escape(text, value.value(), false);
                }
                close(name);
            }
            case Content.Fields fields -> {
                text.append('<').append(name);
                attribute("name", label);
                List<Extension> elements = new ArrayList<>();
                for (Extension field : fields.fields()) {
                    if (field.namespace().isEmpty()
                            && field.localName().startsWith("@")
                            && field.content() instanceof Content.Text value
                            && NAME.matcher(field.localName().substring(1)).matches()) {
                        attribute(field.localName().substring(1), value.value());
                    } else {
                        elements.add(field);
                    }
                }
                text.append('>');
                if (fields.text() != null) {
                    escape(text, fields.text(), false);
                }
                elements.forEach(this::nested);
                close(name);
            }
        }
    }

    private record Name(String namespace, String local) {}

    /** The name as XML can hold it; without namespace where there is none to be found. */
    private static Name name(Extension extension) {
        String local = extension.localName();
        if (!extension.namespace().isEmpty() && NAME.matcher(local).matches()) {
            return new Name(extension.namespace(), local);
        }
        return extension.uri().indexOf(':') > 0 ? split(extension.uri()) : new Name("", local);
    }

    /** A URI as the longest namespace with a local name behind it. */
    private static Name split(String uri) {
        int start = uri.length();
        while (start > 0 && isNamePart(uri.charAt(start - 1))) {
            start--;
        }
        while (start < uri.length() && !NAME.matcher(uri.substring(start)).matches()) {
            start++;
        }
        return start == 0 || start == uri.length()
                ? new Name("", uri)
                : new Name(uri.substring(0, start), uri.substring(start));
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    private String qualified(Name name, String wished) {
        if (name.namespace().isEmpty()) {
            return qualified(new Name(RACEWAY, "field"), "raceway");
        }
        String prefix = prefixes.get(name.namespace());
        if (prefix == null) {
            prefix = wished;
            boolean usable = NAME.matcher(prefix).matches()
                    && !prefix.regionMatches(true, 0, "xml", 0, 3)
                    && !prefix.equals("xsi")
                    && !prefix.equals("xsd")
                    && !prefix.equals("epcis")
                    && !prefix.equals("epcisq");
            for (int i = 1; !usable || prefixes.containsValue(prefix); i++) {
                prefix = "ns" + i;
                usable = true;
            }
            prefixes.put(name.namespace(), prefix);
        }
        return prefix + ":" + name.local();
    }

    private void open(String name) {
        text.append('<').append(name).append('>');
    }

    private void close(String name) {
        text.append("</").append(name).append('>');
    }

    private void element(String name, @Nullable String value) {
        if (value != null) {
            open(name);
            escape(text, value, false);
            close(name);
        }
    }

    private void attribute(String name, @Nullable String value) {
        if (value != null) {
            text.append(' ').append(name).append("=\"");
            escape(text, value, true);
            text.append('"');
        }
    }

    private void time(String name, @Nullable OffsetDateTime value) {
        if (value != null) {
            attribute(name, Timestamps.format(value));
        }
    }

    private void number(String name, @Nullable BigDecimal value) {
        if (value != null) {
            attribute(name, value.toString());
        }
    }

    private static void escape(StringBuilder into, String value, boolean attribute) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '<' -> into.append("&lt;");
                case '>' -> into.append("&gt;");
                case '&' -> into.append("&amp;");
                case '\r' -> into.append("&#13;");
                case '"', '\n', '\t' -> {
                    if (attribute) {
                        into.append("&#").append((int) c).append(';');
                    } else {
                        into.append(c);
                    }
                }
                default -> {
                    boolean pair = Character.isHighSurrogate(c)
                            && i + 1 < value.length()
                            && Character.isLowSurrogate(value.charAt(i + 1));
                    if (pair) {
                        into.append(c).append(value.charAt(++i));
                    } else {
                        // what XML 1.0 cannot carry
                        into.append(c < ' ' || Character.isSurrogate(c) || c >= '\uFFFE' ? '\uFFFD' : c);
                    }
                }
            }
        }
    }
}
