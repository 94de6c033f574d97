package org.raceway.traceability.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.raceway.Fixtures;
import org.raceway.traceability.epcis.Extension.Content;
import org.raceway.traceability.epcis.Extension.Kind;

final class EpcisXmlTests {
    private static final String EXAMPLE = "http://ns.example.com/epcis";

    private static ReadDocument read(String document) {
        return EpcisXml.read(XmlSamples.utf8(document), Limits.DEFAULT);
    }

    private static Event event(ReadDocument document, int index) {
        Event event = document.events().get(index).event();
        assertThat(event).as("%s", document.events().get(index).violations()).isNotNull();
        return java.util.Objects.requireNonNull(event);
    }

    private static List<Rule> rules(ReadDocument document) {
        List<Rule> rules = new ArrayList<>();
        document.violations().forEach(violation -> rules.add(violation.rule()));
        document.events().forEach(event -> event.violations().forEach(violation -> rules.add(violation.rule())));
        return rules;
    }

    @Test
    void readsEveryEventTypeOfTheOldVersion() {
        ReadDocument document = read(XmlSamples.ONE.strip());
        assertThat(document.violations()).isEmpty();
        assertThat(document.schemaVersion()).isEqualTo("1.2");
        assertThat(document.events()).hasSize(5);

        Event object = event(document, 0);
        assertThat(object.type()).isEqualTo(EventType.OBJECT);
        assertThat(object.eventId()).isEqualTo("urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8");
        assertThat(object.eventTime()).isEqualTo(OffsetDateTime.parse("2005-04-03T20:33:31.116-06:00"));
        assertThat(object.bizStep()).isEqualTo("commissioning");
        assertThat(object.disposition()).isEqualTo("active");
        assertThat(object.quantities())
                .containsExactly(
                        new Quantity("urn:epc:class:lgtin:9521141.107346.lot1", new BigDecimal("3.5"), "KGM"),
                        new Quantity("urn:epc:class:lgtin:9521141.107346.lot2", null, null));
        assertThat(object.businessTransactions())
                .containsExactly(new TypedReference("po", "urn:epcglobal:cbv:bt:9521141073467:1152"));
        assertThat(object.sources())
                .containsExactly(new TypedReference("owning_party", "urn:epc:id:pgln:9521141.00000"));
        assertThat(object.ilmd())
                .containsExactly(
                        new Extension(EXAMPLE, "ex", "grade", new Content.Text("GCr15", Kind.STRING)),
                        new Extension(
                                EXAMPLE,
                                "ex",
                                "composition",
                                new Content.Fields(
                                        List.of(
                                                new Extension(
                                                        EXAMPLE, "ex", "C", new Content.Text("1.01", Kind.STRING)),
                                                new Extension(
                                                        EXAMPLE, "ex", "Cr", new Content.Text("1.5", Kind.STRING))),
                                        null)));
        assertThat(object.extensions())
                .containsExactly(new Extension(EXAMPLE, "ex", "furnace", new Content.Text("3", Kind.STRING)));
        assertThat(object.errorDeclaration())
                .isEqualTo(new ErrorDeclaration(
                        OffsetDateTime.parse("2005-04-04T20:33:31.116-06:00"),
                        "incorrect_data",
                        List.of("urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a9"),
                        List.of(new Extension(EXAMPLE, "ex", "note", new Content.Text("typed twice", Kind.STRING)))));

        assertThat(event(document, 1).parentId()).isEqualTo("urn:epc:id:sscc:9521141.1234567890");
        assertThat(event(document, 1).quantities()).hasSize(1);
        assertThat(event(document, 2).quantities())
                .containsExactly(new Quantity("urn:epc:class:lgtin:9521141.107346.lot1", null, null));
        Event quantity = event(document, 3);
        assertThat(quantity.type()).isEqualTo(EventType.OBJECT);
        assertThat(quantity.action()).isEqualTo(Action.OBSERVE);
        assertThat(quantity.quantities())
                .containsExactly(new Quantity("urn:epc:idpat:sgtin:9521141.098765.*", new BigDecimal("12"), null));
        Event transformation = event(document, 4);
        assertThat(transformation.type()).isEqualTo(EventType.TRANSFORMATION);
        assertThat(transformation.action()).isNull();
        assertThat(transformation.outputEpcs()).containsExactly("urn:epc:id:sgtin:9521141.107347.1");
    }

