package org.raceway.traceability.epcis;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.epcis.XmlComplexType.Particle;

/**
 * Reads one document in a single pass: what holds the events is followed as it streams by, and each event is gathered,
 * checked and mapped before the next one is looked at.
 */
final class XmlDocumentReader {
    /** One factory for each limit in use; a factory may be shared once it is configured. */
    private static final Map<Integer, WstxInputFactory> FACTORIES = new ConcurrentHashMap<>();

    private final Limits limits;
    private final List<ReadEvent> events = new ArrayList<>();
    private final List<MasterDataElement> masterData = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private @Nullable String schemaVersion;

    /** An open element that is followed as it streams by. */
    private record Frame(
            XmlNode node,
            XmlComplexType type,
            XmlChecker.Progress progress,
            Map<String, Integer> ordinals,
            StringBuilder text) {
        int ordinal(String name) {
            return ordinals.merge(name, 1, Integer::sum);
        }
    }

    /** Ends the reading where going on makes no sense; the violation has been noted. */
    private static final class Stop extends Exception {
        Stop() {
            super(null, null, false, false);
        }
    }

    XmlDocumentReader(Limits limits) {
        this.limits = limits;
    }

    private static WstxInputFactory factory(int stringLength) {
        return FACTORIES.computeIfAbsent(stringLength, length -> {
            WstxInputFactory factory = new WstxInputFactory();
            factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
            factory.setProperty(XMLInputFactory.IS_COALESCING, false);
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
            factory.setProperty(XMLInputFactory2.P_PRESERVE_LOCATION, false);
            factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, length);
            factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 256);
            return factory;
        });
    }

    ReadDocument read(byte[] body) {
        if (body.length > limits.bytes()) {
            refuse("", Rule.TOO_MANY_BYTES, Integer.toString(body.length), Long.toString(limits.bytes()));
            return result();
        }
        try {
            XMLStreamReader2 reader = (XMLStreamReader2)
                    factory(limits.stringLength()).createXMLStreamReader(new ByteArrayInputStream(body));
            try {
                readAll(reader);
            } finally {
                reader.closeCompletely();
            }
        } catch (Stop e) {
            // the violation says why
        } catch (XMLStreamException e) {
            String message = firstLine(e.getMessage());
            boolean limit = message != null && message.startsWith("Maximum ");
            refuse(here(), limit ? Rule.TOO_LONG : Rule.MALFORMED, null, message);
        }
        return result();
    }

    private ReadDocument result() {
        return new ReadDocument(schemaVersion, events, masterData, violations);
    }

    private void readAll(XMLStreamReader2 reader) throws XMLStreamException, Stop {
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD -> refuseDeclarations(reader);
                case XMLStreamConstants.START_ELEMENT -> start(reader);
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    Frame frame = frames.peek();
                    if (frame != null && frame.text.isEmpty() && !reader.isWhiteSpace()) {
                        frame.text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE -> {
                    refuse(here(), Rule.XML_DECLARATIONS, reader.getLocalName(), null);
                    throw new Stop();
                }
                default -> {
                    // comments and processing instructions mean nothing here
                }
            }
        }
    }

    /** A document type may be named, but neither fetched nor declared: that is how entities would come in. */
    private void refuseDeclarations(XMLStreamReader2 reader) throws XMLStreamException, Stop {
        String systemId = reader.getDTDInfo().getDTDSystemId();
        String publicId = reader.getDTDInfo().getDTDPublicId();
        String subset = reader.getDTDInfo().getDTDInternalSubset();
        if (systemId != null || publicId != null || (subset != null && !subset.isBlank())) {
            refuse("", Rule.XML_DECLARATIONS, systemId == null ? subset : systemId, null);
            throw new Stop();
        }
    }

    private void start(XMLStreamReader2 reader) throws XMLStreamException, Stop {
        Frame parent = frames.peek();
        if (parent == null) {
            startRoot(reader);
            return;
        }
        XmlSchema schema = schema();
        String name = reader.getLocalName();
        XmlNode node = node(reader, parent.node, parent.ordinal(name));
        if (parent.type == schema.eventList) {
            startEvent(reader, node, schema, parent);
            return;
        }
        if (parent.type == schema.eventListExtension) {
            startExtendedEvent(reader, node, schema, parent);
            return;
        }
        if (parent.type == schema.queryBody
                && node.namespace.equals(parent.type.namespace())
                && !name.equals("QueryResults")) {
            refuse(node.path(), Rule.XML_NO_RESULTS, node.qualifiedName(), null);
            throw new Stop();
        }
        Particle particle = parent.progress.next(node);
        XmlType type = particle == null ? null : particle.type();
        if (type instanceof XmlComplexType complex && isStreamed(complex, schema)) {
            push(node, complex);
            return;
        }
        gather(reader, node, -1, violations);
        int before = violations.size();
        if (particle != null) {
            documentChecker().check(node, particle);
        }
        if (violations.size() == before) {
            collectMasterData(node);
        }
    }

    private void startRoot(XMLStreamReader2 reader) throws XMLStreamException, Stop {
        XmlNode root = node(reader, null, 1);
        XmlSchema schema = XmlSchema.of(root.namespace);
        XmlType type = schema == null ? null : schema.global(root.namespace, root.localName);
        if (schema == null || !(type instanceof XmlComplexType complex) || complex == schema.queryResults) {
            refuse(root.path(), Rule.XML_ROOT, root.qualifiedName(), root.namespace);
            throw new Stop();
        }
        schemaVersion = root.attribute("schemaVersion");
        this.schema = schema;
        push(root, complex);
    }

    private @Nullable XmlSchema schema;

    private XmlSchema schema() {
        XmlSchema known = schema;
        if (known == null) {
            throw new IllegalStateException("no root element yet");
        }
        return known;
    }

    private XmlChecker documentChecker() {
        return new XmlChecker(schema(), -1, violations);
    }

    private void push(XmlNode node, XmlComplexType type) throws Stop {
        XmlChecker checker = documentChecker();
        checker.checkHead(node, type);
        frames.push(new Frame(node, type, checker.progress(node, type), new HashMap<>(), new StringBuilder()));
        if (frames.size() > limits.nesting()) {
            refuse(node.path(), Rule.TOO_DEEP, null, Integer.toString(limits.nesting()));
            throw new Stop();
        }
    }

    private void end() {
        Frame frame = frames.pop();
        frame.node.text = frame.text.toString();
        documentChecker().checkText(frame.node, frame.type);
        frame.progress.end();
    }

    private static boolean isStreamed(XmlComplexType type, XmlSchema schema) {
        return type == schema.body
                || type == schema.queryBody
                || type == schema.queryResults
                || type == schema.resultsBody
                || type == schema.eventList
                || type == schema.eventListExtension;
    }

    private void startEvent(XMLStreamReader2 reader, XmlNode node, XmlSchema schema, Frame list)
            throws XMLStreamException, Stop {
        int found = list.type.find(node.namespace, node.localName);
        Particle particle = found < 0 ? null : list.type.particles().get(found);
        if (particle != null && particle.type() == schema.eventListExtension) {
            push(node, schema.eventListExtension);
            return;
        }
        List<Violation> wrong = new ArrayList<>();
        int index = nextIndex();
        gather(reader, node, index, wrong);
        XmlChecker checker = new XmlChecker(schema, index, wrong);
        if (particle == null) {
            checker.report(node, Rule.XML_ELEMENT, node.qualifiedName(), list.node.qualifiedName());
            events.add(new ReadEvent(index, null, wrong));
            return;
        }
        checker.check(node, particle);
        finishEvent(node, typeOf(node.localName), index, wrong);
    }

    private void startExtendedEvent(XMLStreamReader2 reader, XmlNode node, XmlSchema schema, Frame extension)
            throws XMLStreamException, Stop {
        Particle particle = extension.progress.next(node);
        List<Violation> wrong = new ArrayList<>();
        int index = nextIndex();
        gather(reader, node, index, wrong);
        XmlChecker checker = new XmlChecker(schema, index, wrong);
        if (particle == null) {
            events.add(new ReadEvent(index, null, wrong));
        } else if (schema.isTwo()) {
            checker.check(node, particle);
            if (wrong.isEmpty()) {
                checkExtendedEvent(node, schema, index, wrong);
            }
            finishEvent(node, EventType.EXTENDED, index, wrong);
        } else {
            checker.check(node, particle);
            if (node.localName.equals("TransformationEvent")) {
                finishEvent(node, EventType.TRANSFORMATION, index, wrong);
            } else {
                checker.report(node, Rule.EVENT_TYPE, node.qualifiedName(), null);
                events.add(new ReadEvent(index, null, wrong));
            }
        }
    }

    /** What a schema leaves open: the standard's fields of an event of a foreign type are held to their own types. */
    private static void checkExtendedEvent(XmlNode node, XmlSchema schema, int index, List<Violation> wrong) {
        List<Violation> found = new ArrayList<>();
        new XmlChecker(schema, index, found).check(node, schema.extendedEvent, false, false);
        for (Violation violation : found) {
            String detail = violation.rule().code() + (violation.detail() == null ? "" : ": " + violation.detail());
            wrong.add(new Violation(index, violation.path(), Rule.XML_EXTENDED_EVENT, violation.value(), detail));
        }
    }

    private void finishEvent(XmlNode node, EventType type, int index, List<Violation> wrong) {
        Event event = null;
        if (wrong.isEmpty()) {
            event = new XmlEventReader(index, wrong).read(node, type);
            if (event != null && wrong.isEmpty()) {
                XmlChecker checker = new XmlChecker(schema(), index, wrong);
                EventRules.check(event, (rule, path, value, detail) -> checker.report(rule, node, path, value, detail));
            }
        }
        events.add(new ReadEvent(index, wrong.isEmpty() ? event : null, wrong));
    }

    private int nextIndex() throws Stop {
        if (events.size() >= limits.events()) {
            refuse(here(), Rule.TOO_MANY_EVENTS, null, Integer.toString(limits.events()));
            throw new Stop();
        }
        return events.size();
    }

    private static EventType typeOf(String name) {
        return switch (name) {
            case "AggregationEvent" -> EventType.AGGREGATION;
            case "TransactionEvent" -> EventType.TRANSACTION;
            case "TransformationEvent" -> EventType.TRANSFORMATION;
            case "AssociationEvent" -> EventType.ASSOCIATION;
            // and the QuantityEvent of 1.2, which 1.1 deprecated for the object event
            default -> EventType.OBJECT;
        };
    }

    /** Takes in everything below the element; the reader is left at its end. */
    private void gather(XMLStreamReader2 reader, XmlNode top, int index, List<Violation> into)
            throws XMLStreamException, Stop {
        Deque<XmlNode> open = new ArrayDeque<>();
        Deque<StringBuilder> texts = new ArrayDeque<>();
        open.push(top);
        texts.push(new StringBuilder());
        while (!open.isEmpty()) {
            XmlNode current = open.getFirst();
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    String name = reader.getLocalName();
                    XmlNode child = node(reader, current, ordinal(current, name));
                    current.add(child);
                    open.push(child);
                    texts.push(new StringBuilder());
                    if (frames.size() + open.size() > limits.nesting()) {
                        refuse(child.path(), Rule.TOO_DEEP, null, Integer.toString(limits.nesting()));
                        throw new Stop();
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    StringBuilder text = texts.pop();
                    if (text.length() > limits.stringLength()) {
                        into.add(new Violation(
                                index,
                                current.path(),
                                Rule.TOO_LONG,
                                text.substring(0, 200),
                                Integer.toString(limits.stringLength())));
                        text.setLength(0);
                    }
                    current.text = text.toString();
                    open.pop();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    StringBuilder text = texts.getFirst();
                    if (text.length() <= limits.stringLength()) {
                        text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE -> {
                    refuse(current.path(), Rule.XML_DECLARATIONS, reader.getLocalName(), null);
                    throw new Stop();
                }
                default -> {
                    // comments and processing instructions mean nothing here
                }
            }
        }
    }

    private static int ordinal(XmlNode parent, String name) {
        for (int i = parent.children.size() - 1; i >= 0; i--) {
            XmlNode sibling = parent.children.get(i);
            if (sibling.localName.equals(name)) {
                return sibling.ordinal + 1;
            }
        }
        return 1;
    }

    private static XmlNode node(XMLStreamReader2 reader, @Nullable XmlNode parent, int ordinal) {
        int count = reader.getAttributeCount();
        List<XmlNode.Attribute> attributes = List.of();
        if (count > 0) {
            attributes = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                attributes.add(new XmlNode.Attribute(
                        orEmpty(reader.getAttributeNamespace(i)),
                        orEmpty(reader.getAttributePrefix(i)),
                        reader.getAttributeLocalName(i),
                        reader.getAttributeValue(i)));
            }
        }
        int declared = reader.getNamespaceCount();
        Map<String, String> declarations = Map.of();
        if (declared > 0) {
            declarations = new HashMap<>();
            for (int i = 0; i < declared; i++) {
                declarations.put(orEmpty(reader.getNamespacePrefix(i)), orEmpty(reader.getNamespaceURI(i)));
            }
        }
        return new XmlNode(
                parent,
                orEmpty(reader.getNamespaceURI()),
                orEmpty(reader.getPrefix()),
                reader.getLocalName(),
                ordinal,
                attributes,
                declarations);
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** The vocabularies of a header, of a master data document's body, or of a query's results. */
    private void collectMasterData(XmlNode node) {
        if (!node.namespace.isEmpty()) {
            return;
        }
        switch (node.localName) {
            case "EPCISHeader", "EPCISBody", "EPCISMasterData" -> node.children.forEach(this::collectMasterData);
            case "extension" -> {
                XmlNode parent = node.parent;
                if (parent != null && parent.localName.equals("EPCISHeader")) {
                    node.children.forEach(this::collectMasterData);
                }
            }
            case "VocabularyList" -> node.children.forEach(this::collectVocabulary);
            default -> {
                // not master data
            }
        }
    }

    private void collectVocabulary(XmlNode vocabulary) {
        String type = orEmpty(vocabulary.attribute("type"));
        for (XmlNode list : vocabulary.children) {
            if (!list.namespace.isEmpty() || !list.localName.equals("VocabularyElementList")) {
                continue;
            }
            for (XmlNode element : list.children) {
                List<Extension> attributes = new ArrayList<>();
                List<String> children = new ArrayList<>();
                for (XmlNode part : element.children) {
                    if (!part.namespace.isEmpty()) {
                        continue;
                    }
                    if (part.localName.equals("attribute")) {
                        attributes.add(new Extension(
                                "",
                                "",
                                XmlSimpleType.collapse(orEmpty(part.attribute("id"))),
                                XmlEventReader.attributeContent(part)));
                    } else if (part.localName.equals("children")) {
                        part.children.forEach(id -> children.add(XmlSimpleType.collapse(id.text)));
                    }
                }
                masterData.add(new MasterDataElement(
                        XmlSimpleType.collapse(type),
                        XmlSimpleType.collapse(orEmpty(element.attribute("id"))),
                        attributes,
                        children));
            }
        }
    }

    private String here() {
        Frame frame = frames.peek();
        return frame == null ? "" : frame.node.path();
    }

    private void refuse(String path, Rule rule, @Nullable String value, @Nullable String detail) {
        violations.add(new Violation(-1, path, rule, XmlChecker.shorten(value), XmlChecker.shorten(detail)));
    }

    private static @Nullable String firstLine(@Nullable String message) {
        if (message == null) {
            return null;
        }
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
