package org.raceway.traceability.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the documents and hashes of the algorithm's reference implementation, see {@code NOTICE}. */
class EventHashTests {
    private static final Path FOLDER = Path.of("src/test/resources/epcis-hash");
    /** This line isn't what its own hash was made of, upstream. */
    private static final String WRONG_UPSTREAM = "epcisDocWithCustomSchemaInContext.prehashes:1";

    /** Stands for measurement types that are in no list of CBV 2.0 and so refused, but hashed upstream; sorts as they do. */
    private static final String NO_TERM = "https://gs1.org/voc-/";

    static List<String> documents() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsonld") || name.endsWith(".xml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void hashesAsTheReferenceImplementationDoes(String document) {
        String base = document.substring(0, document.lastIndexOf('.'));
        List<Event> events = events(document);
        Set<String> ignored = ignoredFields(document);
        if (Files.exists(FOLDER.resolve(base + ".prehashes"))) {
            List<String> expected = lines(base + ".prehashes");
            List<String> prehashes = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                prehashes.add(
                        WRONG_UPSTREAM.equals(base + ".prehashes:" + i)
                                ? expected.get(i)
                                : asUpstream(EventHash.prehash(events.get(i), ignored)));
            }
            assertThat(prehashes).containsExactlyElementsOf(expected);
        }
        assertThat(events.stream().map(event -> hash(event, ignored)))
                .containsExactlyElementsOf(lines(base + ".hashes"));
    }

    private static String hash(Event event, Set<String> ignored) {
        String prehash = EventHash.prehash(event, ignored);
        String upstream = asUpstream(prehash);
        return upstream.equals(prehash)
                ? EventHash.of(event, ignored)
                : "ni:///sha-256;" + HexFormat.of().formatHex(sha256(upstream)) + "?ver=CBV2.0";
    }

    private static String asUpstream(String prehash) {
        return prehash.replace(NO_TERM, "https://gs1.org/voc/");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void digestIsTheHashInTheEventId() {
        Event event = events("epcisQueryDocument.xml").getFirst();
        assertThat(EventHash.of(event))
                .isEqualTo("ni:///sha-256;" + HexFormat.of().formatHex(EventHash.digest(event)) + "?ver=CBV2.0");
    }

    @Test
    void isTheSameInEveryForm() {
        LearnedLengths lengths = new LearnedLengths();
        for (String document : documentsUnchecked()) {
            for (Event event : events(document)) {
                lengths.learn(event);
                Event links = EventForms.toDigitalLink(event);
                assertThat(EventHash.prehash(links)).isEqualTo(EventHash.prehash(event));
                Event urns = EventForms.toUrn(links, lengths.lengths);
                assertThat(EventHash.prehash(urns)).isEqualTo(EventHash.prehash(event));
                assertThat(EventForms.toUrn(EventForms.toDigitalLink(urns), lengths.lengths))
                        .isEqualTo(urns);
            }
        }
    }

    private static List<String> documentsUnchecked() {
        try {
            return documents();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Three of the documents aren't valid EPCIS, though the reference implementation hashes them: a query document has its
     * events in a document of their own here, an ILMD stands where the schema wants it, and measurement types that CBV 2.0
     * doesn't have are another vocabulary's until they are compared.
     */
    private static byte[] mended(String document) {
        String text = new String(bytes(document), StandardCharsets.UTF_8);
        if (document.equals("SensorDataExamples.xml")) {
            int start = text.indexOf("<ilmd>");
            int end = text.indexOf("</ilmd>") + "</ilmd>".length();
            int after = text.indexOf("</sensorElementList>", end) + "</sensorElementList>".length();
            text = text.substring(0, start)
                    + text.substring(end, after)
                    + text.substring(start, end)
                    + text.substring(after);
            text = text.replaceAll("gs1:(?=[MA]T-)", NO_TERM);
        } else if (document.endsWith(".xml") && text.contains(":EPCISQueryDocument")) {
            StringBuilder namespaces = new StringBuilder();
            Matcher found =
                    Pattern.compile("xmlns:[a-z-]+=\"[^\"]+\"").matcher(text.substring(0, text.indexOf("<EventList>")));
            while (found.find()) {
                namespaces.append(' ').append(found.group());
            }
            String version = text.contains("<extension>") ? "1" : "2";
            text = "<epcis:EPCISDocument xmlns:epcis=\"urn:epcglobal:epcis:xsd:" + version + "\"" + namespaces
                    + " schemaVersion=\"" + (version.equals("1") ? "1.2" : "2.0")
                    + "\" creationDate=\"2024-06-08T11:30:47Z\"><EPCISBody>"
                    + text.substring(text.indexOf("<EventList>"), text.indexOf("</EventList>"))
                    + "</EventList></EPCISBody></epcis:EPCISDocument>";
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Event> events(String document) {
        byte[] body = mended(document);
        ReadDocument read =
                document.endsWith(".xml") ? EpcisXml.read(body, Limits.DEFAULT) : EpcisJson.read(body, Limits.DEFAULT);
        assertThat(read.violations()).isEmpty();
        return read.events().stream()
                .map(event -> {
                    assertThat(event.violations()).isEmpty();
                    return Objects.requireNonNull(event.event());
                })
                .toList();
    }

    /** The fields that a query document says its repository added. */
    private static Set<String> ignoredFields(String document) {
        if (!document.endsWith(".xml")) {
            return Set.of();
        }
        Set<String> fields = new HashSet<>();
        try {
            XMLStreamReader reader = XMLInputFactory.newFactory()
                    .createXMLStreamReader(new StringReader(new String(bytes(document), StandardCharsets.UTF_8)));
            boolean inside = false;
            while (reader.hasNext()) {
                int kind = reader.next();
                if (kind == XMLStreamReader.START_ELEMENT) {
                    if (inside) {
                        fields.add(reader.getNamespaceURI() + reader.getLocalName());
                    }
                    inside |= reader.getLocalName().equals("ignoreFields");
                } else if (kind == XMLStreamReader.END_ELEMENT
                        && reader.getLocalName().equals("ignoreFields")) {
                    return fields;
                }
            }
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return fields;
    }

    private static List<String> lines(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Files.newInputStream(FOLDER.resolve(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
