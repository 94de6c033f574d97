package org.raceway.traceability.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.raceway.Fixtures;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The reader's schema rules and the standard's own JSON Schema have to come to the same verdict on anything. */
class EpcisJsonSchemaDifferentialTests {
    private static final int MUTANTS = Integer.getInteger("raceway.mutants", 3_000);
    private static final JsonMapper MAPPER = new JsonMapper();

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1.5",
            "12e3",
            "\"\"",
            "\"not a uri\"",
            "\"urn:a:b\"",
            "\"urn:\"",
            "\"nocolon\"",
            "\"1a:b\"",
            "\"http://example.com/a?b=c#d\"",
            "\"http://example.com/a?b=[c]\"",
            "\"http://example.com:80x/\"",
            "\"http://例.com/\"",
            "\"http://\"",
            "\"http:///a\"",
            "\"http://#a\"",
            "\"urn://\"",
            "\"file:///a//b\"",
            "\"http://a//b\"",
            "\"http://a_b/c\"",
            "\"http://user@host:80/\"",
            "\"http://[::1]/\"",
            "\"http://-a/\"",
            "\"http://a:/\"",
            "\"//host/path\"",
            "\"http://example.com/%zz\"",
            "\"ext:field\"",
            "\"2026-01-31T08:00:00+08:00\"",
            "\"2026-02-30T08:00:00Z\"",
            "\"2026-02-28T08:00:00\"",
            "\"2026-02-28t08:00:00.123456789z\"",
            "\"2026-02-28 08:00:00Z\"",
            "\"2026-02-28T24:00:00Z\"",
            "\"2026-02-28T08:00:00+2460\"",
            "\"2026-02-28T08:00Z\"",
            "\"2026-02-28T08:00:00.Z\"",
            "\"2026-02-28\"",
            "\"ADD\"",
            "\"OBSERVE\"",
            "\"DELETE\"",
            "\"add\"",
            "\"shipping\"",
            "\"in_transit\"",
            "\"po\"",
            "\"owning_party\"",
            "\"urn:epcglobal:cbv:bizstep:shipping\"",
            "\"https://ns.gs1.org/cbv/BizStep-shipping\"",
            "\"http://ns.gs1.org/cbv/x\"",
            "\"https://ref.gs1.org/cbv/BizStep-shipping\"",
            "\"cbv:BizStep-shipping\"",
            "\"https://gs1.org/voc/Temperature\"",
            "\"http://www.gs1.org/voc/Temperature\"",
            "\"gs1:Temperature\"",
            "\"Temperature\"",
            "\"ALARM_CONDITION\"",
            "\"x\"",
            "\"incorrect_data\"",
            "\"+14:00\"",
            "\"-13:59\"",
            "\"+14:01\"",
            "\"08:00\"",
            "\"KGM\"",
            "\"kgm\"",
            "\"KGMX\"",
            "\"f0F0\"",
            "\"f0g0\"",
            "\"2.0\"",
            "\"2.\"",
            "\"2.0\\n\"",
            "\"ObjectEvent\"",
            "\"AggregationEvent\"",
            "\"TransactionEvent\"",
            "\"TransformationEvent\"",
            "\"AssociationEvent\"",
            "\"EPCISDocument\"",
            "\"EPCISQueryDocument\"",
            "\"https://example.com/MyEvent\"",
            "[]",
            "[null]",
            "[\"urn:a:b\"]",
            "[\"urn:a:b\",\"urn:a:b\"]",
            "[\"active\",\"active\"]",
            "[\"active\"]",
            "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]",
            "[{}]",
            "{}",
            "{\"id\":\"urn:a:b\"}",
            "{\"id\":\"urn:a:b\",\"other\":1}",
            "{\"epcClass\":\"urn:a:b\"}",
            "{\"set\":[\"active\"]}",
            "{\"type\":\"po\",\"bizTransaction\":\"urn:a:b\"}",
            "{\"type\":\"location\",\"source\":\"urn:a:b\"}",
            "{\"sensorReport\":[{\"type\":\"Temperature\"}]}",
            "{\"eventList\":[]}",
            "[{\"type\":\"Temperature\",\"value\":1}]");

    private static final List<String> NAMES = List.of(
            "@context",
            "type",
            "id",
            "schemaVersion",
            "creationDate",
            "epcisBody",
            "epcisHeader",
            "epcisMasterData",
            "vocabularyList",
            "vocabularyElementList",
            "attributes",
            "attribute",
            "children",
            "eventList",
            "queryResults",
            "resultsBody",
            "queryName",
            "subscriptionID",
            "sender",
            "eventTime",
            "recordTime",
            "eventTimeZoneOffset",
            "eventID",
            "certificationInfo",
            "errorDeclaration",
            "declarationTime",
            "reason",
            "correctiveEventIDs",
            "action",
            "parentID",
            "epcList",
            "quantityList",
            "childEPCs",
            "childQuantityList",
            "inputEPCList",
            "outputEPCList",
            "inputQuantityList",
            "outputQuantityList",
            "transformationID",
            "bizStep",
            "disposition",
            "persistentDisposition",
            "set",
            "unset",
            "readPoint",
            "bizLocation",
            "bizTransactionList",
            "sourceList",
            "destinationList",
            "sensorElementList",
            "sensorMetadata",
            "sensorReport",
            "ilmd",
            "epcClass",
            "quantity",
            "uom",
            "bizTransaction",
            "source",
            "destination",
            "value",
            "component",
            "exception",
            "booleanValue",
            "hexBinaryValue",
            "uriValue",
            "time",
            "startTime",
            "foo",
            "ext:foo",
            "https://example.com/foo",
            "bad uri:foo");

    private static List<JsonNode> seeds = List.of();
    private static Schema schema = unset();

    @SuppressWarnings("NullAway")
    private static Schema unset() {
        return null;
    }

    @BeforeAll
    static void prepare() {
        String text = new String(Fixtures.bytes(Fixtures.path("epcis/EPCIS-JSON-Schema.json")), StandardCharsets.UTF_8);
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(text);
        List<JsonNode> all = new ArrayList<>();
        EpcisFixtures.jsonExamples().forEach(path -> all.add(MAPPER.readTree(Fixtures.bytes(path))));
        for (String sample : JsonSamples.ALL) {
            all.add(MAPPER.readTree(sample));
        }
        // each event alone too, with a context as a document of one event needs it
        for (JsonNode document : List.copyOf(all)) {
            JsonNode events = document.path("epcisBody").path("eventList");
            for (JsonNode event : events) {
                ObjectNode alone = (ObjectNode) event.deepCopy();
                alone.set("@context", document.path("@context").deepCopy());
                all.add(alone);
            }
        }
        seeds = all;
    }

    @Test
    void agreesOnWhatIsValid() {
        for (JsonNode seed : seeds) {
            assertThat(schema.validate(seed)).as(seed.toString()).isEmpty();
            assertThat(schemaViolations(seed.toString())).as(seed.toString()).isEmpty();
        }
    }

    @Test
    void agreesOnMutants() {
        long seed = Long.getLong("raceway.seed", 20_261_125L);
        System.out.println("EpcisJsonSchemaDifferentialTests: raceway.seed=" + seed);
        Random random = new Random(seed);
        int refused = 0;
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < MUTANTS; i++) {
            JsonNode mutant = seeds.get(random.nextInt(seeds.size())).deepCopy();
            for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
                mutant = mutate(mutant, random);
            }
            String text = mutant.toString();
            var errors = schema.validate(text, InputFormat.JSON);
            List<Violation> violations = schemaViolations(text);
            if (!errors.isEmpty()) {
                refused++;
            }
            if (errors.isEmpty() != violations.isEmpty()) {
                differences.add(
                        "mutant " + i + "\n schema: " + errors.stream().limit(6).toList() + "\n reader: "
                                + violations.stream().limit(6).toList() + "\n " + text);
            }
        }
        if (!differences.isEmpty()) {
            fail(differences.size() + " differences with raceway.seed=" + seed + "\n"
                    + String.join("\n", differences.subList(0, Math.min(8, differences.size()))));
        }
        assertThat(refused).isBetween(MUTANTS / 4, MUTANTS * 19 / 20);
    }

    private static List<Violation> schemaViolations(String text) {
        ReadDocument document = EpcisJson.read(text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
        assertThat(document.violations()).as(text).noneMatch(violation -> violation.rule() == Rule.MALFORMED);
        return Stream.concat(
                        document.violations().stream(),
                        document.events().stream().flatMap(event -> event.violations().stream()))
                .filter(violation -> violation.rule().schema())
                .toList();
    }

    // Mutation

    private static JsonNode mutate(JsonNode root, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        if (containers.isEmpty()) {
            return root;
        }
        JsonNode target = containers.get(random.nextInt(containers.size()));
        if (target instanceof ObjectNode object) {
            mutate(object, random);
        } else if (target instanceof ArrayNode array) {
            mutate(array, random);
        }
        return root;
    }

    private static void mutate(ObjectNode object, Random random) {
        List<String> names = new ArrayList<>(object.propertyNames());
        String name = names.isEmpty() ? "foo" : names.get(random.nextInt(names.size()));
        JsonNode held = Objects.requireNonNullElse(object.get(name), MAPPER.nullNode());
        switch (random.nextInt(5)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(pick(NAMES, random), value(random));
            case 2 -> {
                object.remove(name);
                object.set(pick(NAMES, random), held);
            }
            default -> object.set(name, value(random));
        }
    }

    private static void mutate(ArrayNode array, Random random) {
        if (array.isEmpty()) {
            array.add(value(random));
            return;
        }
        int index = random.nextInt(array.size());
        switch (random.nextInt(4)) {
            case 0 -> array.remove(index);
            case 1 -> array.add(array.get(index).deepCopy());
            case 2 -> array.set(index, value(random));
            default -> array.removeAll();
        }
    }

    private static JsonNode value(Random random) {
        return MAPPER.readTree(pick(VALUES, random));
    }

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (!node.isContainer()) {
            return;
        }
        into.add(node);
        Iterator<JsonNode> children = node.iterator();
        while (children.hasNext()) {
            collect(children.next(), into);
        }
    }
}