    @Test
    void readsTheNewVersion() {
        ReadDocument document = read(XmlSamples.TWO.strip());
        assertThat(document.violations()).isEmpty();
        Event object = event(document, 0);
        assertThat(object.bizStep()).isEqualTo("commissioning");
        assertThat(object.persistentDisposition())
                .isEqualTo(
                        new PersistentDisposition(List.of("completeness_verified"), List.of("completeness_inferred")));
        assertThat(object.certificationInfo()).containsExactly("https://accreditation.example.org/1");
        SensorElement sensor = object.sensorElements().getFirst();
        assertThat(sensor.reports().getFirst().type()).isEqualTo("Temperature");
        assertThat(sensor.reports().getFirst().value()).isEqualByComparingTo("846.5");
        assertThat(sensor.reports().getFirst().booleanValue()).isTrue();
        assertThat(sensor.extensions())
                .containsExactly(new Extension(EXAMPLE, "ex", "probe", new Content.Text("7", Kind.NUMBER)));
        assertThat(object.ilmd())
                .containsExactly(new Extension(
                        EXAMPLE,
                        "ex",
                        "grade",
                        new Content.Sequence(List.of(
                                new Content.Text("GCr15", Kind.STRING), new Content.Text("100Cr6", Kind.STRING)))));
        Event extended = event(document, 3);
        assertThat(extended.type()).isEqualTo(EventType.EXTENDED);
        assertThat(extended.extendedType()).isEqualTo(EXAMPLE + "CalibrationEvent");
        assertThat(extended.epcs()).containsExactly("urn:epc:id:giai:4000001.12345");
        assertThat(extended.extensions()).hasSize(1);
    }

    @Test
    void readsMasterDataOfHeadersAndDocumentsAndQueryResults() {
        for (String document : List.of(
                XmlSamples.ONE.strip(), XmlSamples.TWO.strip(), XmlSamples.masterData(2), XmlSamples.masterData(1))) {
            ReadDocument read = read(document);
            assertThat(read.violations()).isEmpty();
            assertThat(read.masterData()).hasSize(2);
            MasterDataElement element = read.masterData().getFirst();
            assertThat(element.vocabulary()).isEqualTo("urn:epcglobal:epcis:vtype:BusinessLocation");
            assertThat(element.id()).isEqualTo("urn:epc:id:sgln:9521141.12345.0");
            assertThat(element.attributes().getFirst().uri()).isEqualTo("urn:epcglobal:cbv:mda#name");
            assertThat(element.attributes().getFirst().content())
                    .isEqualTo(new Content.Text("Ring works", Kind.STRING));
            assertThat(element.children()).hasSize(2);
        }
        assertThat(read(XmlSamples.results(2)).events()).hasSize(1);
        assertThat(event(read(XmlSamples.results(1)), 0).epcs()).hasSize(1);
    }

    @Test
    void checksEachEventIndependently() {
        String document = XmlSamples.TWO
                .strip()
                .replace(
                        "<bizStep>cbv:BizStep-commissioning</bizStep>",
                        "<bizStep>cbv:BizStep-commissioning</bizStep><foo/>");
        ReadDocument read = read(document);
        assertThat(read.violations()).isEmpty();
        assertThat(read.events().getFirst().event()).isNull();
        assertThat(read.events().getFirst().violations())
                .containsExactly(new Violation(
                        0,
                        "/epcis:EPCISDocument/EPCISBody/EventList/ObjectEvent[1]/foo",
                        Rule.XML_ELEMENT,
                        "foo",
                        "ObjectEvent"));
        assertThat(read.events().subList(1, 4)).allMatch(event -> event.event() != null);
    }

