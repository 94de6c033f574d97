package org.raceway.traceability.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.raceway.Fixtures;
import org.raceway.identifiers.gs1.Gs1Identifiers;

/** On the standard's own examples. */
class EventFormsTests {

    @Test
    void comesBackFromTheOtherFormOnEveryExample() {
        List<Event> events = new ArrayList<>();
        for (Path path : EpcisFixtures.jsonExamples()) {
            add(EpcisJson.read(Fixtures.bytes(path), Limits.DEFAULT), events);
        }
        for (Path path : EpcisFixtures.xmlExamples()) {
            add(EpcisXml.read(Fixtures.bytes(path), Limits.DEFAULT), events);
        }
        assertThat(events).hasSizeGreaterThan(50);
        LearnedLengths learned = new LearnedLengths();
        events.forEach(learned::learn);
        for (Event event : events) {
            Event links = EventForms.toDigitalLink(event);
            assertThat(links.epcs()).noneMatch(EventFormsTests::couldBeLink);
            assertThat(EventForms.toDigitalLink(links)).isEqualTo(links);
            Event urns = EventForms.toUrn(links, learned.lengths);
            assertThat(EventForms.toUrn(EventForms.toDigitalLink(urns), learned.lengths))
                    .isEqualTo(urns);
            assertThat(EventHash.prehash(links)).isEqualTo(EventHash.prehash(event));
            assertThat(EventHash.prehash(urns)).isEqualTo(EventHash.prehash(event));
        }
    }

    @Test
    void keepsLinksWhoseCompanyPrefixIsUnknown() {
        for (Path path : EpcisFixtures.jsonExamples()) {
            List<Event> events = new ArrayList<>();
            add(EpcisJson.read(Fixtures.bytes(path), Limits.DEFAULT), events);
            for (Event event : events) {
                assertThat(EventForms.toUrn(event, digits -> OptionalInt.empty()))
                        .isEqualTo(event);
            }
        }
    }

    private static void add(ReadDocument document, List<Event> events) {
        for (ReadEvent read : document.events()) {
            Event event = read.event();
            if (event != null) {
                events.add(event);
            }
        }
    }

    private static boolean couldBeLink(String uri) {
        return uri.startsWith("urn:") && !Gs1Identifiers.canonical(uri).equals(uri);
    }
}
