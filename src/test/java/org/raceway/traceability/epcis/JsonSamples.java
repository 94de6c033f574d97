package org.raceway.traceability.epcis;

import java.util.List;

/** Documents of our own that together use every field of the JSON binding. */
final class JsonSamples {
    private JsonSamples() {}

    static final String BEARINGS = """
            {
              "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
                {"raceway": "https://w3id.org/raceway/vocabulary#"}],
              "id": "urn:uuid:0f6f6e2e-3c1c-4a52-9a7e-3a1d4d1f5a01",
              "type": "EPCISDocument",
              "schemaVersion": "2.0",
              "creationDate": "2026-03-01T08:00:00+08:00",
              "instanceIdentifier": "1",
              "sender": "https://id.gs1.org/417/9521234500001",
              "receiver": "https://id.gs1.org/417/9521234500001",
              "raceway:batch": "7",
              "epcisHeader": {
                "raceway:note": "x",
                "epcisMasterData": {
                  "vocabularyList": [
                    {"type": "urn:epcglobal:epcis:vtype:EPCClass",
                     "vocabularyElementList": [
                       {"id": "https://id.gs1.org/01/09521234500025",
                        "attributes": [
                          {"id": "raceway:name", "attribute": "深沟球轴承 6205"},
                          {"id": "raceway:massKilograms", "attribute": 0.128},
                          {"id": "raceway:size", "attribute": {"raceway:bore": 25}},
                          {"id": "raceway:empty"}],
                        "children": ["urn:example:child"]}]}]
                }
              },
              "epcisBody": {
                "eventList": [
                  {"type": "TransformationEvent",
                   "eventTime": "2026-02-01T08:00:00.123+08:00", "eventTimeZoneOffset": "+08:00",
                   "recordTime": "2026-02-01T08:00:01Z",
                   "transformationID": "urn:example:furnace:17",
                   "inputEPCList": ["https://id.gs1.org/8004/95212345001"],
                   "inputQuantityList": [
                     {"epcClass": "https://id.gs1.org/01/09521234500018/10/H1", "quantity": 812.5, "uom": "KGM"}],
                   "outputEPCList": ["https://id.gs1.org/01/09521234500025/21/1"],
                   "outputQuantityList": [{"epcClass": "https://id.gs1.org/01/09521234500025/10/F1", "quantity": 400}],
                   "bizStep": "commissioning", "disposition": "active",
                   "persistentDisposition": {"set": ["completeness_verified"], "unset": ["raceway:x"]},
                   "readPoint": {"id": "https://id.gs1.org/414/9521234500001"},
                   "bizLocation": {"id": "https://id.gs1.org/414/9521234500001"},
                   "bizTransactionList": [{"bizTransaction": "urn:example:order:1"}],
                   "sourceList": [{"type": "owning_party", "source": "https://id.gs1.org/417/9521234500001"}],
                   "destinationList": [{"type": "location", "destination": "urn:example:yard"}],
                   "ilmd": {"cbvmda:lotNumber": "F1", "raceway:composition": {"C": 1.0, "Cr": 1.45}},
                   "raceway:step": "quenching"},
                  {"type": "AggregationEvent", "action": "ADD",
                   "eventTime": "2026-02-02T08:00:00+08:00", "eventTimeZoneOffset": "+08:00",
                   "parentID": "https://id.gs1.org/00/095212345000000018",
                   "childEPCs": ["https://id.gs1.org/01/09521234500025/21/1"],
                   "childQuantityList": [{"epcClass": "https://id.gs1.org/01/09521234500025", "quantity": 3}],
                   "bizStep": "packing"},
                  {"type": "TransactionEvent", "action": "DELETE",
                   "eventTime": "2026-02-03T08:00:00+08:00", "eventTimeZoneOffset": "+08:00",
                   "eventID": "urn:uuid:0f6f6e2e-3c1c-4a52-9a7e-3a1d4d1f5a02",
                   "parentID": "https://id.gs1.org/00/095212345000000018",
                   "epcList": ["https://id.gs1.org/01/09521234500025/21/1"],
                   "quantityList": [{"epcClass": "https://id.gs1.org/01/09521234500025", "quantity": 3}],
                   "bizTransactionList": [{"type": "po", "bizTransaction": "urn:example:order:1"}]},
                  {"type": "AssociationEvent", "action": "OBSERVE",
                   "eventTime": "2026-02-03T08:00:00+08:00", "eventTimeZoneOffset": "+08:00",
                   "parentID": "https://id.gs1.org/8004/95212345001",
                   "childEPCs": ["https://id.gs1.org/01/09521234500025/21/1"],
                   "certificationInfo": ["https://example.com/certificate/1"],
                   "errorDeclaration": {"declarationTime": "2026-02-04T08:00:00Z", "reason": "did_not_occur",
                     "correctiveEventIDs": ["urn:uuid:0f6f6e2e-3c1c-4a52-9a7e-3a1d4d1f5a03"], "raceway:by": "1"}},
                  {"type": "ObjectEvent", "action": "OBSERVE",
                   "eventTime": "2026-02-03T08:00:00+08:00", "eventTimeZoneOffset": "+08:00",
                   "readPoint": {"id": "https://id.gs1.org/414/9521234500001"},
                   "sensorElementList": [{
                     "sensorMetadata": {"startTime": "2026-02-03T07:00:00+08:00", "endTime": "2026-02-03T08:00:00+08:00",
                       "deviceID": "urn:example:device:1", "bizRules": "urn:example:rule:1"},
                     "sensorReport": [
                       {"type": "Temperature", "value": 845.0, "minValue": 840, "maxValue": 850, "uom": "CEL",
                        "component": "x", "exception": "ALARM_CONDITION"},
                       {"type": "raceway:hardness", "value": 61.5, "booleanValue": true, "hexBinaryValue": "f0",
                        "uriValue": "urn:example:value", "stringValue": "HRC", "raceway:gauge": "7"}]}]},
                  {"type": "raceway:CalibrationEvent",
                   "eventTime": "2026-02-03T08:00:00+08:00", "eventTimeZoneOffset": "+08:00",
                   "epcList": ["urn:example:gauge:7"], "bizStep": "inspecting", "free": {"anything": [1, null, true]}}
                ]
              }
            }
            """;

    static final String QUERY = """
            {
              "@context": "https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
              "type": "EPCISQueryDocument",
              "epcisBody": {
                "queryResults": {
                  "queryName": "SimpleEventQuery",
                  "resultsBody": {
                    "vocabularyList": [{"type": "urn:epcglobal:epcis:vtype:BusinessLocation",
                      "vocabularyElementList": [{"id": "https://id.gs1.org/414/9521234500001"}]}],
                    "eventList": [
                      {"type": "ObjectEvent", "action": "ADD",
                       "eventTime": "2026-02-03T08:00:00+08:00", "eventTimeZoneOffset": "+08:00",
                       "epcList": [], "quantityList": [{"epcClass": "https://id.gs1.org/01/09521234500025", "quantity": 3}]}
                    ]
                  }
                }
              }
            }
            """;

    static final List<String> ALL = List.of(BEARINGS, QUERY);
}