    @Test
    void readsTheStandardsExamplesOrSaysWhyNot() {
        Map<String, List<Rule>> refused = new TreeMap<>();
        for (Path path : EpcisFixtures.xmlExamples()) {
            ReadDocument read = EpcisXml.read(Fixtures.bytes(path), Limits.DEFAULT);
            List<Rule> rules = rules(read);
            if (rules.isEmpty()) {
                assertThat(read.events().size() + read.masterData().size())
                        .as(path.toString())
                        .isPositive();
            } else {
                refused.put(
                        EpcisFixtures.folder().relativize(path).toString(),
                        rules.stream().distinct().sorted().toList());
            }
        }
        assertThat(refused)
                .isEqualTo(Map.of(
                        // answers of the capture interface, nothing to capture
                        "epcis/examples/XML/CaptureJob/Example-CaptureJobRunning.xml",
                        List.of(Rule.XML_ROOT),
                        "epcis/examples/XML/CaptureJob/Example-CaptureJobWithErrorFile.xml",
                        List.of(Rule.XML_ROOT),
                        // EffectiveDoseRate is in no list of CBV 2.0
                        "epcis/examples/XML/WithExtension/TransactionEvent.xml",
                        List.of(Rule.UNKNOWN_TERM),
                        // neither is Molar_concentration, and Bizstep-sensor_reporting is BizStep- in CBV 2.0
                        "epcis/examples/XML/WithSensorData/SensorDataExamples.xml",
                        List.of(Rule.UNKNOWN_TERM),
                        // the same with MT- before each term; and the XML Schema has sensorElementList before ilmd
                        "epcis-hash/SensorDataExamples.xml",
                        List.of(Rule.UNKNOWN_TERM, Rule.XML_ORDER),
                        // the XML Schema of queries has QueryResults in its own namespace; it stands without
                        "epcis-hash/epcisQueryDocument.xml",
                        List.of(Rule.XML_ELEMENT, Rule.XML_MISSING),
                        "epcis-hash/epcisXmlQueryDocHavingEventWithIgnoreFields.xml",
                        List.of(Rule.XML_ELEMENT, Rule.XML_MISSING)));
    }

    @Test
    void neverResolvesEntities() {
        for (String declarations : List.of(
                "<!DOCTYPE project [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE project [<!ENTITY % x SYSTEM \"http://localhost:1/x.dtd\"> %x;]>",
                "<!DOCTYPE project SYSTEM \"file:///etc/passwd\">",
                "<!DOCTYPE project PUBLIC \"a\" \"http://localhost:1/x.dtd\">",
                "<!DOCTYPE project [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                        + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>",
                "<!DOCTYPE project [<!ATTLIST source type CDATA \"urn:a:b\">]>")) {
            String body = XmlSamples.results(2);
            assertThat(rules(read(declarations + body))).as(declarations).containsExactly(Rule.XML_DECLARATIONS);
        }
        assertThat(rules(read("<!DOCTYPE project>" + XmlSamples.results(2)))).isEmpty();
        assertThat(rules(read(XmlSamples.results(2).replace("SimpleEventQuery", "&unknown;"))))
                .containsExactly(Rule.MALFORMED);
    }

    @Test
    void refusesMalformedDocuments() {
        byte[] document = XmlSamples.utf8(XmlSamples.results(2));
        byte[] broken = document.clone();
        broken[new String(document, StandardCharsets.UTF_8).indexOf("SimpleEventQuery")] = (byte) 0xC3;
        assertThat(rules(EpcisXml.read(broken, Limits.DEFAULT))).containsExactly(Rule.MALFORMED);
        for (String text : List.of("", "{}", "<a", "<a></b>", XmlSamples.results(2) + "<b/>", "<a/>\u0000")) {
            assertThat(rules(read(text))).as(text).hasSize(1).containsAnyOf(Rule.MALFORMED, Rule.XML_ROOT);
        }
        for (int length = 0; length < document.length - 40; length += 7) {
            assertThat(EpcisXml.read(java.util.Arrays.copyOf(document, length), Limits.DEFAULT)
                            .violations())
                    .isNotEmpty();
        }
    }

