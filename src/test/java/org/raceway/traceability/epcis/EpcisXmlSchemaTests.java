package org.raceway.traceability.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.Fixtures;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The reader gives the verdict of the standard's XML Schemas, on the examples and on mutations of them. */
final class EpcisXmlSchemaTests {
    private static final int MUTATIONS_PER_DOCUMENT = Integer.getInteger("raceway.mutations", 130);
    private static final long SEED = Long.getLong("raceway.seed", 20260131L);

    /** What a schema holds; every other rule goes beyond it. */
    private static final Set<Rule> SCHEMA_RULES = EnumSet.of(
            Rule.MALFORMED,
            Rule.XML_ROOT,
            Rule.XML_ELEMENT,
            Rule.XML_ORDER,
            Rule.XML_MISSING,
            Rule.XML_REPEATED,
            Rule.XML_TEXT,
            Rule.XML_ATTRIBUTE,
            Rule.XML_MISSING_ATTRIBUTE,
            Rule.XML_VALUE);

    private static final Pattern ELEMENT = Pattern.compile("<[A-Za-z_][^<>]*>");
    private static final Pattern VALUE = Pattern.compile("(?<=>)[^<>]+(?=</)");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s[A-Za-z_][\\w:.-]*=\"[^\"]*\"");

    private static final List<String> INSERTED = List.of(
            "<foo/>",
            "<foo>bar</foo>",
            "<ex:foo xmlns:ex='urn:example'>1</ex:foo>",
            "<ex:foo xmlns:ex='urn:example'><bar/><ex:baz a='b'/>text</ex:foo>",
            "<extension/>",
            "<extension><foo/></extension>",
            "<extension><ex:foo xmlns:ex='urn:example'/></extension>",
            "<baseExtension><ex:foo xmlns:ex='urn:example'/></baseExtension>",
            "<baseExtension><eventID>urn:uuid:1</eventID></baseExtension>",
            "<id>urn:x:y</id>",
            "<epc>urn:epc:id:sgtin:0614141.107346.2017</epc>",
            "<action>ADD</action>",
            "<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>",
            "<disposition>urn:epcglobal:cbv:disp:in_transit</disposition>",
            "<persistentDisposition><unset>urn:a:b</unset><set>urn:a:c</set></persistentDisposition>",
            "<persistentDisposition><set>urn:a:c</set><unset>urn:a:b</unset></persistentDisposition>",
            "<eventID>urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8</eventID>",
            "<recordTime>2020-01-01T00:00:00Z</recordTime>",
            "<errorDeclaration><declarationTime>2020-01-01T00:00:00Z</declarationTime></errorDeclaration>",
            "<errorDeclaration><reason>urn:a:b</reason><declarationTime>2020-01-01T00:00:00Z</declarationTime></errorDeclaration>",
            "<errorDeclaration><correctiveEventIDs/></errorDeclaration>",
            "<certificationInfo>https://example.org/1</certificationInfo>",
            "<readPoint><id>urn:a:b</id><ex:foo xmlns:ex='urn:example'/></readPoint>",
            "<readPoint/>",
            "<bizLocation><id>urn:a:b</id></bizLocation>",
            "<epcList/>",
            "<childEPCs/>",
            "<parentID>urn:a:b</parentID>",
            "<quantityList><quantityElement><epcClass>urn:a:b</epcClass><uom>KGM</uom></quantityElement></quantityList>",
            "<quantityList><quantityElement><epcClass>urn:a:b</epcClass><quantity>1.5</quantity></quantityElement></quantityList>",
            "<quantityElement><epcClass>urn:a:b</epcClass></quantityElement>",
            "<bizTransactionList/>",
            "<bizTransactionList><bizTransaction>urn:a:b</bizTransaction></bizTransactionList>",
            "<sourceList><source>urn:a:b</source></sourceList>",
            "<sourceList><source type='urn:a:b'>urn:a:b</source></sourceList>",
            "<sensorElementList><sensorElement><sensorReport/></sensorElement></sensorElementList>",
            "<sensorElementList><sensorElement/></sensorElementList>",
            "<sensorReport value='1'/>",
            "<ilmd/>",
            "<ilmd><ex:foo xmlns:ex='urn:example'/><foo/></ilmd>",
            "<transformationID>urn:a:b</transformationID>",
            "<uom>KGM</uom>",
            "<quantity>5</quantity>",
            "<QuantityEvent><eventTime>2020-01-01T00:00:00Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>"
                    + "<epcClass>urn:a:b</epcClass><quantity>5</quantity></QuantityEvent>",
            "<VocabularyList/>",
            "<EventList/>",
            "<EPCISHeader/>",
            "<EPCISBody/>",
            "<attribute id='urn:a:b'>x</attribute>",
            "<attribute>x</attribute>",
            "<children><id>urn:a:b</id></children>",
            "<Vocabulary type='urn:a:b'/>",
            "<!-- a comment -->",
            "<?a processing instruction?>",
            "stray text");

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "x",
            "0",
            "-1",
            "1.50",
            "1e3",
            ".5",
            "5.",
            "+3",
            "INF",
            "NaN",
            "1e400",
            "true",
            "2005-04-03T20:33:31.116-06:00",
            " 2005-04-03T20:33:31.116-06:00 ",
            "2005-04-03T20:33:31",
            "2005-04-03T20:33:31Z",
            "2005-04-31T20:33:31Z",
            "2004-02-29T24:00:00Z",
            "2005-02-29T20:33:31Z",
            "0000-01-01T00:00:00Z",
            "12005-04-03T20:33:31Z",
            "-2005-04-03T20:33:31Z",
            "2005-04-03T20:33:31+14:00",
            "2005-04-03T20:33:31+14:01",
            "2005-04-03T20:33:60Z",
            "2005-04-03 20:33:31Z",
            "2005-04-03",
            "ADD",
            " ADD",
            "add",
            "OBSERVE",
            "DELETE",
            "urn:epc:id:sgtin:0614141.107346.2017",
            "urn:a b:c",
            "urn:",
            ":",
            "a:b:c",
            "1a:b",
            "http://",
            "http:",
            "http://a/b[c]",
            "urn:a[b]",
            "a#b#c",
            "a%zz",
            "a%4",
            "a%41",
            "//host/path",
            "http://[::1]/a",
            "http://[x]/a",
            "http://例子/路径",
            "<b/>",
            "&lt;b&gt;",
            "<![CDATA[ADD]]>",
            "f0f",
            "F0f0",
            "KGM",
            "99999999999999999999");

    private static final List<String> ATTRIBUTES = List.of(
            " foo='bar'",
            " ex:foo='bar' xmlns:ex='urn:example'",
            " type='urn:a:b'",
            " id='urn:a:b'",
            " time='2020-01-01T00:00:00Z'",
            " time='2020-01-01'",
            " value='x'",
            " value='1.5'",
            " xml:lang='zh'",
            " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'",
            " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='false'",
            " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xsd='http://www.w3.org/2001/XMLSchema' xsi:type='xsd:string'",
            " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xsd='http://www.w3.org/2001/XMLSchema' xsi:type='xsd:integer'",
            " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xsd='http://www.w3.org/2001/XMLSchema' xsi:type='xsd:anyURI'",
            " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='nothing'",
            " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:a urn:b'",
            " booleanValue='yes'",
            " hexBinaryValue='abc'");

    static Schema schema(Path folder, String version) throws SAXException {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        Path schemas = folder.resolve(version.equals("2_0") ? "epcis/xsd" : "epcis/1.2-xsd");
        return factory.newSchema(new Source[] {
            new StreamSource(
                    schemas.resolve("EPCglobal-epcis-" + version + ".xsd").toFile()),
            new StreamSource(
                    schemas.resolve("EPCglobal-epcis-query-" + version + ".xsd").toFile()),
            new StreamSource(schemas.resolve("EPCglobal-epcis-masterdata-" + version + ".xsd")
                    .toFile())
        });
    }

    /** What the schema says is wrong first; absent for a valid document. */
    static @Nullable String verdict(Validator validator, byte[] document) {
        validator.reset();
        validator.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException exception) {
                // not a verdict
            }

            @Override
            public void error(SAXParseException exception) throws SAXException {
                throw exception;
            }

            @Override
            public void fatalError(SAXParseException exception) throws SAXException {
                throw exception;
            }
        });
        try {
            validator.validate(new StreamSource(new ByteArrayInputStream(document)));
            return null;
        } catch (SAXException | IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static List<Violation> schemaViolations(byte[] document) {
        ReadDocument read = EpcisXml.read(document, Limits.DEFAULT);
        List<Violation> found = new ArrayList<>(read.violations());
        read.events().forEach(event -> found.addAll(event.violations()));
        found.removeIf(violation -> !SCHEMA_RULES.contains(violation.rule()));
        return found;
    }

    @Test
    void agreesWithTheSchemasOnExamplesAndMutations() throws Exception {
        Path folder = EpcisFixtures.folder();
        Validator two = schema(folder, "2_0").newValidator();
        Validator one = schema(folder, "1_2").newValidator();
        List<String> differences = new ArrayList<>();
        TreeMap<String, Integer> verdicts = new TreeMap<>();
        Random random = new Random(SEED);
        List<byte[]> documents = new ArrayList<>();
        for (Path path : EpcisFixtures.xmlExamples()) {
            documents.add(Fixtures.bytes(path));
        }
        documents.addAll(XmlSamples.documents());
        for (byte[] original : documents) {
            String text = new String(original, StandardCharsets.UTF_8);
            if (text.contains("EPCISCaptureJob")) {
                continue;
            }
            boolean old = text.matches("(?s).*xmlns:\\w+=\"urn:epcglobal:epcis[a-z-]*:xsd:1\".*");
            Validator validator = old ? one : two;
            for (int i = 0; i <= MUTATIONS_PER_DOCUMENT; i++) {
                String mutated = text;
                if (i > 0) {
                    for (int n = random.nextInt(4) == 0 ? 2 : 1; n > 0; n--) {
                        mutated = mutate(mutated, random);
                    }
                }
                byte[] document = mutated.getBytes(StandardCharsets.UTF_8);
                String schemas = verdict(validator, document);
                List<Violation> ours = schemaViolations(document);
                verdicts.merge(schemas == null ? "valid" : "invalid", 1, Integer::sum);
                if ((schemas == null) != ours.isEmpty()) {
                    differences.add("schema: " + schemas + "\nreader: " + ours + "\n" + difference(text, mutated));
                }
            }
        }
        assertThat(differences).as("seed %d, %s", SEED, verdicts).isEmpty();
        assertThat(verdicts.get("valid")).isGreaterThan(500);
        assertThat(verdicts.get("invalid")).isGreaterThan(500);
    }

    private static String difference(String original, String mutated) {
        int start = 0;
        int shorter = Math.min(original.length(), mutated.length());
        while (start < shorter && original.charAt(start) == mutated.charAt(start)) {
            start++;
        }
        return mutated.substring(Math.max(0, start - 200), Math.min(mutated.length(), start + 300));
    }

    private static String mutate(String text, Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> replace(text, ELEMENT, random, found -> found + pick(INSERTED, random));
            case 1 -> replace(text, ELEMENT, random, found -> pick(INSERTED, random) + found);
            case 2 -> replace(text, VALUE, random, found -> pick(VALUES, random));
            case 3 -> replace(text, ATTRIBUTE, random, found -> "");
            case 4 ->
                replace(
                        text,
                        ATTRIBUTE,
                        random,
                        found -> found.substring(0, found.indexOf('=')) + "=\""
                                + pick(VALUES, random).replace("<", "&lt;") + "\"");
            case 5 -> addAttribute(text, random);
            case 6 -> element(text, random, (before, element, after) -> before + after);
            case 7 -> element(text, random, (before, element, after) -> before + element + element + after);
            default -> moveElement(text, random);
        };
    }

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private interface Change {
        String apply(String found);
    }

    private static String replace(String text, Pattern pattern, Random random, Change change) {
        List<int[]> places = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            places.add(new int[] {matcher.start(), matcher.end()});
        }
        if (places.isEmpty()) {
            return text;
        }
        int[] place = places.get(random.nextInt(places.size()));
        return text.substring(0, place[0])
                + change.apply(text.substring(place[0], place[1]))
                + text.substring(place[1]);
    }

    private static String addAttribute(String text, Random random) {
        return replace(text, ELEMENT, random, found -> {
            int end = found.endsWith("/>") ? found.length() - 2 : found.length() - 1;
            return found.substring(0, end) + pick(ATTRIBUTES, random) + found.substring(end);
        });
    }

    private interface Cut {
        String apply(String before, String element, String after);
    }

    private static String element(String text, Random random, Cut cut) {
        int[] place = wholeElement(text, random);
        return place.length == 0
                ? text
                : cut.apply(text.substring(0, place[0]), text.substring(place[0], place[1]), text.substring(place[1]));
    }

    /** Moves an element in front of, or behind, another start tag. */
    private static String moveElement(String text, Random random) {
        return element(text, random, (before, element, after) -> {
            Matcher next = ELEMENT.matcher(after);
            if (random.nextBoolean() && next.find()) {
                int end = after.indexOf("</", next.start());
                int close = end < 0 ? -1 : after.indexOf('>', end);
                if (close > 0) {
                    return before + after.substring(0, close + 1) + element + after.substring(close + 1);
                }
            }
            return replace(before + after, ELEMENT, random, found -> element + found);
        });
    }

    /** Start and end of a random element with all that stands in it; empty when there is none. */
    private static int[] wholeElement(String text, Random random) {
        List<int[]> starts = new ArrayList<>();
        Matcher matcher = ELEMENT.matcher(text);
        while (matcher.find()) {
            starts.add(new int[] {matcher.start(), matcher.end()});
        }
        for (int attempt = 0; attempt < 10 && starts.size() > 1; attempt++) {
            int[] start = starts.get(1 + random.nextInt(starts.size() - 1));
            String tag = text.substring(start[0], start[1]);
            if (tag.endsWith("/>")) {
                return start;
            }
            String name = tag.substring(1).split("[\\s>]", 2)[0];
            int depth = 0;
            Matcher tags = Pattern.compile("<(/?)" + Pattern.quote(name) + "(?=[\\s>/])[^<>]*>")
                    .matcher(text);
            int from = start[0];
            while (tags.find(from)) {
                from = tags.end();
                if (!tags.group(1).isEmpty()) {
                    depth--;
                } else if (!tags.group().endsWith("/>")) {
                    depth++;
                }
                if (depth == 0) {
                    return new int[] {start[0], tags.end()};
                }
            }
        }
        return new int[0];
    }

    @Test
    void knowsEverySchemaFile() throws Exception {
        Path folder = EpcisFixtures.folder();
        for (String version : Arrays.asList("epcis/xsd", "epcis/1.2-xsd")) {
            try (var files = Files.list(folder.resolve(version))) {
                assertThat(files.filter(file -> file.toString().endsWith(".xsd"))
                                .count())
                        .isEqualTo(10);
            }
        }
    }
}
