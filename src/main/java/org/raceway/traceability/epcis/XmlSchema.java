package org.raceway.traceability.epcis;

import static org.raceway.traceability.epcis.XmlComplexType.UNBOUNDED;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.raceway.traceability.epcis.XmlComplexType.AttributeUse;
import org.raceway.traceability.epcis.XmlComplexType.Kind;
import org.raceway.traceability.epcis.XmlComplexType.Model;
import org.raceway.traceability.epcis.XmlComplexType.Particle;

/**
 * What the XML Schemas of EPCIS 2.0 (ISO/IEC 19987 clause 9) and EPCIS 1.2 say about documents, query results and
 * master data, as tables.
 */
final class XmlSchema {
    static final String SBDH = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader";
    static final XmlSchema V2 = new XmlSchema(true);
    static final XmlSchema V1 = new XmlSchema(false);

    /** Content that no declaration describes. */
    final XmlComplexType anything;

    final XmlComplexType document;
    final XmlComplexType queryDocument;
    final XmlComplexType masterDataDocument;
    final XmlComplexType body;
    final XmlComplexType queryBody;
    final XmlComplexType queryResults;
    final XmlComplexType resultsBody;
    final XmlComplexType eventList;

    /** Inside an event list: foreign event types in 2.0, transformations in 1.2. */
    final XmlComplexType eventListExtension;

    /** Everything an event may have, for an event of a foreign type. */
    final XmlComplexType extendedEvent;

    private final boolean two;
    private final String epcis;
    private final String query;
    private final String masterData;
    private final Map<String, XmlType> globals = new HashMap<>();
    private final Map<String, XmlType> types = new HashMap<>();

