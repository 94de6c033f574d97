package org.raceway.traceability.epcis;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.epcis.Extension.Content;
import org.raceway.traceability.epcis.Extension.Kind;

/** Makes the model's values of elements that {@link XmlChecker} found good. */
final class XmlEventReader {
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final int MOST_DIGITS = 38;
    private static final int MOST_EXPONENT = 100;

    private static final Set<String> STANDARD_NAMESPACES =
            Set.of("https://gs1.org/voc/", "https://ref.gs1.org/cbv/", "https://ref.gs1.org/epcis/");

    private final int eventIndex;
    private final List<Violation> violations;

    XmlEventReader(int eventIndex, List<Violation> violations) {
        this.eventIndex = eventIndex;
        this.violations = violations;
    }

    /** The event; absent when a rule beyond the schema is broken, which is then among the violations. */
    @Nullable
    Event read(XmlNode node, EventType type) {
        Fields fields = new Fields(type);
        fields.readAll(node);
        fields.foreignAttributes(node);
        OffsetDateTime eventTime = fields.eventTime;
        String offset = fields.eventTimeZoneOffset;
        if (eventTime == null || offset == null) {
            if (type == EventType.EXTENDED) {
                report(node, Rule.XML_EXTENDED_EVENT, null, eventTime == null ? "eventTime" : "eventTimeZoneOffset");
            }
            return null;
        }
        return new Event(
                type,
                type == EventType.EXTENDED ? node.namespace + node.localName : null,
                fields.eventId,
                eventTime,
                fields.recordTime,
                offset,
                fields.action,
                fields.parentId,
                fields.epcs,
                fields.quantities,
                fields.outputEpcs,
                fields.outputQuantities,
                fields.transformationId,
                fields.bizStep,
                fields.disposition,
                fields.persistentDisposition,
                fields.readPoint,
                fields.businessLocation,
                fields.businessTransactions,
                fields.sources,
                fields.destinations,
                fields.sensorElements,
                fields.ilmd,
                fields.certificationInfo,
                fields.errorDeclaration,
                fields.extensions.list(),
                fields.readPointExtensions.list(),
                fields.businessLocationExtensions.list());
    }

    private final class Fields {
        private final EventType type;
        private @Nullable String eventId;
        private @Nullable OffsetDateTime eventTime;
        private @Nullable OffsetDateTime recordTime;
        private @Nullable String eventTimeZoneOffset;
        private @Nullable Action action;
        private @Nullable String parentId;
        private List<String> epcs = List.of();
        private List<Quantity> quantities = List.of();
        private List<String> outputEpcs = List.of();
        private List<Quantity> outputQuantities = List.of();
        private @Nullable String transformationId;
        private @Nullable String bizStep;
        private @Nullable String disposition;
        private @Nullable PersistentDisposition persistentDisposition;
        private @Nullable String readPoint;
        private @Nullable String businessLocation;
        private List<TypedReference> businessTransactions = List.of();
        private List<TypedReference> sources = List.of();
        private List<TypedReference> destinations = List.of();
        private List<SensorElement> sensorElements = List.of();
        private List<Extension> ilmd = List.of();
        private List<String> certificationInfo = List.of();
        private @Nullable ErrorDeclaration errorDeclaration;
        private final Extensions extensions = new Extensions();
        private final Extensions readPointExtensions = new Extensions();
        private final Extensions businessLocationExtensions = new Extensions();
        private @Nullable String quantityClass;

        Fields(EventType type) {
            this.type = type;
        }

