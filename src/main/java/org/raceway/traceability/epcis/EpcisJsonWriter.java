package org.raceway.traceability.epcis;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Writes events, alone or in a document, with every prefix declared that they use. */
final class EpcisJsonWriter {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    /** Schemes that identifiers use: a prefix of that name would change what they mean. */
    private static final Set<String> SCHEMES =
            Set.of("urn", "http", "https", "ni", "geo", "uuid", "mailto", "tag", "data", "id", "type");

    /** From a namespace to its prefix; the prefixes of the GS1 context need no declaration. */
    private final Map<String, String> prefixes = new HashMap<>();

    private final Map<String, String> declarations = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>(SCHEMES);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final JsonGenerator json = EpcisJsonReader.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);

    static byte[] event(Event event) {
        EpcisJsonWriter writer = new EpcisJsonWriter();
        writer.collect(event);
        writer.json.writeStartObject();
        writer.context();
        writer.fields(event);
        writer.json.writeEndObject();
        return writer.finish();
    }

    static byte[] document(List<Event> events, List<MasterDataElement> masterData, OffsetDateTime creationDate) {
        EpcisJsonWriter writer = new EpcisJsonWriter();
        masterData.forEach(element -> writer.collect(element.attributes()));
        writer.start("EPCISDocument", events, creationDate);
        if (!masterData.isEmpty()) {
            writer.header(masterData);
        }
        writer.json.writeObjectPropertyStart("epcisBody");
        writer.eventList(events);
        writer.json.writeEndObject();
        writer.json.writeEndObject();
        return writer.finish();
    }

    static byte[] queryDocument(List<Event> events, OffsetDateTime creationDate) {
        EpcisJsonWriter writer = new EpcisJsonWriter();
        JsonGenerator json = writer.json;
        writer.start("EPCISQueryDocument", events, creationDate);
        json.writeObjectPropertyStart("epcisBody");
        json.writeObjectPropertyStart("queryResults");
        json.writeStringProperty("queryName", "SimpleEventQuery");
        json.writeObjectPropertyStart("resultsBody");
        writer.eventList(events);
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        return writer.finish();
    }

    private void start(String type, List<Event> events, OffsetDateTime creationDate) {
        events.forEach(this::collect);
        json.writeStartObject();
        context();
        text("type", type);
        text("schemaVersion", "2.0");
        time("creationDate", creationDate);
    }

    private void eventList(List<Event> events) {
        json.writeArrayPropertyStart("eventList");
        for (Event event : events) {
            json.writeStartObject();
            fields(event);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private byte[] finish() {
        json.close();
        return bytes.toByteArray();
    }

    // Prefixes

    private void collect(Event event) {
        collect(event.extensions());
        collect(event.ilmd());
        collect(event.readPointExtensions());
        collect(event.businessLocationExtensions());
        ErrorDeclaration error = event.errorDeclaration();
        if (error != null) {
            collect(error.extensions());
        }
        for (SensorElement element : event.sensorElements()) {
            collect(element.extensions());
            SensorMetadata metadata = element.metadata();
            if (metadata != null) {
                collect(metadata.extensions());
            }
            for (SensorReport report : element.reports()) {
                collect(report.extensions());
            }
        }
    }

    private void collect(List<Extension> extensions) {
        for (Extension extension : extensions) {
            if (extension.namespace().isEmpty()) {
                int colon = extension.localName().indexOf(':');
                if (colon > 0) {
                    taken.add(extension.localName().substring(0, colon));
                }
            } else if (!prefixes.containsKey(extension.namespace())) {
                declare(extension.namespace(), extension.prefix());
            }
            collect(extension.content());
        }
    }

    private void collect(Extension.Content content) {
        switch (content) {
            case Extension.Content.Text text -> {}
            case Extension.Content.Sequence sequence -> sequence.items().forEach(this::collect);
            case Extension.Content.Fields fields -> collect(fields.fields());
        }
    }

    private void declare(String namespace, String wished) {
        String standard = JsonContext.builtIn(wished);
        if (namespace.equals(standard)) {
            prefixes.put(namespace, wished);
            return;
        }
        String prefix = wished;
        for (int number = 1;
                !PREFIX.matcher(prefix).matches() || JsonContext.builtIn(prefix) != null || taken.contains(prefix);
                number++) {
            prefix = "ns" + number;
        }
        taken.add(prefix);
        prefixes.put(namespace, prefix);
        declarations.put(prefix, namespace);
    }

    private void context() {
        json.writeArrayPropertyStart("@context");
        json.writeString(JsonContext.ADDRESS);
        if (!declarations.isEmpty()) {
            json.writeStartObject();
            declarations.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private String name(Extension extension) {
        if (extension.namespace().isEmpty()) {
            return extension.localName();
        }
        return prefixes.get(extension.namespace()) + ":" + extension.localName();
    }

    // Events

    private void fields(Event event) {
        EventType type = event.type();
        text("type", type == EventType.EXTENDED ? event.extendedType() : type.standardName());
        text("eventID", event.eventId());
        time("eventTime", event.eventTime());
        time("recordTime", event.recordTime());
        text("eventTimeZoneOffset", event.eventTimeZoneOffset());
        texts("certificationInfo", event.certificationInfo());
        ErrorDeclaration error = event.errorDeclaration();
        if (error != null) {
            json.writeObjectPropertyStart("errorDeclaration");
            time("declarationTime", error.declarationTime());
            text("reason", error.reason());
            texts("correctiveEventIDs", error.correctiveEventIds());
            extensions(error.extensions());
            json.writeEndObject();
        }
        Action action = event.action();
        if (action != null) {
            text("action", action.name());
        }
        text("parentID", event.parentId());
        objects(event);
        text("transformationID", event.transformationId());
        text("bizStep", event.bizStep());
        text("disposition", event.disposition());
        PersistentDisposition persistent = event.persistentDisposition();
        if (persistent != null) {
            json.writeObjectPropertyStart("persistentDisposition");
            texts("set", persistent.set());
            texts("unset", persistent.unset());
            json.writeEndObject();
        }
        location("readPoint", event.readPoint(), event.readPointExtensions());
        location("bizLocation", event.businessLocation(), event.businessLocationExtensions());
        references("bizTransactionList", "bizTransaction", event.businessTransactions());
        references("sourceList", "source", event.sources());
        references("destinationList", "destination", event.destinations());
        if (!event.sensorElements().isEmpty()) {
            json.writeArrayPropertyStart("sensorElementList");
            event.sensorElements().forEach(this::sensorElement);
            json.writeEndArray();
        }
        if (!event.ilmd().isEmpty()) {
            json.writeObjectPropertyStart("ilmd");
            extensions(event.ilmd());
            json.writeEndObject();
        }
        extensions(event.extensions());
    }

    private void objects(Event event) {
        switch (event.type()) {
            case OBJECT, TRANSACTION, EXTENDED -> {
                // an event of quantities alone, or of none, still says that its list of EPCs is empty
                boolean always =
                        event.type() != EventType.EXTENDED && event.quantities().isEmpty();
                texts("epcList", event.epcs(), always);
                quantities("quantityList", event.quantities());
                texts("outputEPCList", event.outputEpcs());
                quantities("outputQuantityList", event.outputQuantities());
            }
            case AGGREGATION, ASSOCIATION -> {
                texts("childEPCs", event.epcs());
                quantities("childQuantityList", event.quantities());
            }
            case TRANSFORMATION -> {
                texts("inputEPCList", event.epcs());
                quantities("inputQuantityList", event.quantities());
                texts("outputEPCList", event.outputEpcs());
                quantities("outputQuantityList", event.outputQuantities());
            }
        }
    }

    private void quantities(String name, List<Quantity> quantities) {
        if (quantities.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart(name);
        for (Quantity quantity : quantities) {
            json.writeStartObject();
            text("epcClass", quantity.epcClass());
            number("quantity", quantity.quantity());
            text("uom", quantity.unit());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void references(String name, String idName, List<TypedReference> references) {
        if (references.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart(name);
        for (TypedReference reference : references) {
            json.writeStartObject();
            text("type", reference.type());
            text(idName, reference.id());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void sensorElement(SensorElement element) {
        json.writeStartObject();
        SensorMetadata metadata = element.metadata();
        if (metadata != null) {
            json.writeObjectPropertyStart("sensorMetadata");
            time("time", metadata.time());
            time("startTime", metadata.startTime());
            time("endTime", metadata.endTime());
            text("deviceID", metadata.deviceId());
            text("deviceMetadata", metadata.deviceMetadata());
            text("rawData", metadata.rawData());
            text("dataProcessingMethod", metadata.dataProcessingMethod());
            text("bizRules", metadata.businessRules());
            extensions(metadata.extensions());
            json.writeEndObject();
        }
        json.writeArrayPropertyStart("sensorReport");
        element.reports().forEach(this::sensorReport);
        json.writeEndArray();
        extensions(element.extensions());
        json.writeEndObject();
    }

    private void sensorReport(SensorReport report) {
        json.writeStartObject();
        text("type", report.type());
        text("exception", report.exception());
        text("deviceID", report.deviceId());
        text("deviceMetadata", report.deviceMetadata());
        text("rawData", report.rawData());
        text("dataProcessingMethod", report.dataProcessingMethod());
        text("bizRules", report.businessRules());
        time("time", report.time());
        text("microorganism", report.microorganism());
        text("chemicalSubstance", report.chemicalSubstance());
        text("coordinateReferenceSystem", report.coordinateReferenceSystem());
        number("value", report.value());
        text("component", report.component());
        text("stringValue", report.stringValue());
        Boolean booleanValue = report.booleanValue();
        if (booleanValue != null) {
            json.writeBooleanProperty("booleanValue", booleanValue);
        }
        text("hexBinaryValue", report.hexBinaryValue());
        text("uriValue", report.uriValue());
        number("minValue", report.minValue());
        number("maxValue", report.maxValue());
        number("meanValue", report.meanValue());
        number("sDev", report.standardDeviation());
        number("percRank", report.percentileRank());
        number("percValue", report.percentileValue());
        text("uom", report.unit());
        extensions(report.extensions());
        json.writeEndObject();
    }

    private void header(List<MasterDataElement> masterData) {
        json.writeObjectPropertyStart("epcisHeader");
        json.writeObjectPropertyStart("epcisMasterData");
        json.writeArrayPropertyStart("vocabularyList");
        Map<String, List<MasterDataElement>> vocabularies = new LinkedHashMap<>();
        for (MasterDataElement element : masterData) {
            vocabularies
                    .computeIfAbsent(element.vocabulary(), vocabulary -> new ArrayList<>())
                    .add(element);
        }
        vocabularies.forEach((vocabulary, elements) -> {
            json.writeStartObject();
            text("type", vocabulary);
            json.writeArrayPropertyStart("vocabularyElementList");
            for (MasterDataElement element : elements) {
                json.writeStartObject();
                text("id", element.id());
                if (!element.attributes().isEmpty()) {
                    json.writeArrayPropertyStart("attributes");
                    for (Extension attribute : element.attributes()) {
                        json.writeStartObject();
                        text("id", name(attribute));
                        if (!(attribute.content() instanceof Extension.Content.Text text)
                                || text.kind() != Extension.Kind.NULL) {
                            json.writeName("attribute");
                            content(attribute.content());
                        }
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }
                texts("children", element.children());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void extensions(List<Extension> extensions) {
        for (Extension extension : extensions) {
            json.writeName(name(extension));
            content(extension.content());
        }
    }

    private void content(Extension.Content content) {
        switch (content) {
            case Extension.Content.Text text -> {
                switch (text.kind()) {
                    case STRING -> json.writeString(text.value());
                    case NUMBER -> {
                        if (NUMBER.matcher(text.value()).matches()) {
                            json.writeNumber(text.value());
                        } else {
                            json.writeString(text.value());
                        }
                    }
                    case BOOLEAN -> {
                        switch (text.value()) {
                            case "true", "1" -> json.writeBoolean(true);
                            case "false", "0" -> json.writeBoolean(false);
                            default -> json.writeString(text.value());
                        }
                    }
                    case NULL -> json.writeNull();
                }
            }
            case Extension.Content.Sequence sequence -> {
                json.writeStartArray();
                sequence.items().forEach(this::content);
                json.writeEndArray();
            }
            case Extension.Content.Fields fields -> {
                json.writeStartObject();
                extensions(fields.fields());
                text("@value", fields.text());
                json.writeEndObject();
            }
        }
    }

    // Scalars

    private void text(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private void texts(String name, List<String> values) {
        texts(name, values, false);
    }

    private void texts(String name, List<String> values, boolean always) {
        if (values.isEmpty() && !always) {
            return;
        }
        json.writeArrayPropertyStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private void time(String name, @Nullable OffsetDateTime value) {
        if (value != null) {
            json.writeStringProperty(name, Timestamps.format(value));
        }
    }

    private void number(String name, @Nullable BigDecimal value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
    }

    private void location(String name, @Nullable String id, List<Extension> others) {
        if (id != null) {
            json.writeObjectPropertyStart(name);
            json.writeStringProperty("id", id);
            extensions(others);
            json.writeEndObject();
        }
    }
}