    private XmlSchema(boolean two) {
        this.two = two;
        String version = two ? "2" : "1";
        this.epcis = "urn:epcglobal:epcis:xsd:" + version;
        this.query = "urn:epcglobal:epcis-query:xsd:" + version;
        this.masterData = "urn:epcglobal:epcis-masterdata:xsd:" + version;

        anything = new XmlComplexType(
                XmlSimpleType.XSD,
                "anyType",
                Model.ANYTHING,
                List.of(new Particle(Kind.FOREIGN, "", "", null, 0, UNBOUNDED, false), local(0)),
                null,
                List.of(),
                true);

        XmlSimpleType string = XmlSimpleType.STRING;
        XmlSimpleType uri = XmlSimpleType.ANY_URI;
        XmlSimpleType time = two ? register(XmlSimpleType.dateTimeStamp(epcis)) : XmlSimpleType.DATE_TIME_TYPE;
        XmlSimpleType parentId = restricted("ParentIDType", uri);
        XmlSimpleType bizStep = restricted("BusinessStepIDType", uri);
        XmlSimpleType disposition = restricted("DispositionIDType", uri);
        XmlSimpleType epcClass = restricted("EPCClassType", uri);
        XmlSimpleType uom = restricted("UOMType", string);
        XmlSimpleType action = register(new XmlSimpleType(
                epcis,
                "ActionType",
                string,
                value -> value.equals("ADD") || value.equals("OBSERVE") || value.equals("DELETE")));
        XmlSimpleType transformationId = restricted("TransformationIDType", uri);
        XmlSimpleType eventId = restricted("EventIDType", uri);

        XmlComplexType epc = valued("urn:epcglobal:xsd:1", "EPC", string, false);
        XmlComplexType epcList = sequence("EPCListType", false, many("epc", epc));
        XmlComplexType quantityElement = sequence(
                "QuantityElementType",
                false,
                one("epcClass", epcClass),
                new Particle(Kind.ELEMENT, "", "quantity", XmlSimpleType.DECIMAL_TYPE, 0, 1, true),
                optional("uom", uom));
        XmlComplexType quantityList = sequence("QuantityListType", false, many("quantityElement", quantityElement));
        XmlComplexType persistentDisposition =
                sequence("PersistentDispositionType", false, many("unset", disposition), many("set", disposition));
        XmlComplexType readPoint = location("ReadPoint");
        XmlComplexType bizLocation = location("BusinessLocation");
        XmlComplexType bizTransactionList = sequence(
                "BusinessTransactionListType",
                false,
                atLeastOne(
                        "bizTransaction",
                        typed(
                                "BusinessTransaction",
                                "BusinessTransactionIDType",
                                "BusinessTransactionTypeIDType",
                                false)));
        XmlComplexType sourceDest = typed("SourceDest", "SourceDestIDType", "SourceDestTypeIDType", true);
        XmlComplexType sourceList = sequence("SourceListType", false, atLeastOne("source", sourceDest));
        XmlComplexType destinationList = sequence("DestinationListType", false, atLeastOne("destination", sourceDest));
        XmlComplexType ilmd =
                sequence("ILMDType", true, optional("extension", localExtension("ILMDExtensionType")), foreign(0));
        XmlComplexType correctiveEventIds =
                sequence("CorrectiveEventIDsType", false, many("correctiveEventID", eventId));
        XmlComplexType errorDeclaration = complex(
                epcis,
                "ErrorDeclarationType",
                two ? Model.ANY_ORDER : Model.SEQUENCE,
                true,
                one("declarationTime", time),
                optional("reason", restricted("ErrorReasonIDType", uri)),
                optional("correctiveEventIDs", correctiveEventIds),
                optional("extension", localExtension("ErrorDeclarationExtensionType")),
                foreign(0));
        XmlComplexType sensorElementList = sensorElementList(time);

        Particle epcs = new Particle(Kind.ELEMENT, "", "epcList", epcList, two ? 0 : 1, 1, false);
        Particle children = new Particle(Kind.ELEMENT, "", "childEPCs", epcList, two ? 0 : 1, 1, false);
        Particle transactions = optional("bizTransactionList", bizTransactionList);
        Particle quantities = optional("quantityList", quantityList);
        Particle childQuantities = optional("childQuantityList", quantityList);
        List<Particle> parties =
                List.of(optional("sourceList", sourceList), optional("destinationList", destinationList));
        List<Particle> observed = List.of(
                optional("sensorElementList", sensorElementList),
                optional("persistentDisposition", persistentDisposition));
        List<Particle> where = List.of(
                optional("bizStep", bizStep),
                optional("disposition", disposition),
                optional("readPoint", readPoint),
                optional("bizLocation", bizLocation));
        List<Particle> base = new ArrayList<>(
                List.of(one("eventTime", time), optional("recordTime", time), one("eventTimeZoneOffset", string)));
        if (two) {
            base.add(optional("eventID", eventId));
            base.add(optional("errorDeclaration", errorDeclaration));
            base.add(optional("certificationInfo", uri));
            base.add(optional("baseExtension", foreignExtension("EPCISEventExtensionType")));
        } else {
            base.add(optional(
                    "baseExtension",
                    sequence(
                            "EPCISEventExtensionType",
                            true,
                            optional("eventID", eventId),
                            optional("errorDeclaration", errorDeclaration),
                            optional("extension", localExtension("EPCISEventExtension2Type")))));
        }
        Particle ilmdParticle = optional("ilmd", ilmd);
        Particle actionParticle = one("action", action);
        Particle optionalParent = optional("parentID", parentId);
        List<Particle> transformed = List.of(
                optional("inputEPCList", epcList),
                optional("inputQuantityList", quantityList),
                optional("outputEPCList", epcList),
                optional("outputQuantityList", quantityList),
                optional("transformationID", transformationId));

        XmlComplexType object;
        XmlComplexType aggregation;
        XmlComplexType transaction;
        XmlComplexType transformation;
        if (two) {
            object = event(
                    "Object",
                    base,
                    List.of(epcs, actionParticle),
                    where,
                    List.of(transactions, quantities),
                    parties,
                    observed,
                    List.of(ilmdParticle),
                    extension("ObjectEventExtensionType"));
            aggregation = event(
                    "Aggregation",
                    base,
                    List.of(optionalParent, children, actionParticle),
                    where,
                    List.of(transactions, childQuantities),
                    parties,
                    observed,
                    extension("AggregationEventExtensionType"));
            transaction = event(
                    "Transaction",
                    base,
                    List.of(one("bizTransactionList", bizTransactionList), optionalParent, epcs, actionParticle),
                    where,
                    List.of(quantities),
                    parties,
                    observed,
                    extension("TransactionEventExtensionType"));
            transformation = event(
                    "Transformation",
                    base,
                    transformed,
                    where,
                    List.of(transactions),
                    parties,
                    observed,
                    List.of(ilmdParticle),
                    extension("TransformationEventExtensionType"));
            XmlComplexType association = event(
                    "Association",
                    base,
                    List.of(one("parentID", parentId), children, childQuantities, actionParticle),
                    where,
                    List.of(transactions),
                    parties,
                    observed,
                    extension("AssociationEventExtensionType"));
            eventListExtension = foreignExtension("EPCISEventListExtensionType");
            eventList = complex(
                    epcis,
                    "EventListType",
                    Model.ANY_ORDER,
                    true,
                    many("ObjectEvent", object),
                    many("AggregationEvent", aggregation),
                    many("TransformationEvent", transformation),
                    many("TransactionEvent", transaction),
                    many("AssociationEvent", association),
                    many("extension", eventListExtension));
        } else {
            object = event(
                    "Object",
                    base,
                    List.of(epcs, actionParticle),
                    where,
                    List.of(transactions),
                    extension(
                            "ObjectEventExtensionType",
                            "ObjectEventExtension2Type",
                            List.of(quantities),
                            parties,
                            List.of(ilmdParticle)));
            aggregation = event(
                    "Aggregation",
                    base,
                    List.of(optionalParent, children, actionParticle),
                    where,
                    List.of(transactions),
                    extension(
                            "AggregationEventExtensionType",
                            "AggregationEventExtension2Type",
                            List.of(childQuantities),
                            parties));
            transaction = event(
                    "Transaction",
                    base,
                    List.of(one("bizTransactionList", bizTransactionList), optionalParent, epcs, actionParticle),
                    where,
                    extension(
                            "TransactionEventExtensionType",
                            "TransactionEventExtension2Type",
                            List.of(quantities),
                            parties));
            transformation = event(
                    "Transformation",
                    base,
                    transformed,
                    where,
                    List.of(transactions),
                    parties,
                    List.of(
                            ilmdParticle,
                            optional("extension", localExtension("TransformationEventExtensionType")),
                            foreign(0)));
            XmlComplexType quantity = event(
                    "Quantity",
                    base,
                    List.of(one("epcClass", epcClass), one("quantity", XmlSimpleType.INT_TYPE)),
                    where,
                    List.of(
                            transactions,
                            optional("extension", localExtension("QuantityEventExtensionType")),
                            foreign(0)));
            eventListExtension = complex(
                    epcis,
                    "EPCISEventListExtensionType",
                    Model.ONE_OF,
                    false,
                    one("TransformationEvent", transformation),
                    one("extension", localExtension("EPCISEventListExtension2Type")));
            eventList = complex(
                    epcis,
                    "EventListType",
                    Model.ANY_ORDER,
                    true,
                    many("ObjectEvent", object),
                    many("AggregationEvent", aggregation),
                    many("QuantityEvent", quantity),
                    many("TransactionEvent", transaction),
                    many("extension", eventListExtension));
        }
        List<Particle> all = new ArrayList<>(base);
        all.add(optionalParent);
        all.add(optional("epcList", epcList));
        all.add(optional("childEPCs", epcList));
        all.addAll(transformed);
        all.add(optional("action", action));
        all.addAll(where);
        all.addAll(List.of(transactions, quantities, childQuantities));
        all.addAll(parties);
        all.addAll(observed);
        all.add(ilmdParticle);
        all.add(foreign(0));
        extendedEvent = new XmlComplexType("", "", Model.ANY_ORDER, all, null, List.of(), true);

        XmlComplexType vocabularyList = vocabularyList(uri);
        XmlComplexType header = header(vocabularyList);
        body = sequence(
                "EPCISBodyType",
                true,
                optional("EventList", eventList),
                optional("extension", localExtension("EPCISBodyExtensionType")),
                foreign(0));
        document = document(epcis, "EPCISDocument", header, body);
        resultsBody = complex(
                query,
                "QueryResultsBody",
                Model.ONE_OF,
                false,
                one("EventList", eventList),
                one("VocabularyList", vocabularyList));
        queryResults = complex(
                query,
                "QueryResults",
                Model.SEQUENCE,
                false,
                one("queryName", string),
                optional("subscriptionID", string),
                one("resultsBody", resultsBody),
                optional("extension", localExtension(query, "QueryResultsExtensionType")),
                foreign(0));
        queryBody = complex(
                query,
                "EPCISQueryBodyType",
                Model.ONE_OF,
                false,
                new Particle(Kind.ELEMENT, query, "QueryResults", queryResults, 1, 1, false));
        queryDocument = document(query, "EPCISQueryDocument", header, queryBody);
        XmlComplexType masterDataBody = complex(
                masterData,
                "EPCISMasterDataBodyType",
                Model.SEQUENCE,
                true,
                optional("VocabularyList", vocabularyList),
                optional("extension", localExtension(masterData, "EPCISMasterDataBodyExtensionType")),
                foreign(0));
        masterDataDocument = document(masterData, "EPCISMasterDataDocument", header, masterDataBody);
        globals.put(key(epcis, "EPCISDocument"), document);
        globals.put(key(query, "EPCISQueryDocument"), queryDocument);
        globals.put(key(query, "QueryResults"), queryResults);
        globals.put(key(masterData, "EPCISMasterDataDocument"), masterDataDocument);
    }

