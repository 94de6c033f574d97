package org.raceway.traceability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.raceway.Fixtures;
import org.raceway.traceability.epcis.EpcisJson;
import org.raceway.traceability.epcis.Event;
import org.raceway.traceability.epcis.Limits;
import org.raceway.traceability.epcis.ReadDocument;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventQueryTests {
    private static final Event SENSED = event("""
            {"type": "ObjectEvent", "action": "ADD", "bizStep": "sensor_reporting",
             "eventTime": "2026-02-01T08:00:00+08:00", "eventTimeZoneOffset": "+08:00",
             "epcList": ["urn:epc:id:sgtin:9521234.050002.A.1", "https://id.gs1.org/00/095212345000000018"],
             "quantityList": [{"epcClass": "urn:epc:class:lgtin:9521234.050002.F1", "quantity": 812.5, "uom": "KGM"},
               {"epcClass": "https://id.gs1.org/01/09521234500018", "quantity": 3}],
             "persistentDisposition": {"set": ["completeness_verified"], "unset": ["recalled"]},
             "readPoint": {"id": "urn:example:gate", "ext:lane": "7"},
             "bizLocation": {"id": "urn:example:hall", "ext:floor": 2},
             "bizTransactionList": [{"type": "po", "bizTransaction": "urn:example:order:1"},
               {"bizTransaction": "urn:example:untyped"}],
             "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:9521234.50000"}],
             "destinationList": [{"type": "urn:example:yard-type", "destination": "urn:example:yard"}],
             "errorDeclaration": {"declarationTime": "2026-02-03T00:00:00Z", "reason": "incorrect_data",
               "correctiveEventIDs": ["urn:uuid:0f6f6e2e-3c1c-4a52-9a7e-3a1d4d1f5a01"], "ext:by": "Li"},
             "sensorElementList": [{
               "sensorMetadata": {"deviceID": "https://id.gs1.org/8004/95212345001", "time": "2026-02-01T00:00:00Z",
                 "startTime": "2026-01-31T23:00:00Z", "endTime": "2026-02-01T00:00:00Z", "bizRules": "urn:example:rules",
                 "dataProcessingMethod": "urn:example:mean", "ext:shift": "night"},
               "sensorReport": [
                 {"type": "Temperature", "value": 26.0, "uom": "CEL", "minValue": 20, "maxValue": 30.5, "meanValue": 25,
                  "sDev": 0.1, "percRank": 50, "percValue": 12.7, "ext:probe": "P1"},
                 {"type": "urn:example:growth", "microorganism": "urn:example:mould",
                  "chemicalSubstance": "urn:example:oil", "stringValue": "clean", "hexBinaryValue": "f0F0",
                  "uriValue": "urn:example:picture", "booleanValue": true, "time": "2026-03-01T00:00:00Z"}],
               "ext:bench": "B"}],
             "ilmd": {"cbvmda:lotNumber": "F1", "ext:composition": {"ext:Cr": 1.45, "ext:mill": {"ext:name": "Xiwang"}}},
             "ext:hardness": 61.5, "ext:passed": "2026-02-01T00:30:00Z", "ext:notes": ["a", "b"]}
            """);

    private static final Event TRANSFORMED = event("""
            {"type": "TransformationEvent", "eventTime": "2026-02-01T08:00:00+08:00", "eventTimeZoneOffset": "+08:00",
             "transformationID": "urn:example:furnace:17",
             "inputEPCList": ["https://id.gs1.org/8004/95212345001"],
             "inputQuantityList": [{"epcClass": "https://id.gs1.org/01/09521234500018/10/H1"}],
             "outputEPCList": ["https://id.gs1.org/01/09521234500025/21/1"],
             "outputQuantityList": [{"epcClass": "urn:epc:idpat:sgtin:9521234.050002.*", "quantity": 400}]}
            """);

    private static final Event OTHER = event("""
            {"type": "urn:example:Quench", "eventTime": "2026-02-01T08:00:00+08:00", "eventTimeZoneOffset": "+08:00"}
            """);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MATCH_epc=urn:epc:id:sscc:9521234.0500000001",
                "MATCH_epc=https://example.com/01/09521234500025/21/A.1",
                "MATCH_epc=urn:epc:idpat:sgtin:9521234.050002.*",
                "MATCH_epc=urn:epc:idpat:sgtin:9521234.*.*",
                "MATCH_epc=urn:epc:idpat:sscc:9521234.*|urn:example:none",
                "MATCH_anyEPC=urn:epc:idpat:sscc:*.*",
                "MATCH_epcClass=https://id.gs1.org/01/09521234500025/10/F1",
                "MATCH_epcClass=urn:epc:class:lgtin:9521234.050002.*",
                "MATCH_epcClass=urn:epc:idpat:sgtin:9521234.050001.*",
                "MATCH_anyEPCClass=urn:epc:idpat:sgtin:9521234.*.*",
                "EQ_quantity=3",
                "EQ_quantity_KGM=812.50",
                "GT_quantity_KGM=812",
                "LE_quantity=3",
                "EQ_persistentDisposition_set=urn:epcglobal:cbv:disp:completeness_verified",
                "EQ_persistentDisposition_unset=active|recalled",
                "EQ_bizTransaction_po=urn:example:order:1",
                "EQ_bizTransaction_urn:epcglobal:cbv:btt:po=urn:example:order:1|urn:example:order:2",
                "EQ_source_owning_party=https://id.gs1.org/417/9521234500001",
                "EQ_destination_urn:example:yard-type=urn:example:yard",
                "EQ_errorReason=incorrect_data",
                "EQ_correctiveEventID=urn:uuid:0f6f6e2e-3c1c-4a52-9a7e-3a1d4d1f5a01",
                "GE_errorDeclarationTime=2026-02-03T08:00:00+08:00",
                "LT_errorDeclaration_Time=2026-02-03T00:00:01Z",
                "EXISTS_sensorElementList=true",
                "EQ_type=https://gs1.org/voc/Temperature",
                "EQ_type=urn:example:growth",
                "EQ_deviceID=urn:epc:id:giai:9521234.5001",
                "EQ_dataProcessingMethod=urn:example:mean",
                "EQ_bizRules=urn:example:rules",
                "EQ_microorganism=urn:example:mould",
                "EQ_chemicalSubstance=urn:example:oil",
                "EQ_stringValue=clean",
                "EQ_hexBinaryValue=F0f0",
                "EQ_uriValue=urn:example:picture",
                "EQ_booleanValue=true",
                "EQ_value_CEL=26|27",
                "GE_minValue_CEL=20",
                "LT_maxValue_CEL=31",
                "GT_meanValue_CEL=24.9",
                "LE_sDev_CEL=0.1",
                "GE_percRank=50",
                "EQ_percValue_CEL=12.70",
                "GE_startTime=2026-01-31T23:00:00Z",
                "LT_endTime=2026-02-01T00:00:01Z",
                "GE_time=2026-02-28T00:00:00Z",
                "LT_time=2026-02-01T00:00:01Z",
                "EXISTS_ext:hardness=",
                "EQ_ext:hardness=61.50",
                "GT_ext:hardness=61",
                "LT_ext:passed=2026-02-01T08:30:01+08:00",
                "EQ_ext:notes=b",
                "EQ_https://ns.example.com/epcis#hardness=61.5",
                "EQ_https://ns.example.com/epcis/hardness=61.5",
                "EQ_ILMD_cbvmda:lotNumber=F1|F2",
                "EXISTS_ILMD_urn:epcglobal:cbv:mda#lotNumber=",
                "EXISTS_ILMD_ext:composition=",
                "EQ_INNER_ILMD_ext:Cr=1.450",
                "EQ_INNER_ILMD_ext:name=Xiwang",
                "EQ_ERROR_DECLARATION_ext:by=Li",
                "EQ_readPoint_ext:lane=7",
                "GE_bizLocation_ext:floor=2",
                "EQ_SENSORELEMENT_ext:bench=B",
                "EQ_SENSORMETADATA_ext:shift=night",
                "EQ_SENSORREPORT_ext:probe=P1"
            })
    void findsWhatHolds(String parameter) {
        assertThat(query(parameter).holds(SENSED)).isTrue();
        assertThat(query(parameter).holds(OTHER)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MATCH_epc=urn:epc:idpat:sgtin:9521234.050001.*",
                "MATCH_epc=urn:epc:idpat:sgtin:952123.*.*",
                "MATCH_parentID=urn:epc:idpat:sscc:*.*",
                "MATCH_epc=https://id.gs1.org/01/09521234500018",
                "MATCH_inputEPC=urn:epc:idpat:sgtin:9521234.050002.*",
                "MATCH_epcClass=urn:epc:idpat:sgtin:9521234.050002.*",
                "EQ_quantity=812",
                "GT_quantity_KGM=812.5",
                "EQ_quantity_GRM=812.5",
                "EQ_bizTransaction_inv=urn:example:order:1",
                "EQ_bizTransaction_po=urn:example:untyped",
                "EQ_source_possessing_party=https://id.gs1.org/417/9521234500001",
                "EQ_destination_owning_party=https://id.gs1.org/417/9521234500001",
                "EQ_errorReason=did_not_occur",
                "EQ_booleanValue=false",
                "EQ_value_KEL=26",
                "EQ_ext:hardness=61",
                "EQ_INNER_ext:hardness=61.5",
                "EQ_ILMD_ext:Cr=1.45",
                "EXISTS_ILMD_ext:hardness=",
                "eventType=urn:example:Quench|TransformationEvent"
            })
    void leavesOutWhatDoesNotHold(String parameter) {
        assertThat(query(parameter).holds(SENSED)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MATCH_inputEPC=urn:epc:idpat:giai:9521234.*",
                "MATCH_outputEPC=urn:epc:idpat:sgtin:9521234.050002.*",
                "MATCH_inputEPCClass=urn:epc:class:lgtin:9521234.*.*",
                "MATCH_outputEPCClass=https://id.gs1.org/01/09521234500025",
                "MATCH_outputEPCClass=urn:epc:idpat:sgtin:*.*.*",
                "MATCH_anyEPC=https://id.gs1.org/01/09521234500025/21/1",
                "EQ_transformationID=urn:example:furnace:17",
                "GE_quantity=400",
                "eventType=urn:example:Quench|TransformationEvent"
            })
    void knowsInputsFromOutputs(String parameter) {
        assertThat(query(parameter).holds(TRANSFORMED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MATCH_epc=urn:epc:idpat:sgtin:*.050002.*",
                "MATCH_epc=urn:epc:idpat:sgtin:9521234.*",
                "MATCH_epc=urn:epc:idpat:bic:*",
                "GT_quantity=many",
                "GT_quantity=1|2",
                "EQ_booleanValue=perhaps",
                "GE_startTime=yesterday",
                "GT_ext:hardness=hard",
                "orderBy=ext:hardness",
                "eventType=QuantityEvent",
                "MATCH_epc="
            })
    void refusesWhatAValueCannotBe(String parameter) {
        assertThatThrownBy(() -> query(parameter))
                .isInstanceOfSatisfying(
                        CaptureRefusedException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(CaptureProblem.BAD_PARAMETER));
    }

    @Test
    void takesAPrefixFromTheHeaderBeforeTheEvents() {
        Map<String, String[]> parameters = Map.of("EQ_my:hardness", new String[] {"61.5"});
        assertThat(EventQuery.of(parameters, "my=https://ns.example.com/epcis/, b=urn:b")
                        .holds(SENSED))
                .isTrue();
        assertThat(EventQuery.of(parameters, "my=https://ns.example.com/other/").holds(SENSED))
                .isFalse();
        assertThat(EventQuery.of(parameters, "").holds(SENSED)).isFalse();
        assertThat(EventQuery.of(parameters, "my=urn:a").fingerprint())
                .isNotEqualTo(EventQuery.of(parameters, "my=urn:b").fingerprint());
    }

    /** Every fixed name of the standard's own schema, and a sample of every flexible one. */
    @Test
    void knowsEveryParameterOfTheStandard() throws IOException {
        Path schema = Fixtures.path("epcis/query-schema.json");
        JsonNode query = JsonMapper.shared()
                .readTree(Files.readAllBytes(schema))
                .path("definitions")
                .path("EPCIS-Query");
        Map<String, String> values = new HashMap<>();
        query.path("properties").properties().forEach(property -> values.put(property.getKey(), ""));
        query.path("patternProperties")
                .properties()
                .forEach(property -> values.put(
                        property.getKey()
                                .replace("^", "")
                                .replace("$", "")
                                .replace("\\\\", "\\")
                                .replace("[a-z][a-zA-Z0-9]*\\:\\w+", "ext:field")
                                .replace("[a-z][a-zA-Z0-9_]+", "owning_party")
                                .replace("[A-Z0-9]{2,4}", "KGM")
                                .replace("\\w+", "x"),
                        ""));
        values.remove("@context"); // of a query document, not of a query string
        assertThat(values).hasSizeGreaterThan(150);
        Set<String> refused = Set.of("EQ_ATTR_x_x", "HASATTR_ext:field"); // of no field that has master data
        values.forEach((name, value) -> {
            for (String tried :
                    List.of("1", "2026-01-01T00:00:00Z", "true", "ADD", "ObjectEvent", "eventTime", "ASC")) {
                try {
                    Map<String, String[]> parameters = new HashMap<>(Map.of(name, new String[] {tried}));
                    parameters.putIfAbsent("orderBy", new String[] {"eventTime"});
                    assertThat(EventQuery.of(parameters, "").fingerprint()).contains(name);
                    return;
                } catch (CaptureRefusedException e) {
                    if (refused.contains(name)) {
                        assertThat(e.problem()).isEqualTo(CaptureProblem.UNSUPPORTED_PARAMETER);
                        return;
                    }
                    assertThat(e.problem()).as(name).isEqualTo(CaptureProblem.BAD_PARAMETER);
                }
            }
            throw new AssertionError("no value is good for " + name);
        });
    }

    private static EventQuery query(String parameter) {
        int equals = parameter.indexOf('=');
        return EventQuery.of(
                Map.of(parameter.substring(0, equals), new String[] {parameter.substring(equals + 1)}), "");
    }

    private static Event event(String json) {
        String text = "{\"@context\": [\"https://ref.gs1.org/standards/epcis/epcis-context.jsonld\","
                + "{\"ext\": \"https://ns.example.com/epcis/\"}],"
                + json.strip().substring(1);
        ReadDocument document = EpcisJson.read(text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
        assertThat(document.violations()).isEmpty();
        assertThat(document.events().getFirst().violations()).isEmpty();
        return Objects.requireNonNull(document.events().getFirst().event());
    }
}
