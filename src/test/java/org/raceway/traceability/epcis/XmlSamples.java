package org.raceway.traceability.epcis;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Documents of the kinds that the standard's examples leave out: EPCIS 1.2, headers, error declarations, query results. */
final class XmlSamples {
    private XmlSamples() {}

    private static final String HEADER = """
            <sbdh:StandardBusinessDocumentHeader xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">
              <sbdh:HeaderVersion>1.0</sbdh:HeaderVersion>
              <sbdh:Sender><sbdh:Identifier Authority="EAN.UCC">9521141123454</sbdh:Identifier></sbdh:Sender>
              <sbdh:Receiver>
                <sbdh:Identifier>9529999123457</sbdh:Identifier>
                <sbdh:ContactInformation>
                  <sbdh:Contact>Li</sbdh:Contact><sbdh:TelephoneNumber>1</sbdh:TelephoneNumber>
                </sbdh:ContactInformation>
              </sbdh:Receiver>
              <sbdh:DocumentIdentification>
                <sbdh:Standard>EPCglobal</sbdh:Standard>
                <sbdh:TypeVersion>1.0</sbdh:TypeVersion>
                <sbdh:InstanceIdentifier>1002</sbdh:InstanceIdentifier>
                <sbdh:Type>Events</sbdh:Type>
                <sbdh:MultipleType>false</sbdh:MultipleType>
                <sbdh:CreationDateAndTime>2005-07-11T11:30:47.0Z</sbdh:CreationDateAndTime>
              </sbdh:DocumentIdentification>
            </sbdh:StandardBusinessDocumentHeader>
            """;

    private static final String MASTER_DATA = """
            <VocabularyList>
              <Vocabulary type="urn:epcglobal:epcis:vtype:BusinessLocation">
                <VocabularyElementList>
                  <VocabularyElement id="urn:epc:id:sgln:9521141.12345.0">
                    <attribute id="urn:epcglobal:cbv:mda#name">Ring works</attribute>
                    <attribute id="urn:epcglobal:cbv:mda#address">
                      <ex:Address xmlns:ex="http://epcis.example.com/ns"><Street>1</Street><City>Liaocheng</City></ex:Address>
                    </attribute>
                    <children><id>urn:epc:id:sgln:9521141.12345.1</id><id>urn:epc:id:sgln:9521141.12345.2</id></children>
                  </VocabularyElement>
                  <VocabularyElement id="urn:epc:id:sgln:9521141.12345.1"/>
                </VocabularyElementList>
              </Vocabulary>
            </VocabularyList>
            """;