    /** The schema that a root element's namespace belongs to. */
    static @Nullable XmlSchema of(String namespace) {
        return switch (namespace) {
            case "urn:epcglobal:epcis:xsd:2",
                    "urn:epcglobal:epcis-query:xsd:2",
                    "urn:epcglobal:epcis-masterdata:xsd:2" -> V2;
            case "urn:epcglobal:epcis:xsd:1",
                    "urn:epcglobal:epcis-query:xsd:1",
                    "urn:epcglobal:epcis-masterdata:xsd:1" -> V1;
            default -> null;
        };
    }

    /** Whether this is EPCIS 2.0, or else 1.2. */
    boolean isTwo() {
        return two;
    }

    /** The type of a globally declared element, for content that a lax wildcard admits. */
    @Nullable
    XmlType global(String namespace, String name) {
        return globals.get(key(namespace, name));
    }

    /** A named type, for {@code xsi:type}. */
    @Nullable
    XmlType type(String namespace, String name) {
        if (namespace.equals(XmlSimpleType.XSD)) {
            return name.equals("anyType") ? anything : XmlSimpleType.builtIn(name);
        }
        return types.get(key(namespace, name));
    }

    private XmlComplexType document(String namespace, String name, XmlComplexType header, XmlComplexType content) {
        return register(new XmlComplexType(
                namespace,
                name + "Type",
                Model.SEQUENCE,
                List.of(
                        optional("EPCISHeader", header),
                        one("EPCISBody", content),
                        optional("extension", localExtension(namespace, name + "ExtensionType")),
                        foreign(0)),
                null,
                List.of(
                        new AttributeUse("schemaVersion", XmlSimpleType.DECIMAL_TYPE, true),
                        new AttributeUse("creationDate", XmlSimpleType.DATE_TIME_TYPE, true)),
                true));
    }