        void readAll(XmlNode parent) {
            for (XmlNode child : parent.children) {
                if (!child.namespace.isEmpty()) {
                    extensions.add(child);
                    continue;
                }
                switch (child.localName) {
                    case "eventTime" -> eventTime = time(child, child.text);
                    case "recordTime" -> recordTime = time(child, child.text);
                    case "eventTimeZoneOffset" -> eventTimeZoneOffset = child.text.strip();
                    case "eventID" -> eventId = uri(child);
                    case "errorDeclaration" -> errorDeclaration = errorDeclaration(child);
                    case "certificationInfo" -> certificationInfo = List.of(uri(child));
                    // the wrappers that the XML binding puts around what later versions added
                    case "baseExtension", "extension" -> readAll(child);
                    case "action" -> action = Action.valueOf(child.text);
                    case "parentID" -> parentId = uri(child);
                    case "epcList", "childEPCs", "inputEPCList" -> epcs = epcs(child);
                    case "outputEPCList" -> outputEpcs = epcs(child);
                    case "quantityList", "childQuantityList", "inputQuantityList" -> quantities = quantities(child);
                    case "outputQuantityList" -> outputQuantities = quantities(child);
                    case "transformationID" -> transformationId = uri(child);
                    case "bizStep" -> bizStep = term(child, child.text, Cbv.BUSINESS_STEP);
                    case "disposition" -> disposition = term(child, child.text, Cbv.DISPOSITION);
                    case "persistentDisposition" -> persistentDisposition = persistentDisposition(child);
                    case "readPoint" -> readPoint = location(child, readPointExtensions);
                    case "bizLocation" -> businessLocation = location(child, businessLocationExtensions);
                    case "bizTransactionList" ->
                        businessTransactions = references(child, Cbv.BUSINESS_TRANSACTION_TYPE);
                    case "sourceList" -> sources = references(child, Cbv.SOURCE_DESTINATION_TYPE);
                    case "destinationList" -> destinations = references(child, Cbv.SOURCE_DESTINATION_TYPE);
                    case "sensorElementList" -> sensorElements = sensorElements(child);
                    case "ilmd" -> ilmd = ilmd(child);
                    case "epcClass" -> quantityClass = uri(child);
                    case "quantity" -> {
                        // EPCIS 1.1 deprecated the quantity event for an observation with a quantity list
                        BigDecimal amount = number(child, child.text);
                        if (quantityClass != null && amount != null) {
                            quantities = List.of(new Quantity(quantityClass, amount, null));
                            action = Action.OBSERVE;
                        }
                    }
                    default -> extensions.add(child);
                }
            }
        }

        void foreignAttributes(XmlNode node) {
            for (XmlNode.Attribute attribute : node.attributes) {
                if (isForeign(attribute)) {
                    extensions.add(attribute);
                }
            }
        }

        private String location(XmlNode node, Extensions found) {
            String id = "";
            for (XmlNode child : node.children) {
                if (!child.namespace.isEmpty()) {
                    found.add(child);
                } else if (child.localName.equals("id")) {
                    id = uri(child);
                } else if (child.localName.equals("extension")) {
                    location(child, found);
                }
            }
            return id;
        }

        private List<TypedReference> references(XmlNode node, Cbv terms) {
            List<TypedReference> references = new ArrayList<>(node.children.size());
            for (XmlNode child : node.children) {
                String sent = child.attribute("type");
                references.add(new TypedReference(sent == null ? null : term(child, sent, terms), uri(child)));
            }
            return references;
        }

        @Override
        public String toString() {
            return type.standardName();
        }
    }

    private List<String> epcs(XmlNode node) {
        List<String> epcs = new ArrayList<>(node.children.size());
        for (XmlNode child : node.children) {
            epcs.add(child.text.strip());
        }
        return epcs;
    }

    private List<Quantity> quantities(XmlNode node) {
        List<Quantity> quantities = new ArrayList<>(node.children.size());
        for (XmlNode element : node.children) {
            String epcClass = "";
            BigDecimal amount = null;
            String unit = null;
            for (XmlNode child : element.children) {
                switch (child.localName) {
                    case "epcClass" -> epcClass = uri(child);
                    case "quantity" -> amount = child.text.isEmpty() ? null : number(child, child.text);
                    case "uom" -> unit = child.text.strip();
                    default -> throw new IllegalStateException(child.localName);
                }
            }
            quantities.add(new Quantity(epcClass, amount, unit));
        }
        return quantities;
    }

    private static PersistentDisposition persistentDisposition(XmlNode node) {
        List<String> set = new ArrayList<>();
        List<String> unset = new ArrayList<>();
        for (XmlNode child : node.children) {
            (child.localName.equals("set") ? set : unset).add(term(child, child.text, Cbv.DISPOSITION));
        }
        return new PersistentDisposition(set, unset);
    }

    private List<Extension> ilmd(XmlNode node) {
        Extensions extensions = new Extensions();
        for (XmlNode child : node.children) {
            if (child.namespace.isEmpty() && child.localName.equals("extension")) {
                child.children.forEach(extensions::add);
            } else {
                extensions.add(child);
            }
        }
        for (XmlNode.Attribute attribute : node.attributes) {
            if (isForeign(attribute)) {
                extensions.add(attribute);
            }
        }
        return extensions.list();
    }

