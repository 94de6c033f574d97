package org.raceway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.traceability.epcis.EpcisJson;
import org.raceway.traceability.epcis.Limits;
import org.raceway.traceability.epcis.ReadDocument;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SandboxClusterTests {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant BASE = Instant.parse("2026-05-31T16:00:00Z");

    private static final List<SandboxDocument> DOCUMENTS = new ArrayList<>();
    private static final List<JsonNode> EVENTS = new ArrayList<>();
    private static final Map<String, BigDecimal> KILOGRAMS = new HashMap<>(); // by GTIN, of one piece
    private static SandboxTruth truth = new SandboxTruth();

    @BeforeAll
    static void generate() {
        truth = SandboxCluster.generate(SandboxSize.SMALL, SandboxCluster.SEED, DOCUMENTS::add);
        for (SandboxDocument document : DOCUMENTS) {
            JsonNode json = JSON.readTree(document.body());
            json.at("/epcisBody/eventList").forEach(EVENTS::add);
            for (JsonNode vocabulary : json.at("/epcisHeader/epcisMasterData/vocabularyList")) {
                for (JsonNode element : vocabulary.path("vocabularyElementList")) {
                    for (JsonNode attribute : element.path("attributes")) {
                        if (attribute.path("id").asString().endsWith("#massKilograms")) {
                            KILOGRAMS.put(
                                    element.path("id").asString(),
                                    new BigDecimal(attribute.path("attribute").asString()));
                        }
                    }
                }
            }
        }
    }

    @Test
    void givesTheSameBytesForTheSameSeed() throws Exception {
        assertThat(digest(SandboxCluster.SEED)).isEqualTo(digest(SandboxCluster.SEED));
        assertThat(digest(SandboxCluster.SEED)).isNotEqualTo(digest(7));
    }

    private static String digest(long seed) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SandboxCluster.generate(SandboxSize.SMALL, seed, document -> digest.update(document.body()));
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void givesDocumentsThatTheReaderAccepts() {
        for (SandboxDocument document : DOCUMENTS) {
            ReadDocument read = EpcisJson.read(document.body(), Limits.DEFAULT);
            assertThat(read.violations()).isEmpty();
            assertThat(read.events())
                    .hasSize(document.events())
                    .allSatisfy(event -> assertThat(event.violations()).isEmpty());
        }
    }

    @Test
    void streamsTheBenchmarkInCampaignsWithHeatsOfSomeSevenThousandNodes() {
        SandboxCluster.Documents documents = SandboxCluster.documents(SandboxSize.BENCHMARK, SandboxCluster.SEED, 100);
        long events = 0;
        int campaign = 0;
        for (SandboxDocument document = documents.next(); document.campaign() < 2; document = documents.next()) {
            assertThat(document.events()).isLessThanOrEqualTo(100);
            events += document.events();
            campaign = document.campaign();
        }
        assertThat(campaign).isEqualTo(1);
        SandboxTruth town = documents.truth();
        Instant end = BASE;
        String heat = town.heats().getFirst();
        assertThat(town.downstream(heat).size()
                        + town.containersHolding(heat, end).size())
                .isBetween(6_000, 7_600);
        assertThat(events).isBetween(12_000L, 22_000L);
    }

    @Test
    void isOfTheSizeThatItsNameSays() {
        assertThat(EVENTS).hasSizeBetween(5_000, 10_000);
        assertThat(truth.events()).isEqualTo(EVENTS.size());
        assertThat(truth.documents()).isEqualTo(DOCUMENTS.size());
        assertThat(SandboxCluster.enterprises(SandboxSize.SMALL, 1)).hasSize(34);
        assertThat(SandboxCluster.enterprises(SandboxSize.TOWN, 1)).hasSize(1_934);
    }

    @Test
    void placesEnterprisesOfEveryKindInLiaochengUnderCodesThatBelongToNobody() {
        List<Enterprise> enterprises = SandboxCluster.enterprises(SandboxSize.TOWN, SandboxCluster.SEED);
        assertThat(enterprises).extracting(Enterprise::kind).contains(EnterpriseKind.values());
        assertThat(enterprises).extracting(Enterprise::uscc).doesNotHaveDuplicates();
        assertThat(enterprises).extracting(Enterprise::name).doesNotHaveDuplicates();
        for (Enterprise enterprise : enterprises) {
            assertThat(enterprise.sandbox()).isTrue();
            assertThat(enterprise.gln()).startsWith("952").matches(Gs1Identifiers::isGln);
            assertThat(enterprise.uscc()).startsWith("91371599").hasSize(18);
            assertThat(enterprise.county()).startsWith("3715");
        }
    }

    @Test
    void namesOnlyValidKeys() {
        Set<String> uris = new HashSet<>();
        EVENTS.forEach(event -> strings(event, uris));
        assertThat(uris).hasSizeGreaterThan(3_000);
        for (String uri : uris) {
            assertThat(Gs1Identifiers.problem(uri)).as(uri).isNull();
        }
    }

    private static void strings(JsonNode node, Set<String> into) {
        if (node.isString()
                && (node.asString().startsWith("urn:") || node.asString().startsWith("https:"))) {
            into.add(node.asString());
        }
        for (JsonNode child : node) {
            strings(child, into);
        }
    }

    @Test
    void happensBeforeTheBaseDate() {
        for (JsonNode event : EVENTS) {
            assertThat(time(event)).isBefore(BASE).isAfter(Instant.parse("2025-06-01T00:00:00Z"));
        }
    }

    @Test
    void makesOfEveryLotOnlyWhatItIsSaveWhereACertificateIsStretched() {
        Map<String, BigDecimal> balance = new HashMap<>();
        for (JsonNode event : valid()) {
            String action = event.path("action").asString("");
            if (event.path("type").asString().equals("TransformationEvent")) {
                BigDecimal in = change(balance, event.path("inputQuantityList"), -1);
                BigDecimal out = change(balance, event.path("outputQuantityList"), 1);
                assertThat(in).as(event.toString()).isEqualByComparingTo(out);
            } else if (action.equals("ADD") && event.path("type").asString().equals("ObjectEvent")) {
                change(balance, event.path("quantityList"), 1);
                for (JsonNode epc : event.path("epcList")) {
                    String lot = lotOf(epc.asString(), event);
                    balance.merge(
                            lot,
                            KILOGRAMS.getOrDefault(gtin(lot), BigDecimal.ZERO).negate(),
                            BigDecimal::add);
                }
            } else if (action.equals("DELETE") && event.path("type").asString().equals("ObjectEvent")) {
                change(balance, event.path("quantityList"), -1);
            } else if (event.path("bizStep").asString().equals("packing")) {
                change(balance, event.path("childQuantityList"), -1);
            }
        }
        Set<String> overdrawn = new TreeSet<>();
        balance.forEach((lot, left) -> {
            if (left.signum() < 0) {
                overdrawn.add(lot);
            }
        });
        SandboxFault.StretchedCertificate stretched =
                truth.faults(SandboxFault.StretchedCertificate.class).getFirst();
        SandboxFault.DoublyIssuedCode doubly =
                truth.faults(SandboxFault.DoublyIssuedCode.class).getFirst();
        assertThat(overdrawn)
                .containsExactlyInAnyOrder(stretched.subject(), doubly.lots().getLast());
        assertThat(balance.get(stretched.subject()))
                .isEqualByComparingTo(stretched.certifiedKilograms().subtract(stretched.claimedKilograms()));
    }

    private static BigDecimal change(Map<String, BigDecimal> balance, JsonNode quantities, int sign) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode quantity : quantities) {
            String lot = canonical(quantity.path("epcClass").asString());
            BigDecimal amount = new BigDecimal(quantity.path("quantity").asString());
            BigDecimal kilograms = quantity.has("uom") ? amount : amount.multiply(KILOGRAMS.get(gtin(lot)));
            balance.merge(lot, sign < 0 ? kilograms.negate() : kilograms, BigDecimal::add);
            sum = sum.add(kilograms);
        }
        return sum;
    }

    @Test
    void tellsTheHeatsOfEveryBearingAsTheEventsDo() {
        Map<String, Set<String>> parents = new HashMap<>();
        Set<String> heats = new LinkedHashSet<>();
        for (JsonNode event : valid()) {
            if (event.path("raceway:step").asString().equals("melting")) {
                heats.add(canonical(event.at("/quantityList/0/epcClass").asString()));
            }
            for (JsonNode output : event.path("outputQuantityList")) {
                for (JsonNode input : event.path("inputQuantityList")) {
                    parents.computeIfAbsent(canonical(output.path("epcClass").asString()), key -> new HashSet<>())
                            .add(canonical(input.path("epcClass").asString()));
                }
            }
            if (event.path("bizStep").asString().equals("commissioning")) {
                for (JsonNode epc : event.path("epcList")) {
                    parents.computeIfAbsent(canonical(epc.asString()), key -> new HashSet<>())
                            .add(lotOf(epc.asString(), event));
                }
            }
        }
        assertThat(truth.heats()).containsExactlyInAnyOrderElementsOf(heats);
        assertThat(truth.units()).hasSizeGreaterThan(1_500);
        for (String unit : truth.units()) {
            Set<String> all = new LinkedHashSet<>();
            climb(unit, parents, all);
            all.remove(unit);
            assertThat(truth.upstream(unit)).isEqualTo(all);
            all.retainAll(heats);
            assertThat(truth.upstreamHeats(unit)).isEqualTo(all).hasSizeGreaterThanOrEqualTo(2);
        }
        for (String heat : heats) {
            for (String unit : truth.downstreamUnits(heat)) {
                assertThat(truth.upstreamHeats(unit)).contains(heat);
            }
        }
    }

    private static void climb(String from, Map<String, Set<String>> parents, Set<String> reached) {
        if (reached.add(from)) {
            parents.getOrDefault(from, Set.of()).forEach(parent -> climb(parent, parents, reached));
        }
    }

    @Test
    void tellsWhatIsInEveryBoxAsTheEventsDo() {
        Map<String, List<JsonNode>> byContainer = new HashMap<>();
        for (JsonNode event : valid()) {
            if (event.path("type").asString().equals("AggregationEvent")) {
                byContainer
                        .computeIfAbsent(canonical(event.path("parentID").asString()), key -> new ArrayList<>())
                        .add(event);
            }
        }
        assertThat(truth.boxes()).allMatch(byContainer::containsKey);
        byContainer.forEach((container, events) -> {
            for (JsonNode at : events) {
                Set<String> inside = new HashSet<>();
                for (JsonNode event : events) {
                    if (!time(event).isAfter(time(at))) {
                        Set<String> moved = new HashSet<>();
                        event.path("childEPCs").forEach(child -> moved.add(canonical(child.asString())));
                        event.path("childQuantityList")
                                .forEach(child -> moved.add(
                                        canonical(child.path("epcClass").asString())));
                        if (event.path("action").asString().equals("ADD")) {
                            inside.addAll(moved);
                        } else {
                            inside.removeAll(moved);
                        }
                    }
                }
                assertThat(truth.contents(container, time(at))).isEqualTo(inside);
            }
        });
    }

    @Test
    void plantsEveryFault() {
        for (Class<?> sort : SandboxFault.class.getPermittedSubclasses()) {
            assertThat(truth.faults()).anyMatch(sort::isInstance);
        }
        assertThat(truth.examples())
                .containsKeys(
                        "unit",
                        "heat",
                        "box",
                        "badFurnaceLot",
                        "stretchedHeat",
                        "lostBox",
                        "doublyIssuedCode",
                        "duplicatedCode",
                        "correctedEvent");
        assertThat(truth.faults(SandboxFault.WrongEvent.class)).hasSize(2);
        SandboxFault.BadFurnaceLot bad =
                truth.faults(SandboxFault.BadFurnaceLot.class).getFirst();
        Set<String> soft = truth.downstreamUnits(bad.subject());
        assertThat(soft).hasSizeGreaterThan(20);
        Instant later = Instant.parse("2026-05-31T00:00:00Z");
        Set<String> unpacked = truth.unitsUnpackedBefore(bad.subject(), later);
        assertThat(unpacked).isNotEmpty();
        assertThat(soft).containsAll(unpacked);
        assertThat(truth.containersHolding(bad.subject(), later)).isNotEmpty();
        assertThat(truth.containersHolding(bad.subject(), bad.hardened())).isEmpty();
        SandboxFault.LostBox lost = truth.faults(SandboxFault.LostBox.class).getFirst();
        assertThat(lost.units()).hasSize(10);
        assertThat(EVENTS)
                .noneMatch(event -> event.path("bizStep").asString().equals("receiving")
                        && event.path("epcList")
                                .valueStream()
                                .anyMatch(epc -> canonical(epc.asString()).equals(lost.subject())));
    }

    /** The events that no error declaration withdraws, and without the declarations. */
    private static List<JsonNode> valid() {
        Set<String> withdrawn = new HashSet<>();
        for (JsonNode event : EVENTS) {
            if (event.has("errorDeclaration")) {
                withdrawn.add(withoutDeclaration(event));
            }
        }
        assertThat(withdrawn).hasSize(2);
        return EVENTS.stream()
                .filter(event -> !withdrawn.contains(withoutDeclaration(event)))
                .toList();
    }

    private static String withoutDeclaration(JsonNode event) {
        return event.deepCopy().asObject().remove(List.of("errorDeclaration")).toString();
    }

    private static Instant time(JsonNode event) {
        return OffsetDateTime.parse(event.path("eventTime").asString()).toInstant();
    }

    private static String canonical(String uri) {
        return Gs1Identifiers.canonical(uri);
    }

    private static String gtin(String lot) {
        return lot.substring(0, "https://id.gs1.org/01/".length() + 14);
    }

    private static String lotOf(String epc, JsonNode event) {
        return gtin(canonical(epc)) + "/10/"
                + event.at("/ilmd/cbvmda:lotNumber").asString();
    }
}
