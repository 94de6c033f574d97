package org.raceway.traceability.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.raceway.Fixtures;

class EpcisJsonTests {
    private static final String OBJECT_EVENT = """
            {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", {"ex": "https://example.com/ns#"}],
             "type": "ObjectEvent", "action": "ADD",
             "eventTime": "2026-02-03T08:00:00.120+08:00", "eventTimeZoneOffset": "+08:00",
             "epcList": ["urn:example:thing:1"], "bizStep": "https://ref.gs1.org/cbv/BizStep-commissioning"%s}
            """;

    @TestFactory
    List<DynamicTest> readsEveryExampleAndWritesItAgain() {
        return EpcisFixtures.jsonExamples().stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> readsAndWrites(path)))
                .toList();
    }

    private static void readsAndWrites(Path path) {
        readsAndWrites(Fixtures.bytes(path));
    }

    @Test
    void writesEveryFieldAgain() {
        for (String sample : JsonSamples.ALL) {
            readsAndWrites(utf8(sample));
        }
    }

    private static void readsAndWrites(byte[] body) {
        ReadDocument document = EpcisJson.read(body, Limits.DEFAULT);
        assertThat(document.violations()).isEmpty();
        assertThat(document.events())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.violations()).isEmpty());
        List<Event> events =
                document.events().stream().map(EpcisJsonTests::eventOf).toList();
        for (Event event : events) {
            byte[] written = EpcisJson.write(event);
            assertThat(withoutPrefixes(EpcisJson.readStored(written))).isEqualTo(withoutPrefixes(event));
            ReadDocument again = EpcisJson.read(written, Limits.DEFAULT);
            assertThat(again.violations()).isEmpty();
            assertThat(again.events()).hasSize(1);
            assertThat(again.events().getFirst().violations()).isEmpty();
            assertThat(eventOf(again.events().getFirst())).isEqualTo(EpcisJson.readStored(written));
            assertThat(EpcisJson.write(EpcisJson.readStored(written))).isEqualTo(written);
        }
        byte[] written = EpcisJson.writeDocument(events, document.masterData());
        ReadDocument again = EpcisJson.read(written, Limits.DEFAULT);
        assertThat(again.violations()).isEmpty();
        assertThat(again.events().stream().map(EpcisJsonTests::eventOf).map(EpcisJsonTests::withoutPrefixes))
                .isEqualTo(events.stream().map(EpcisJsonTests::withoutPrefixes).toList());
        assertThat(again.masterData()).isEqualTo(document.masterData());
    }

    private static Event eventOf(ReadEvent read) {
        return Objects.requireNonNull(read.event(), () -> read.violations().toString());
    }

    /** A document may give one of the GS1 context's own prefixes another meaning; it is written under another name. */
    private static String withoutPrefixes(Event event) {
        return event.toString().replaceAll("prefix=[^,]*, ", "");
    }

    @Test
    void readsAnEventAsItWasMeant() {
        Event event = only("""
                , "disposition": "active", "ilmd": {"cbvmda:lotNumber": "L1", "ex:mass": 1.50},
                  "readPoint": {"id": "ex:place", "ex:gate": "4"},
                  "bizTransactionList": [{"type": "ex:ticket", "bizTransaction": "urn:example:po:1"}],
                  "ex:note": ["a", 1, true, null, {"inner": "b"}], "other:undeclared": ""
                """);

        assertThat(event.bizStep()).isEqualTo("commissioning");
        assertThat(event.eventTime()).hasToString("2026-02-03T08:00:00.120+08:00");
        assertThat(event.readPoint()).isEqualTo("https://example.com/ns#place");
        assertThat(event.readPointExtensions())
                .singleElement()
                .extracting(Extension::uri)
                .isEqualTo("https://example.com/ns#gate");
        assertThat(event.businessTransactions())
                .containsExactly(new TypedReference("https://example.com/ns#ticket", "urn:example:po:1"));
        assertThat(event.ilmd().getFirst().uri()).isEqualTo("urn:epcglobal:cbv:mda:lotNumber");
        assertThat(event.ilmd().get(1).content()).isEqualTo(new Extension.Content.Text("1.50", Extension.Kind.NUMBER));
        assertThat(event.extensions().getFirst().content()).isInstanceOf(Extension.Content.Sequence.class);
        assertThat(event.extensions().get(1))
                .isEqualTo(new Extension(
                        "", "", "other:undeclared", new Extension.Content.Text("", Extension.Kind.STRING)));
    }

    @Test
    void readsAContextThatStandsAfterTheEvents() {
        ReadDocument document = read("""
                {"epcisBody": {"eventList": [
                   {"type": "ex:Event", "eventTime": "2026-02-03T08:00:00Z", "eventTimeZoneOffset": "+08:00", "ex:a": "b"}]},
                 "creationDate": "2026-02-03T08:00:00Z", "schemaVersion": "2.0",
                 "@context": {"ex": "https://example.com/ns#"}, "type": "EPCISDocument"}
                """);

        assertThat(document.violations()).isEmpty();
        Event event = eventOf(document.events().getFirst());
        assertThat(event.extendedType()).isEqualTo("https://example.com/ns#Event");
        assertThat(event.extensions().getFirst().namespace()).isEqualTo("https://example.com/ns#");
    }

    @Test
    void checksEveryEventAlone() {
        ReadDocument document = read("""
                {"@context": [], "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-02-03T08:00:00Z",
                 "epcisBody": {"eventList": [
                   {"type": "ObjectEvent", "action": "Add", "eventTime": "2026-02-03", "eventTimeZoneOffset": "8",
                    "epcList": ["1"], "readPoint": {}},
                   17,
                   {"type": "ObjectEvent", "action": "ADD", "eventTime": "2026-02-03T08:00:00Z",
                    "eventTimeZoneOffset": "+08:00", "epcList": ["urn:example:1"]}]}}
                """);

        assertThat(document.violations()).isEmpty();
        assertThat(document.events().get(0).violations())
                .extracting(violation -> violation.rule().code() + " " + violation.path())
                .containsExactlyInAnyOrder(
                        "action /epcisBody/eventList/0/action",
                        "time-format /epcisBody/eventList/0/eventTime",
                        "time-zone-offset /epcisBody/eventList/0/eventTimeZoneOffset",
                        "uri-format /epcisBody/eventList/0/epcList/0",
                        "required /epcisBody/eventList/0/readPoint");
        assertThat(document.events().get(1).violations())
                .containsExactly(new Violation(1, "/epcisBody/eventList/1", Rule.VALUE_TYPE, "17", "object"));
        assertThat(document.events().get(2).event()).isNotNull();
    }

    @Test
    void holdsTheRulesThatASchemaCannot() {
        assertThat(rules("""
                , "parentID": "urn:example:x", "quantityList": [{"epcClass": "https://id.gs1.org/01/09521234500021"}]""")).containsExactly("unknown-field /parentID");
        assertThat(rules("""
                , "quantityList": [{"epcClass": "https://id.gs1.org/01/09521234500021", "quantity": 0},
                  {"epcClass": "urn:epc:class:lgtin:952123.1.1", "quantity": -1.5}]"""))
                .containsExactlyInAnyOrder(
                        "check-digit /quantityList/0/epcClass",
                        "quantity /quantityList/0/quantity",
                        "key-format /quantityList/1/epcClass",
                        "quantity /quantityList/1/quantity");
        assertThat(rules("""
                , "sensorElementList": [{
                  "sensorMetadata": {"startTime": "2026-02-03T08:00:00Z", "endTime": "2026-02-03T07:59:59Z"},
                  "sensorReport": [{"type": "Temperature", "minValue": 3, "maxValue": 2, "uom": "Celsius"}]}]"""))
                .containsExactlyInAnyOrder(
                        "time-order /sensorElementList/0/sensorMetadata/endTime",
                        "sensor-range /sensorElementList/0/sensorReport/0/maxValue",
                        "sensor-unit /sensorElementList/0/sensorReport/0/uom");
        assertThat(rules(", \"eventTime\": \"2016-12-31T23:59:60Z\"")).contains("time-range /eventTime");
        assertThat(rules("""
                , "quantityList": [{"epcClass": "urn:example:a", "quantity": 2.5},
                  {"epcClass": "urn:example:b", "quantity": 2.0}, {"epcClass": "urn:example:c", "quantity": 1e2},
                  {"epcClass": "urn:example:d", "quantity": 2.5, "uom": "KGM"},
                  {"epcClass": "urn:example:e", "quantity": 2, "uom": "XQ9"}]"""))
                .containsExactlyInAnyOrder(
                        "fraction-of-count /quantityList/0/quantity", "unknown-unit /quantityList/4/uom");
        assertThat(rules("""
                , "sensorElementList": [{"sensorReport": [{"type": "Temperature", "value": 3, "uom": "ZZX"}]}]""")).containsExactly("unknown-unit /sensorElementList/0/sensorReport/0/uom");
        assertThat(rules("""
                , "quantityList": [{"epcClass": "https://id.gs1.org/ARFKk4XB0CDKWcnpq"}]""")).containsExactly("key-format /quantityList/0/epcClass");
    }

    @Test
    void refusesANameThatStandsTwice() {
        assertThat(rules(", \"action\": \"ADD\"")).containsExactly("duplicate-key /action");
        assertThat(rules(", \"ex:a\": {\"b\": 1, \"b\": 1}")).containsExactly("duplicate-key /ex:a/b");
        assertThat(read("{\"type\": \"EPCISDocument\", \"type\": \"EPCISDocument\"}")
                        .violations())
                .extracting(Violation::rule)
                .contains(Rule.DUPLICATE_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]]",
                "{} {}",
                "{\"type\": \"EPCISDocument\", \"epcisBody\": {\"eventList\": [{\"type\": \"ObjectEvent\"",
                "{\"type\": \"ObjectEvent\",}",
                "{'type': 'ObjectEvent'}",
                "{\"type\": \"a\nb\"}",
                "{\"a\": 01}",
                "{\"a\": NaN}",
                "\uFEFF\uFEFF{}",
                "{\"type\": \"\\x\"}"
            })
    void refusesWhatIsNoJson(String text) {
        assertThat(read(text).violations()).extracting(Violation::rule).containsAnyOf(Rule.MALFORMED, Rule.VALUE_TYPE);
    }

    @Test
    void refusesWhatIsNoUtf8() {
        List<byte[]> faults = List.of(
                bytes(0x80),
                bytes(0xC0, 0x80),
                bytes(0xC1, 0xBF),
                bytes(0xE0, 0x80, 0x80),
                bytes(0xED, 0xA0, 0x80),
                bytes(0xF0, 0x80, 0x80, 0x80),
                bytes(0xF4, 0x90, 0x80, 0x80),
                bytes(0xF5, 0x80, 0x80, 0x80),
                bytes(0xE4, 0xBD),
                bytes(0xFF),
                bytes(0x00));
        byte[] start = utf8("{\"type\": \"01234");
        byte[] end = utf8("5678\"}");
        for (byte[] fault : faults) {
            byte[] body = new byte[start.length + fault.length + end.length];
            System.arraycopy(start, 0, body, 0, start.length);
            System.arraycopy(fault, 0, body, start.length, fault.length);
            System.arraycopy(end, 0, body, start.length + fault.length, end.length);
            ReadDocument document = EpcisJson.read(body, Limits.DEFAULT);
            assertThat(document.violations())
                    .containsExactly(new Violation(-1, "", Rule.MALFORMED, null, "UTF-8, byte " + start.length));
        }
        assertThat(EpcisJson.read("{\"type\": \"ObjectEvent\"}".getBytes(StandardCharsets.UTF_16LE), Limits.DEFAULT)
                        .violations())
                .extracting(Violation::rule)
                .containsExactly(Rule.MALFORMED);
    }

    @Test
    void refusesCharactersThatNotEveryBindingCarries() {
        for (String escape : List.of("\\u0000", "\\ud800", "\\udc00\\ud800", "\\b", "\\u001f", "\\uffff", "\uFFFE")) {
            assertThat(rules(", \"ex:a\": \"" + escape + "\"")).containsExactly("forbidden-character /ex:a");
        }
        assertThat(rules(", \"ex:a\": \"\\ud83d\\ude00 轴承 \\t\\n \\\\u0000 \\\\b\""))
                .isEmpty();
    }

    @Test
    void countsNestingPerEvent() {
        Limits limits = new Limits(10, 1 << 20, 8, 100);
        String deep = "[".repeat(7) + "]".repeat(7);
        assertThat(rules(", \"ex:a\": " + deep, limits)).isEmpty();
        assertThat(rules(", \"ex:a\": [" + deep + "]", limits)).containsExactly("too-deep /ex:a/0/0/0/0/0/0/0");
        int tooMany = 500_000;
        assertThat(read(OBJECT_EVENT.formatted(", \"ex:a\": " + "[".repeat(tooMany) + "]".repeat(tooMany)))
                        .violations())
                .extracting(Violation::rule)
                .containsExactly(Rule.TOO_DEEP);
        assertThat(read("[".repeat(tooMany)).violations()).isNotEmpty();
    }

    @Test
    void holdsEveryLimitAtItsBound() {
        Limits limits = new Limits(2, 2_000, 20, 100);
        assertThat(rules(", \"ex:a\": \"" + "x".repeat(100) + "\"", limits)).isEmpty();
        assertThat(rules(", \"ex:a\": \"" + "x".repeat(101) + "\"", limits)).containsExactly("too-long /ex:a");
        assertThat(rules(" ".repeat(2_000), limits)).containsExactly("too-many-bytes ");
        String event =
                "{\"type\": \"urn:x:y\", \"eventTime\": \"2026-02-03T08:00:00Z\", \"eventTimeZoneOffset\": \"+08:00\"}";
        String document = "{\"@context\": [], \"type\": \"EPCISDocument\", \"schemaVersion\": \"2.0\","
                + " \"creationDate\": \"2026-02-03T08:00:00Z\", \"epcisBody\": {\"eventList\": [%s]}}";
        assertThat(EpcisJson.read(utf8(document.formatted(event + "," + event)), limits)
                        .violations())
                .isEmpty();
        assertThat(EpcisJson.read(utf8(document.formatted(event + "," + event + "," + event)), limits)
                        .violations())
                .extracting(Violation::rule)
                .containsExactly(Rule.TOO_MANY_EVENTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "-1e-999999999",
                "1e99999999999999",
                "123456789012345678901234567890123456789",
                "1e101"
            })
    void refusesNumbersOutOfRange(String number) {
        assertThat(rules(", \"quantityList\": [{\"epcClass\": \"urn:example:c\", \"quantity\": " + number + "}]"))
                .containsExactly("number-range /quantityList/0/quantity");
        // as the value of an extension a number is only characters
        assertThat(rules(", \"ex:a\": " + number)).isEmpty();
    }

    @Test
    void refusesANumberLongerThanAnyone() {
        assertThat(read(OBJECT_EVENT.formatted(", \"ex:a\": " + "1".repeat(1_000_000)))
                        .violations())
                .extracting(Violation::rule)
                .containsExactly(Rule.TOO_LONG);
    }

    @Test
    void reportsNoMoreThanItsBound() {
        String items = "\"x\",".repeat(5_000) + "\"y\"";
        assertThat(rules(", \"ex:a\": 1, \"certificationInfo\": [" + items + "]"))
                .hasSize(EpcisJsonEventReader.MOST_VIOLATIONS);
    }

    @Test
    void refusesWhatCannotBeStoredAgain() {
        assertThatThrownBy(() -> EpcisJson.readStored(utf8("{}"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EpcisJson.readStored(utf8("nonsense"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesEveryRuleOnceInBothLanguages() {
        assertThat(Stream.of(Rule.values()).map(Rule::code)).doesNotHaveDuplicates();
        assertThat(Rule.values()).allSatisfy(rule -> {
            assertThat(rule.code()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(rule.clause()).isNotBlank();
            assertThat(rule.english()).isNotBlank();
            assertThat(rule.chinese()).matches("(?s).*[\\u4e00-\\u9fff].*");
        });
    }

    // Helpers

    private static Event only(String more) {
        ReadDocument document = read(OBJECT_EVENT.formatted(more));
        assertThat(document.violations()).isEmpty();
        return eventOf(document.events().getFirst());
    }

    private static List<String> rules(String more) {
        return rules(more, Limits.DEFAULT);
    }

    private static List<String> rules(String more, Limits limits) {
        ReadDocument document = EpcisJson.read(utf8(OBJECT_EVENT.formatted(more)), limits);
        return Stream.concat(
                        document.violations().stream(),
                        document.events().stream().flatMap(event -> event.violations().stream()))
                .map(violation -> violation.rule().code() + " " + violation.path())
                .toList();
    }

    private static ReadDocument read(String text) {
        return EpcisJson.read(utf8(text), Limits.DEFAULT);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