    private @Nullable ErrorDeclaration errorDeclaration(XmlNode node) {
        OffsetDateTime time = null;
        String reason = null;
        List<String> corrective = new ArrayList<>();
        Extensions extensions = new Extensions();
        boolean found = false;
        for (XmlNode child : node.children) {
            if (!child.namespace.isEmpty()) {
                extensions.add(child);
                continue;
            }
            switch (child.localName) {
                case "declarationTime" -> {
                    found = true;
                    time = time(child, child.text);
                }
                case "reason" -> reason = term(child, child.text, Cbv.ERROR_REASON);
                case "correctiveEventIDs" -> child.children.forEach(id -> corrective.add(uri(id)));
                case "extension" -> child.children.forEach(extensions::add);
                default -> throw new IllegalStateException(child.localName);
            }
        }
        for (XmlNode.Attribute attribute : node.attributes) {
            if (isForeign(attribute)) {
                extensions.add(attribute);
            }
        }
        if (time == null) {
            if (!found) {
                report(node, Rule.REQUIRED, null, "declarationTime");
            }
            return null;
        }
        return new ErrorDeclaration(time, reason, corrective, extensions.list());
    }

    private List<SensorElement> sensorElements(XmlNode list) {
        List<SensorElement> elements = new ArrayList<>();
        for (XmlNode element : list.children) {
            if (!element.localName.equals("sensorElement")) {
                continue;
            }
            SensorMetadata metadata = null;
            List<SensorReport> reports = new ArrayList<>();
            Extensions extensions = new Extensions();
            for (XmlNode child : element.children) {
                if (!child.namespace.isEmpty()) {
                    extensions.add(child);
                    continue;
                }
                switch (child.localName) {
                    case "sensorMetadata" -> metadata = sensorMetadata(child);
                    case "sensorReport" -> reports.add(sensorReport(child));
                    case "extension" -> child.children.forEach(extensions::add);
                    default -> throw new IllegalStateException(child.localName);
                }
            }
            elements.add(new SensorElement(metadata, reports, extensions.list()));
        }
        return elements;
    }

    private SensorMetadata sensorMetadata(XmlNode node) {
        OffsetDateTime time = null;
        OffsetDateTime start = null;
        OffsetDateTime end = null;
        String deviceId = null;
        String deviceMetadata = null;
        String rawData = null;
        String processing = null;
        String rules = null;
        Extensions extensions = new Extensions();
        for (XmlNode.Attribute attribute : node.attributes) {
            String value = attribute.value();
            if (!attribute.namespace().isEmpty()) {
                if (isForeign(attribute)) {
                    extensions.add(attribute);
                }
                continue;
            }
            switch (attribute.localName()) {
                case "time" -> time = time(node, value);
                case "startTime" -> start = time(node, value);
                case "endTime" -> end = time(node, value);
                case "deviceID" -> deviceId = XmlSimpleType.collapse(value);
                case "deviceMetadata" -> deviceMetadata = XmlSimpleType.collapse(value);
                case "rawData" -> rawData = XmlSimpleType.collapse(value);
                case "dataProcessingMethod" -> processing = XmlSimpleType.collapse(value);
                case "bizRules" -> rules = XmlSimpleType.collapse(value);
                default -> extensions.add(attribute);
            }
        }
        return new SensorMetadata(
                time, start, end, deviceId, deviceMetadata, rawData, processing, rules, extensions.list());
    }