    /** EPCIS 1.2 with every event type, the nested extensions and a header. */
    static final String ONE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" xmlns:ex="http://ns.example.com/epcis"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" schemaVersion="1.2" creationDate="2005-07-11T11:30:47.0Z">
            <EPCISHeader>%s<extension><EPCISMasterData>%s</EPCISMasterData></extension></EPCISHeader>
            <EPCISBody><EventList>
              <ObjectEvent>
                <eventTime>2005-04-03T20:33:31.116-06:00</eventTime>
                <recordTime>2005-04-03T20:39:47.0Z</recordTime>
                <eventTimeZoneOffset>-06:00</eventTimeZoneOffset>
                <baseExtension>
                  <eventID>urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8</eventID>
                  <errorDeclaration>
                    <declarationTime>2005-04-04T20:33:31.116-06:00</declarationTime>
                    <reason>urn:epcglobal:cbv:er:incorrect_data</reason>
                    <correctiveEventIDs>
                      <correctiveEventID>urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a9</correctiveEventID>
                    </correctiveEventIDs>
                    <ex:note>typed twice</ex:note>
                  </errorDeclaration>
                </baseExtension>
                <epcList><epc>urn:epc:id:sgtin:9521141.107346.2017</epc></epcList>
                <action>ADD</action>
                <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
                <disposition>urn:epcglobal:cbv:disp:active</disposition>
                <readPoint><id>urn:epc:id:sgln:9521141.07346.1234</id></readPoint>
                <bizLocation><id>urn:epc:id:sgln:9521141.07346.0</id></bizLocation>
                <bizTransactionList>
                  <bizTransaction type="urn:epcglobal:cbv:btt:po">urn:epcglobal:cbv:bt:9521141073467:1152</bizTransaction>
                </bizTransactionList>
                <extension>
                  <quantityList>
                    <quantityElement>
                      <epcClass>urn:epc:class:lgtin:9521141.107346.lot1</epcClass>
                      <quantity>3.5</quantity>
                      <uom>KGM</uom>
                    </quantityElement>
                    <quantityElement><epcClass>urn:epc:class:lgtin:9521141.107346.lot2</epcClass></quantityElement>
                  </quantityList>
                  <sourceList>
                    <source type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:pgln:9521141.00000</source>
                  </sourceList>
                  <destinationList>
                    <destination type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:pgln:9521321.00000</destination>
                  </destinationList>
                  <ilmd><ex:grade>GCr15</ex:grade><ex:composition><ex:C>1.01</ex:C><ex:Cr>1.5</ex:Cr></ex:composition></ilmd>
                </extension>
                <ex:furnace>3</ex:furnace>
              </ObjectEvent>
              <AggregationEvent>
                <eventTime>2013-06-08T14:58:56.591Z</eventTime>
                <eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
                <parentID>urn:epc:id:sscc:9521141.1234567890</parentID>
                <childEPCs><epc>urn:epc:id:sgtin:9521141.107346.2017</epc></childEPCs>
                <action>OBSERVE</action>
                <bizStep>urn:epcglobal:cbv:bizstep:packing</bizStep>
                <extension>
                  <childQuantityList>
                    <quantityElement>
                      <epcClass>urn:epc:idpat:sgtin:9521141.098765.*</epcClass><quantity>10</quantity>
                    </quantityElement>
                  </childQuantityList>
                </extension>
              </AggregationEvent>
              <TransactionEvent>
                <eventTime>2013-06-08T14:58:56.591Z</eventTime>
                <eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
                <bizTransactionList><bizTransaction>urn:epcglobal:cbv:bt:9521141073467:1152</bizTransaction></bizTransactionList>
                <epcList><epc>urn:epc:id:sgtin:9521141.107346.2017</epc></epcList>
                <action>ADD</action>
                <extension>
                  <quantityList>
                    <quantityElement>
                      <epcClass>urn:epc:class:lgtin:9521141.107346.lot1</epcClass><quantity xsi:nil="true"/>
                    </quantityElement>
                  </quantityList>
                </extension>
              </TransactionEvent>
              <QuantityEvent>
                <eventTime>2013-06-08T14:58:56.591Z</eventTime>
                <eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
                <epcClass>urn:epc:idpat:sgtin:9521141.098765.*</epcClass>
                <quantity>12</quantity>
                <bizStep>urn:epcglobal:cbv:bizstep:receiving</bizStep>
              </QuantityEvent>
              <extension>
                <TransformationEvent>
                  <eventTime>2013-10-31T14:58:56.591Z</eventTime>
                  <eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
                  <inputQuantityList>
                    <quantityElement>
                      <epcClass>urn:epc:class:lgtin:9521141.107346.heat</epcClass><quantity>10</quantity><uom>KGM</uom>
                    </quantityElement>
                  </inputQuantityList>
                  <outputEPCList><epc>urn:epc:id:sgtin:9521141.107347.1</epc></outputEPCList>
                  <bizStep>urn:epcglobal:cbv:bizstep:creating_class_instance</bizStep>
                  <ilmd><ex:lot>8</ex:lot></ilmd>
                </TransformationEvent>
              </extension>
            </EventList></EPCISBody>
            </epcis:EPCISDocument>
            """.formatted(HEADER, MASTER_DATA);

    /** EPCIS 2.0 with a header, an error declaration, every event type and one of another vocabulary. */
    static final String TWO = """
            <?xml version="1.0" encoding="UTF-8"?>
            <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:ex="http://ns.example.com/epcis"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
                xmlns:cbv="https://ref.gs1.org/cbv/" schemaVersion="2.0" creationDate="2025-07-11T11:30:47.0Z">
            <EPCISHeader>%s<extension><EPCISMasterData>%s</EPCISMasterData></extension></EPCISHeader>
            <EPCISBody><EventList>
              <ObjectEvent>
                <eventTime>2025-04-03T20:33:31.116+08:00</eventTime>
                <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
                <eventID>urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8</eventID>
                <errorDeclaration>
                  <declarationTime>2025-04-04T20:33:31.116+08:00</declarationTime>
                  <reason>https://ref.gs1.org/cbv/ER-incorrect_data</reason>
                  <correctiveEventIDs><correctiveEventID>urn:uuid:1</correctiveEventID></correctiveEventIDs>
                </errorDeclaration>
                <certificationInfo>https://accreditation.example.org/1</certificationInfo>
                <epcList><epc>https://id.gs1.org/01/09521141107348/21/2017</epc></epcList>
                <action>ADD</action>
                <bizStep>cbv:BizStep-commissioning</bizStep>
                <disposition>https://ref.gs1.org/cbv/Disp-active</disposition>
                <readPoint><id>https://id.gs1.org/414/9521141073469</id></readPoint>
                <quantityList>
                  <quantityElement>
                    <epcClass>https://id.gs1.org/01/09521141107348/10/lot1</epcClass><quantity>3.5</quantity><uom>KGM</uom>
                  </quantityElement>
                </quantityList>
                <sensorElementList>
                  <sensorElement>
                    <sensorMetadata time="2025-04-02T14:05:00.000+08:00" ex:position="4"/>
                    <sensorReport type="https://gs1.org/voc/Temperature" value="846.5" uom="CEL" booleanValue="1"/>
                    <ex:probe xsi:type="xsd:integer">7</ex:probe>
                  </sensorElement>
                </sensorElementList>
                <persistentDisposition>
                  <unset>urn:epcglobal:cbv:disp:completeness_inferred</unset>
                  <set>urn:epcglobal:cbv:disp:completeness_verified</set>
                </persistentDisposition>
                <ilmd><ex:grade>GCr15</ex:grade><ex:grade>100Cr6</ex:grade></ilmd>
                <ex:hard xsi:type="xsd:boolean">true</ex:hard>
              </ObjectEvent>
              <AssociationEvent>
                <eventTime>2025-04-03T20:33:31.116+08:00</eventTime>
                <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
                <parentID>urn:epc:id:grai:4012345.55555.987</parentID>
                <childEPCs><epc>urn:epc:id:giai:4000001.12345</epc></childEPCs>
                <action>ADD</action>
              </AssociationEvent>
              <TransformationEvent>
                <eventTime>2025-04-03T20:33:31.116+08:00</eventTime>
                <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
                <inputEPCList><epc>urn:epc:id:sgtin:9521141.107346.2017</epc></inputEPCList>
                <outputEPCList><epc>urn:epc:id:sgtin:9521141.107347.1</epc></outputEPCList>
                <bizTransactionList><bizTransaction>urn:epcglobal:cbv:bt:9521141073467:1152</bizTransaction></bizTransactionList>
              </TransformationEvent>
              <extension>
                <ex:CalibrationEvent>
                  <eventTime>2025-04-03T20:33:31.116+08:00</eventTime>
                  <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
                  <epcList><epc>urn:epc:id:giai:4000001.12345</epc></epcList>
                  <ex:deviation>0.2</ex:deviation>
                </ex:CalibrationEvent>
              </extension>
            </EventList></EPCISBody>
            </epcis:EPCISDocument>
            """.formatted(HEADER, MASTER_DATA);

    /** The results of a query in both versions. */
    static String results(int version) {
        return """
                <epcisq:EPCISQueryDocument xmlns:epcisq="urn:epcglobal:epcis-query:xsd:%d" schemaVersion="%d.0"
                    creationDate="2005-07-11T11:30:47.0Z">
                  <EPCISBody>
                    <epcisq:QueryResults>
                      <queryName>SimpleEventQuery</queryName>
                      <subscriptionID>1</subscriptionID>
                      <resultsBody>
                        <EventList>
                          <ObjectEvent>
                            <eventTime>2005-04-03T20:33:31.116-06:00</eventTime>
                            <eventTimeZoneOffset>-06:00</eventTimeZoneOffset>
                            <epcList><epc>urn:epc:id:sgtin:9521141.107346.2017</epc></epcList>
                            <action>OBSERVE</action>
                          </ObjectEvent>
                        </EventList>
                      </resultsBody>
                    </epcisq:QueryResults>
                  </EPCISBody>
                </epcisq:EPCISQueryDocument>
                """.formatted(version, version);
    }

    /** A master data document in both versions. */
    static String masterData(int version) {
        return """
                <epcismd:EPCISMasterDataDocument xmlns:epcismd="urn:epcglobal:epcis-masterdata:xsd:%d" schemaVersion="%d"
                    creationDate="2005-07-11T11:30:47.0Z"><EPCISBody>%s</EPCISBody></epcismd:EPCISMasterDataDocument>
                """.formatted(version, version, MASTER_DATA);
    }

    static List<byte[]> documents() {
        return List.of(
                utf8(ONE),
                utf8(ONE),
                utf8(ONE),
                utf8(TWO),
                utf8(TWO),
                utf8(results(2)),
                utf8(results(1)),
                utf8(masterData(2)),
                utf8(masterData(1)));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