    private XmlComplexType header(XmlComplexType vocabularyList) {
        XmlComplexType masterDataType = sequence(
                "EPCISMasterDataType",
                false,
                one("VocabularyList", vocabularyList),
                optional("extension", sequence("EPCISMasterDataExtensionType", false, local(1))));
        XmlComplexType headerExtension = sequence(
                "EPCISHeaderExtensionType",
                true,
                optional("EPCISMasterData", masterDataType),
                optional("extension", localExtension("EPCISHeaderExtension2Type")));
        XmlComplexType business = businessDocumentHeader();
        List<Particle> particles = new ArrayList<>();
        particles.add(
                new Particle(Kind.ELEMENT, SBDH, "StandardBusinessDocumentHeader", business, two ? 0 : 1, 1, false));
        particles.add(optional("extension", headerExtension));
        if (!two) {
            particles.add(foreign(0));
        }
        return sequence("EPCISHeaderType", true, particles.toArray(Particle[]::new));
    }

    private XmlComplexType vocabularyList(XmlSimpleType uri) {
        XmlComplexType attribute = register(new XmlComplexType(
                epcis,
                "AttributeType",
                Model.ANYTHING,
                anything.particles(),
                null,
                List.of(new AttributeUse("id", uri, true)),
                true));
        XmlComplexType element = register(new XmlComplexType(
                epcis,
                "VocabularyElementType",
                Model.SEQUENCE,
                List.of(
                        many("attribute", attribute),
                        optional("children", sequence("IDListType", true, many("id", uri))),
                        optional("extension", localExtension("VocabularyElementExtensionType")),
                        foreign(0)),
                null,
                List.of(new AttributeUse("id", uri, true)),
                true));
        XmlComplexType vocabulary = register(new XmlComplexType(
                epcis,
                "VocabularyType",
                Model.SEQUENCE,
                List.of(
                        optional(
                                "VocabularyElementList",
                                sequence("VocabularyElementListType", false, atLeastOne("VocabularyElement", element))),
                        optional("extension", localExtension("VocabularyExtensionType")),
                        foreign(0)),
                null,
                List.of(new AttributeUse("type", uri, true)),
                true));
        return sequence("VocabularyListType", false, many("Vocabulary", vocabulary));
    }