    private SensorReport sensorReport(XmlNode node) {
        Extensions extensions = new Extensions();
        for (XmlNode.Attribute attribute : node.attributes) {
            if (isForeign(attribute)
                    || (attribute.namespace().isEmpty() && !REPORT_ATTRIBUTES.contains(attribute.localName()))) {
                extensions.add(attribute);
            }
        }
        String time = node.attribute("time");
        String truth = node.attribute("booleanValue");
        String type = node.attribute("type");
        String exception = node.attribute("exception");
        String component = node.attribute("component");
        return new SensorReport(
                type == null ? null : term(node, type, Cbv.MEASUREMENT_TYPE),
                exception == null ? null : term(node, exception, Cbv.SENSOR_ALERT_TYPE),
                collapsed(node, "deviceID"),
                collapsed(node, "deviceMetadata"),
                collapsed(node, "rawData"),
                collapsed(node, "dataProcessingMethod"),
                collapsed(node, "bizRules"),
                time == null ? null : time(node, time),
                collapsed(node, "microorganism"),
                collapsed(node, "chemicalSubstance"),
                collapsed(node, "coordinateReferenceSystem"),
                number(node, node.attribute("value")),
                component == null ? null : term(node, component, Cbv.COMPONENT),
                node.attribute("stringValue"),
                truth == null ? null : isTrue(truth),
                collapsed(node, "hexBinaryValue"),
                collapsed(node, "uriValue"),
                number(node, node.attribute("minValue")),
                number(node, node.attribute("maxValue")),
                number(node, node.attribute("meanValue")),
                number(node, node.attribute("sDev")),
                number(node, node.attribute("percRank")),
                number(node, node.attribute("percValue")),
                node.attribute("uom"),
                extensions.list());
    }

    private static final java.util.Set<String> REPORT_ATTRIBUTES = java.util.Set.of(
            "type",
            "exception",
            "deviceID",
            "deviceMetadata",
            "rawData",
            "dataProcessingMethod",
            "bizRules",
            "time",
            "microorganism",
            "chemicalSubstance",
            "coordinateReferenceSystem",
            "value",
            "component",
            "stringValue",
            "booleanValue",
            "hexBinaryValue",
            "uriValue",
            "minValue",
            "maxValue",
            "meanValue",
            "sDev",
            "percRank",
            "percValue",
            "uom");

    private static @Nullable String collapsed(XmlNode node, String attribute) {
        String value = node.attribute(attribute);
        return value == null ? null : XmlSimpleType.collapse(value);
    }

    private static boolean isTrue(String value) {
        String collapsed = XmlSimpleType.collapse(value);
        return collapsed.equals("true") || collapsed.equals("1");
    }

    private static String uri(XmlNode node) {
        return XmlSimpleType.collapse(node.text);
    }

    /** A term as the model holds it: short for the standard's own, in full for others. */
    static String term(XmlNode node, String sent, Cbv terms) {
        String value = XmlSimpleType.collapse(sent);
        String found = terms.shortName(value);
        if (found != null) {
            return found;
        }
        int colon = value.indexOf(':');
        if (colon > 0 && !value.startsWith("//", colon + 1)) {
            String namespace = node.namespaceOf(value.substring(0, colon));
            if (namespace != null) {
                String full = namespace + value.substring(colon + 1);
                String known = terms.shortName(full);
                if (known != null) {
                    return known;
                }
                // The XML binding knows short forms of the standard's own terms only; any other value is a URI as it
                // stands.
                if (STANDARD_NAMESPACES.contains(namespace)) {
                    return full;
                }
            }
        }
        return value;
    }

    /** A time that the schema found good; without an offset, or beyond what can be stored, it is reported. */
    private @Nullable OffsetDateTime time(XmlNode node, String sent) {
        String value = XmlSimpleType.collapse(sent);
        boolean nextDay = value.contains("T24:");
        OffsetDateTime time = Timestamps.parse(nextDay ? value.replace("T24:", "T00:") : value);
        if (time == null) {
            report(node, Rule.TIME_FORMAT, value, null);
            return null;
        }
        return nextDay ? time.plusDays(1) : time;
    }

    private @Nullable BigDecimal number(XmlNode node, @Nullable String sent) {
        if (sent == null) {
            return null;
        }
        String value = XmlSimpleType.collapse(sent);
        if (value.endsWith("INF") || value.equals("NaN")) {
            report(node, Rule.VALUE_TYPE, value, null);
            return null;
        }
        BigDecimal number = parse(value);
        if (number == null) {
            report(node, Rule.NUMBER_RANGE, value, null);
        }
        return number;
    }