    @Test
    void readsOtherEncodings() {
        String document = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + XmlSamples.results(2);
        ReadDocument read = EpcisXml.read(document.getBytes(StandardCharsets.UTF_16), Limits.DEFAULT);
        assertThat(rules(read)).isEmpty();
        assertThat(read.events()).hasSize(1);
    }

    @Test
    void keepsItsLimits() {
        String document = XmlSamples.TWO.strip();
        byte[] body = XmlSamples.utf8(document);
        assertThat(rules(EpcisXml.read(body, new Limits(4, body.length, 64, 1000))))
                .isEmpty();
        assertThat(rules(EpcisXml.read(body, new Limits(3, body.length, 64, 1000))))
                .containsExactly(Rule.TOO_MANY_EVENTS);
        assertThat(rules(EpcisXml.read(body, new Limits(4, body.length - 1L, 64, 1000))))
                .containsExactly(Rule.TOO_MANY_BYTES);

        String deep = nested(56);
        assertThat(rules(read(document.replace("<ex:grade>GCr15</ex:grade>", deep))))
                .isEmpty();
        assertThat(rules(read(document.replace("<ex:grade>GCr15</ex:grade>", nested(60)))))
                .containsExactly(Rule.TOO_DEEP);
        assertThat(rules(read(document.replace("<ex:grade>GCr15</ex:grade>", nested(100_000)))))
                .containsExactly(Rule.TOO_DEEP);

        assertThat(rules(read(document.replace(">GCr15<", ">" + "x".repeat(1 << 16) + "<"))))
                .isEmpty();
        ReadDocument tooLong = read(document.replace(">GCr15<", ">" + "x".repeat((1 << 16) + 1) + "<"));
        assertThat(rules(tooLong)).containsExactly(Rule.TOO_LONG);
        assertThat(tooLong.events()).hasSize(4);
        assertThat(rules(read(document.replace("ex:position=\"4\"", "ex:position=\"" + "x".repeat(1 << 17) + "\""))))
                .containsExactly(Rule.TOO_LONG);
    }

    private static String nested(int levels) {
        return "<ex:a>".repeat(levels) + "</ex:a>".repeat(levels);
    }

    @Test
    void refusesNumbersThatTheModelCannotHold() {
        String document = XmlSamples.TWO.strip();
        for (String number : List.of("1e400", "1E999999999", "1E9999999999", "0." + "1".repeat(60))) {
            assertThat(rules(read(document.replace("value=\"846.5\"", "value=\"" + number + "\""))))
                    .as(number)
                    .containsExactly(Rule.NUMBER_RANGE);
        }
        assertThat(rules(read(document.replace("value=\"846.5\"", "value=\"INF\""))))
                .containsExactly(Rule.VALUE_TYPE);
    }

    @Test
    void refusesTimesWithoutOffsetInTheOldVersion() {
        String document = XmlSamples.ONE
                .strip()
                .replaceFirst("<eventTime>2013-06-08T14:58:56.591Z", "<eventTime>2013-06-08T14:58:56.591");
        assertThat(rules(read(document))).containsExactly(Rule.TIME_FORMAT);
    }

    @Test
    void refusesMessagesThatHoldNoEvents() {
        String poll = XmlSamples.results(2)
                .replaceAll("(?s)<epcisq:QueryResults>.*</epcisq:QueryResults>", "<epcisq:GetQueryNames/>");
        assertThat(rules(read(poll))).containsExactly(Rule.XML_NO_RESULTS);
        assertThat(rules(read("<a xmlns='urn:epcglobal:epcis:xsd:2'/>"))).containsExactly(Rule.XML_ROOT);
    }
}