    private XmlComplexType sensorElementList(XmlSimpleType time) {
        XmlSimpleType uri = XmlSimpleType.ANY_URI;
        XmlSimpleType number = XmlSimpleType.DOUBLE_TYPE;
        XmlSimpleType string = XmlSimpleType.STRING;
        XmlComplexType metadata = valued(
                epcis,
                "SensorMetadataType",
                string,
                true,
                attribute("time", time),
                attribute("deviceID", uri),
                attribute("deviceMetadata", uri),
                attribute("rawData", uri),
                attribute("startTime", time),
                attribute("endTime", time),
                attribute("bizRules", uri),
                attribute("dataProcessingMethod", uri));
        XmlComplexType report = valued(
                epcis,
                "SensorReportType",
                string,
                true,
                attribute("type", uri),
                attribute("value", number),
                attribute("component", uri),
                attribute("stringValue", string),
                attribute("booleanValue", XmlSimpleType.BOOLEAN_TYPE),
                attribute("hexBinaryValue", XmlSimpleType.HEX_BINARY),
                attribute("uriValue", uri),
                attribute("uom", string),
                attribute("minValue", number),
                attribute("maxValue", number),
                attribute("sDev", number),
                attribute("chemicalSubstance", uri),
                attribute("microorganism", uri),
                attribute("deviceID", uri),
                attribute("deviceMetadata", uri),
                attribute("rawData", uri),
                attribute("time", time),
                attribute("meanValue", number),
                attribute("percRank", number),
                attribute("percValue", number),
                attribute("dataProcessingMethod", uri),
                attribute("coordinateReferenceSystem", uri),
                attribute("exception", uri));
        XmlComplexType element = sequence(
                "SensorElementType",
                false,
                optional("sensorMetadata", metadata),
                atLeastOne("sensorReport", report),
                optional("extension", localExtension("SensorElementExtensionType")),
                foreign(0));
        return sequence(
                "SensorElementListType",
                false,
                atLeastOne("sensorElement", element),
                optional("extension", localExtension("SensorElementListExtensionType")));
    }