    /** The number; absent when it is longer or further from one than a number of the trade can be. */
    private static @Nullable BigDecimal parse(String value) {
        if (value.length() > 200) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(value);
            int exponent = number.precision() - number.scale();
            return number.precision() > MOST_DIGITS
                            || Math.abs((long) exponent) > MOST_EXPONENT
                            || Math.abs((long) number.scale()) > MOST_EXPONENT
                    ? null
                    : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private void report(XmlNode node, Rule rule, @Nullable String value, @Nullable String detail) {
        violations.add(new Violation(eventIndex, node.path(), rule, XmlChecker.shorten(value), detail));
    }

    private static boolean isForeign(XmlNode.Attribute attribute) {
        return !attribute.namespace().isEmpty() && !attribute.namespace().equals(XmlChecker.XSI);
    }

    /** Fields of other vocabularies, the repeated ones of one name gathered. */
    static final class Extensions {
        private record Name(String namespace, String localName) {}

        private record Gathered(String prefix, List<Content> contents) {}

        private final Map<Name, Gathered> gathered = new LinkedHashMap<>();

        void add(XmlNode node) {
            add(node.namespace, node.prefix, node.localName, content(node));
        }

        void add(XmlNode.Attribute attribute) {
            String name = attribute.namespace().isEmpty() ? "@" + attribute.localName() : attribute.localName();
            add(attribute.namespace(), attribute.prefix(), name, new Content.Text(attribute.value(), Kind.STRING));
        }

        private void add(String namespace, String prefix, String localName, Content content) {
            gathered.computeIfAbsent(new Name(namespace, localName), name -> new Gathered(prefix, new ArrayList<>(1)))
                    .contents()
                    .add(content);
        }

        List<Extension> list() {
            if (gathered.isEmpty()) {
                return List.of();
            }
            List<Extension> list = new ArrayList<>(gathered.size());
            gathered.forEach((name, found) -> list.add(new Extension(
                    name.namespace(),
                    found.prefix(),
                    name.localName(),
                    found.contents().size() == 1
                            ? found.contents().getFirst()
                            : new Content.Sequence(found.contents()))));
            return list;
        }
    }

    static Content content(XmlNode node) {
        Extensions fields = new Extensions();
        boolean attributes = false;
        for (XmlNode.Attribute attribute : node.attributes) {
            if (!attribute.namespace().equals(XmlChecker.XSI)) {
                attributes = true;
                fields.add(attribute);
            }
        }
        return content(node, fields, attributes);
    }

    /** The content of a master data attribute, whose {@code id} is its name. */
    static Content attributeContent(XmlNode node) {
        Extensions fields = new Extensions();
        boolean attributes = false;
        for (XmlNode.Attribute attribute : node.attributes) {
            boolean id =
                    attribute.namespace().isEmpty() && attribute.localName().equals("id");
            if (!id && !attribute.namespace().equals(XmlChecker.XSI)) {
                attributes = true;
                fields.add(attribute);
            }
        }
        return content(node, fields, attributes);
    }

    private static Content content(XmlNode node, Extensions fields, boolean attributes) {
        if (node.children.isEmpty() && !attributes) {
            return scalar(node);
        }
        node.children.forEach(fields::add);
        boolean text = node.children.isEmpty() || !XmlChecker.isWhiteSpace(node.text);
        return new Content.Fields(fields.list(), text && !node.text.isEmpty() ? node.text : null);
    }

    private static Content scalar(XmlNode node) {
        if (node.attributes.isEmpty()) {
            return new Content.Text(node.text, Kind.STRING);
        }
        String nil = node.attribute(XmlChecker.XSI, "nil");
        if (nil != null && isTrue(nil)) {
            return new Content.Text("null", Kind.NULL);
        }
        String type = node.attribute(XmlChecker.XSI, "type");
        if (type == null) {
            return new Content.Text(node.text, Kind.STRING);
        }
        String local = XmlSimpleType.collapse(type);
        local = local.substring(local.indexOf(':') + 1);
        return switch (local) {
            case "boolean" -> new Content.Text(isTrue(node.text) ? "true" : "false", Kind.BOOLEAN);
            case "integer",
                    "int",
                    "long",
                    "short",
                    "decimal",
                    "double",
                    "float",
                    "nonNegativeInteger",
                    "positiveInteger" -> numeral(XmlSimpleType.collapse(node.text));
            default -> new Content.Text(node.text, Kind.STRING);
        };
    }

    /** A number in the form that JSON has too; what JSON cannot hold stays text. */
    private static Content numeral(String value) {
        if (JSON_NUMBER.matcher(value).matches()) {
            return new Content.Text(value, Kind.NUMBER);
        }
        BigDecimal number = parse(value);
        return number == null ? new Content.Text(value, Kind.STRING) : new Content.Text(number.toString(), Kind.NUMBER);
    }
}
