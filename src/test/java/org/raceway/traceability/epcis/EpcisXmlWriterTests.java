package org.raceway.traceability.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.raceway.Fixtures;

final class EpcisXmlWriterTests {
    private static List<Event> events(ReadDocument document) {
        return document.events().stream()
                .map(ReadEvent::event)
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void writesWhatItReads() throws Exception {
        Validator validator =
                EpcisXmlSchemaTests.schema(EpcisFixtures.folder(), "2_0").newValidator();
        List<byte[]> documents = new ArrayList<>(XmlSamples.documents());
        EpcisFixtures.xmlExamples().forEach(path -> documents.add(Fixtures.bytes(path)));
        int written = 0;
        for (byte[] document : documents) {
            List<Event> events = events(EpcisXml.read(document, Limits.DEFAULT));
            byte[] again = EpcisXml.writeDocument(events);
            assertThat(EpcisXmlSchemaTests.verdict(validator, again))
                    .as(new String(again, StandardCharsets.UTF_8))
                    .isNull();
            ReadDocument read = EpcisXml.read(again, Limits.DEFAULT);
            assertThat(read.violations()).isEmpty();
            assertThat(read.events())
                    .allSatisfy(event -> assertThat(event.violations()).isEmpty());
            assertThat(events(read)).isEqualTo(events);
            written += events.size();
        }
        assertThat(written).isGreaterThan(60);
    }

    @Test
    void writesWhatCameAsJson() throws Exception {
        Validator validator =
                EpcisXmlSchemaTests.schema(EpcisFixtures.folder(), "2_0").newValidator();
        for (Path path : EpcisFixtures.jsonExamples()) {
            List<Event> events = events(EpcisJson.read(Fixtures.bytes(path), Limits.DEFAULT));
            byte[] xml = EpcisXml.writeDocument(events);
            assertThat(EpcisXmlSchemaTests.verdict(validator, xml))
                    .as(path + new String(xml, StandardCharsets.UTF_8))
                    .isNull();
            ReadDocument read = EpcisXml.read(xml, Limits.DEFAULT);
            assertThat(read.events())
                    .hasSameSizeAs(events)
                    .allSatisfy(event ->
                            assertThat(event.violations()).as(path.toString()).isEmpty());
            for (int i = 0; i < events.size(); i++) {
                assertThat(EventHash.prehash(
                                Objects.requireNonNull(read.events().get(i).event())))
                        .as(path.toString())
                        .isEqualTo(EventHash.prehash(events.get(i)));
            }
        }
    }

    @Test
    void writesQueryDocuments() throws Exception {
        Validator validator =
                EpcisXmlSchemaTests.schema(EpcisFixtures.folder(), "2_0").newValidator();
        OffsetDateTime now = OffsetDateTime.parse("2026-02-03T04:05:06.789Z");
        List<List<Event>> pages = new ArrayList<>();
        pages.add(List.of());
        EpcisFixtures.xmlExamples()
                .forEach(path -> pages.add(events(EpcisXml.read(Fixtures.bytes(path), Limits.DEFAULT))));
        EpcisFixtures.jsonExamples()
                .forEach(path -> pages.add(events(EpcisJson.read(Fixtures.bytes(path), Limits.DEFAULT))));
        for (List<Event> page : pages) {
            for (boolean termsAsUrns : new boolean[] {false, true}) {
                byte[] document = EpcisXml.writeQueryDocument(page, now, termsAsUrns);
                String text = new String(document, StandardCharsets.UTF_8);
                assertThat(EpcisXmlSchemaTests.verdict(validator, document))
                        .as(text)
                        .isNull();
                assertThat(text)
                        .contains("<epcisq:EPCISQueryDocument", "creationDate=\"2026-02-03T04:05:06.789Z\"")
                        .doesNotContain(
                                termsAsUrns ? ">https://ref.gs1.org/cbv/BizStep-" : ">urn:epcglobal:cbv:bizstep:");
                ReadDocument read = EpcisXml.read(document, Limits.DEFAULT);
                assertThat(read.violations()).isEmpty();
                assertThat(events(read).stream().map(EventHash::prehash))
                        .isEqualTo(page.stream().map(EventHash::prehash).toList());
            }
        }
    }

    @Test
    void readsXmlAndJsonOfOneEventAlike() throws Exception {
        int pairs = 0;
        try (var files = Files.list(Fixtures.path("epcis-hash"))) {
            for (Path xml : files.filter(path -> path.toString().endsWith(".xml"))
                    .sorted()
                    .toList()) {
                Path json = Path.of(xml.toString().replace(".xml", ".jsonld"));
                if (!Files.exists(json)) {
                    continue;
                }
                List<Event> fromXml = events(EpcisXml.read(Files.readAllBytes(xml), Limits.DEFAULT));
                List<Event> fromJson = events(EpcisJson.read(Files.readAllBytes(json), Limits.DEFAULT));
                if (fromXml.isEmpty() || fromXml.size() != fromJson.size()) {
                    continue;
                }
                for (int i = 0; i < fromXml.size(); i++) {
                    assertThat(EventHash.prehash(fromXml.get(i)))
                            .as(xml.toString())
                            .isEqualTo(EventHash.prehash(fromJson.get(i)));
                    assertThat(fromXml.get(i).bizStep())
                            .isEqualTo(fromJson.get(i).bizStep());
                    assertThat(fromXml.get(i).epcs()).isEqualTo(fromJson.get(i).epcs());
                    assertThat(fromXml.get(i).quantities())
                            .isEqualTo(fromJson.get(i).quantities());
                    assertThat(fromXml.get(i).businessTransactions())
                            .isEqualTo(fromJson.get(i).businessTransactions());
                    pairs++;
                }
            }
        }
        assertThat(pairs).isGreaterThan(5);
    }
}