    private XmlComplexType businessDocumentHeader() {
        XmlSimpleType string = XmlSimpleType.STRING;
        XmlSimpleType dateTime = XmlSimpleType.DATE_TIME_TYPE;
        XmlComplexType identifier =
                valued(SBDH, "PartnerIdentification", string, false, attribute("Authority", string));
        XmlComplexType contact = business(
                "ContactInformation",
                header("Contact", string, 1, 1),
                header("EmailAddress", string, 0, 1),
                header("FaxNumber", string, 0, 1),
                header("TelephoneNumber", string, 0, 1),
                header("ContactTypeIdentifier", string, 0, 1));
        XmlComplexType partner = business(
                "Partner", header("Identifier", identifier, 1, 1), header("ContactInformation", contact, 0, UNBOUNDED));
        XmlComplexType identification = business(
                "DocumentIdentification",
                header("Standard", string, 1, 1),
                header("TypeVersion", string, 1, 1),
                header("InstanceIdentifier", string, 1, 1),
                header("Type", string, 1, 1),
                header("MultipleType", XmlSimpleType.BOOLEAN_TYPE, 0, 1),
                header("CreationDateAndTime", dateTime, 1, 1));
        XmlSimpleType mimeType = register(new XmlSimpleType(SBDH, "MimeTypeQualifier", string, value -> true));
        XmlSimpleType language = register(new XmlSimpleType(SBDH, "Language", string, value -> true));
        XmlComplexType manifestItem = business(
                "ManifestItem",
                header("MimeTypeQualifierCode", mimeType, 1, 1),
                header("UniformResourceIdentifier", XmlSimpleType.ANY_URI, 1, 1),
                header("Description", string, 0, 1),
                header("LanguageCode", language, 0, 1));
        XmlComplexType manifest = business(
                "Manifest",
                header("NumberOfItems", XmlSimpleType.INTEGER_TYPE, 1, 1),
                header("ManifestItem", manifestItem, 1, UNBOUNDED));
        XmlComplexType correlation = business(
                "CorrelationInformation",
                header("RequestingDocumentCreationDateTime", dateTime, 0, 1),
                header("RequestingDocumentInstanceIdentifier", string, 0, 1),
                header("ExpectedResponseDateTime", dateTime, 0, 1));
        List<AttributeUse> transactionAttributes = new ArrayList<>();
        transactionAttributes.add(attribute(
                "TypeOfServiceTransaction",
                register(new XmlSimpleType(
                        SBDH,
                        "TypeOfServiceTransaction",
                        string,
                        value -> value.equals("RequestingServiceTransaction")
                                || value.equals("RespondingServiceTransaction")))));
        for (String name : List.of(
                "IsNonRepudiationRequired",
                "IsAuthenticationRequired",
                "IsNonRepudiationOfReceiptRequired",
                "IsIntegrityCheckRequired",
                "IsApplicationErrorResponseRequested",
                "TimeToAcknowledgeReceipt",
                "TimeToAcknowledgeAcceptance",
                "TimeToPerform",
                "Recurrence")) {
            transactionAttributes.add(attribute(name, string));
        }
        XmlComplexType transaction = register(new XmlComplexType(
                SBDH, "ServiceTransaction", Model.SEQUENCE, List.of(), null, transactionAttributes, false));
        XmlComplexType service = business(
                "BusinessService",
                header("BusinessServiceName", string, 0, 1),
                header("ServiceTransaction", transaction, 0, 1));
        // the two members of ScopeInformation's substitution group may stand in any mixture
        XmlComplexType scope = business(
                "Scope",
                header("Type", string, 1, 1),
                header("InstanceIdentifier", string, 1, 1),
                header("Identifier", string, 0, 1),
                header("CorrelationInformation", correlation, 0, UNBOUNDED),
                header("BusinessService", service, 0, UNBOUNDED));
        XmlComplexType businessScope = business("BusinessScope", header("Scope", scope, 0, UNBOUNDED));
        XmlComplexType header = business(
                "StandardBusinessDocumentHeader",
                header("HeaderVersion", string, 1, 1),
                header("Sender", partner, 1, UNBOUNDED),
                header("Receiver", partner, 1, UNBOUNDED),
                header("DocumentIdentification", identification, 1, 1),
                header("Manifest", manifest, 0, 1),
                header("BusinessScope", businessScope, 0, 1));
        globals.put(key(SBDH, "StandardBusinessDocumentHeader"), header);
        globals.put(key(SBDH, "CorrelationInformation"), correlation);
        globals.put(key(SBDH, "BusinessService"), service);
        return header;
    }

    private XmlComplexType business(String name, Particle... particles) {
        return complex(SBDH, name, Model.SEQUENCE, false, particles);
    }

