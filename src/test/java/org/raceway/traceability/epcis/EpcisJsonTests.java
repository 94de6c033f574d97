package org.raceway.traceability.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class EpcisJsonTests {
    @TestFactory
    List<DynamicTest> readsEveryExampleAndWritesItAgain() {
        return EpcisFixtures.jsonExamples().stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> readsAndWrites(path)))
                .toList();
    }

    private static void readsAndWrites(Path path) {
        ReadDocument document = EpcisJson.read(EpcisFixtures.bytes(path), Limits.DEFAULT);
        assertThat(document.violations()).isEmpty();
        assertThat(document.events())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.violations()).isEmpty());
        List<Event> events = document.events().stream().map(ReadEvent::event).toList();
        for (Event event : events) {
            byte[] written = EpcisJson.write(event);
            assertThat(EpcisJson.readStored(written)).isEqualTo(event);
            ReadDocument again = EpcisJson.read(written, Limits.DEFAULT);
            assertThat(again.violations()).isEmpty();
            assertThat(again.events()).singleElement().isEqualTo(new ReadEvent(0, event, List.of()));
        }
        byte[] written = EpcisJson.writeDocument(events, document.masterData());
        ReadDocument again = EpcisJson.read(written, Limits.DEFAULT);
        assertThat(again.violations()).isEmpty();
        assertThat(again.events().stream().map(ReadEvent::event)).isEqualTo(events);
        assertThat(again.masterData()).isEqualTo(document.masterData());
    }
}