    private static Particle header(String name, XmlType type, int min, int max) {
        return new Particle(Kind.ELEMENT, SBDH, name, type, min, max, false);
    }

    @SafeVarargs
    private XmlComplexType event(String name, List<Particle>... parts) {
        return sequence(name + "EventType", true, together(parts).toArray(Particle[]::new));
    }

    /** The end of a 2.0 event. */
    private List<Particle> extension(String name) {
        return List.of(optional("extension", foreignExtension(name)), foreign(0));
    }

    /** The end of a 1.2 event: what version 1.1 added stands inside {@code extension}. */
    @SafeVarargs
    private List<Particle> extension(String name, String inner, List<Particle>... parts) {
        List<Particle> particles = together(parts);
        particles.add(optional("extension", localExtension(inner)));
        return List.of(optional("extension", sequence(name, true, particles.toArray(Particle[]::new))), foreign(0));
    }

    @SafeVarargs
    private static List<Particle> together(List<Particle>... parts) {
        List<Particle> particles = new ArrayList<>();
        for (List<Particle> part : parts) {
            particles.addAll(part);
        }
        return particles;
    }

    private XmlComplexType location(String name) {
        return sequence(
                name + "Type",
                false,
                one("id", restricted(name + "IDType", XmlSimpleType.ANY_URI)),
                optional("extension", localExtension(name + "ExtensionType")),
                foreign(0));
    }

    private XmlComplexType typed(String name, String idType, String typeType, boolean required) {
        return valued(
                epcis,
                name + "Type",
                restricted(idType, XmlSimpleType.ANY_URI),
                false,
                new AttributeUse("type", restricted(typeType, XmlSimpleType.ANY_URI), required));
    }

    private XmlComplexType localExtension(String name) {
        return localExtension(epcis, name);
    }

    private XmlComplexType localExtension(String namespace, String name) {
        return complex(namespace, name, Model.SEQUENCE, true, local(1));
    }

    private XmlComplexType foreignExtension(String name) {
        return sequence(name, true, foreign(1));
    }

    private XmlComplexType sequence(String name, boolean anyAttribute, Particle... particles) {
        return complex(epcis, name, Model.SEQUENCE, anyAttribute, particles);
    }

    private XmlComplexType complex(
            String namespace, String name, Model model, boolean anyAttribute, Particle... particles) {
        return register(new XmlComplexType(namespace, name, model, List.of(particles), null, List.of(), anyAttribute));
    }

    /** A value with attributes. */
    private XmlComplexType valued(
            String namespace, String name, XmlSimpleType value, boolean anyAttribute, AttributeUse... attributes) {
        return register(new XmlComplexType(
                namespace, name, Model.SEQUENCE, List.of(), value, List.of(attributes), anyAttribute));
    }

    private XmlSimpleType restricted(String name, XmlSimpleType baseType) {
        return register(new XmlSimpleType(epcis, name, baseType, baseType.lexical()));
    }

    private <T extends XmlType> T register(T type) {
        types.put(key(type.namespace(), type.name()), type);
        return type;
    }

    private static Particle one(String name, XmlType type) {
        return new Particle(Kind.ELEMENT, "", name, type, 1, 1, false);
    }

    private static Particle optional(String name, XmlType type) {
        return new Particle(Kind.ELEMENT, "", name, type, 0, 1, false);
    }

    private static Particle many(String name, XmlType type) {
        return new Particle(Kind.ELEMENT, "", name, type, 0, UNBOUNDED, false);
    }

    private static Particle atLeastOne(String name, XmlType type) {
        return new Particle(Kind.ELEMENT, "", name, type, 1, UNBOUNDED, false);
    }

    private static AttributeUse attribute(String name, XmlSimpleType type) {
        return new AttributeUse(name, type, false);
    }

    private static Particle foreign(int min) {
        return new Particle(Kind.FOREIGN, "", "", null, min, UNBOUNDED, false);
    }

    private static Particle local(int min) {
        return new Particle(Kind.LOCAL, "", "", null, min, UNBOUNDED, false);
    }

    private static String key(String namespace, String name) {
        return "{" + namespace + "}" + name;
    }
}
