package org.raceway.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.raceway.Fixtures;
import org.raceway.RacewayIntegrationTest;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.Gs1Identifiers;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.platform.WholeDatabase;
import org.raceway.traceability.Passport.Reason;
import org.raceway.traceability.Passport.Verdict;
import org.raceway.traceability.epcis.EpcisJson;
import org.raceway.traceability.epcis.Event;
import org.raceway.traceability.epcis.Quantity;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Each verdict of the public page, and the standard's own examples, of whose makers nothing is known. */
@RacewayIntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScanPageIntegrationTests {
    private static final String PREFIX = "9528801";
    private static final String GTIN = gtin("0" + PREFIX + "00001");
    private static final String LOT_GTIN = gtin("0" + PREFIX + "00002");
    private static final String FOREIGN_GTIN = gtin("0952880300001");
    private static final String LOT = link(LOT_GTIN) + "/10/A1";
    private static final List<String> SCANNED = List.of("/01/", "/00/", "/8003/", "/8004/", "/253/");

    private final Capture capture;
    private final Passports passports;
    private final RestTestClient http;
    private final JdbcClient jdbc;
    private final UUID maker;
    private final UUID other;

    @Autowired
    ScanPageIntegrationTests(
            Capture capture, Passports passports, RestTestClient http, WholeDatabase jdbc, Enterprises enterprises) {
        this.capture = capture;
        this.passports = passports;
        this.http = http;
        this.jdbc = jdbc.client();
        this.maker = register(enterprises, "91371599MA3RCAN01", PREFIX, "扫码轴承");
        this.other = register(enterprises, "91371599MA3RCAN02", "9528802", "扫码转运");
    }

    @BeforeAll
    void publishProduct() {
        capture(maker, """
                "epcisHeader":{"epcisMasterData":{"vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:EPCClass",
                "vocabularyElementList":[{"id":"%s","attributes":[
                {"id":"https://w3id.org/raceway/vocabulary#designation","attribute":"6204-2RS/P5"},
                {"id":"https://w3id.org/raceway/vocabulary#secretPrice","attribute":"12.80"},
                {"id":"https://w3id.org/raceway/vocabulary#publicFields","attribute":"designation,maker,heatNumber,result"}
                ]}]}]}},""".formatted(link(GTIN)), event("""
                "type":"ObjectEvent","action":"ADD","bizStep":"commissioning","quantityList":[
                {"epcClass":"%s","quantity":400}]""".formatted(LOT), 1));
    }

    @Test
    void findsRecordsInOrder() {
        issue("ORDER1", "pass");
        assertVerdict(unit("ORDER1"), Verdict.IN_ORDER, "scan.reason.inOrder");
        Passport passport = passport(unit("ORDER1"));
        assertThat(passport.designation()).isEqualTo("6204-2RS/P5");
        assertThat(page(unit("ORDER1"), 200)).contains("6204-2RS/P5").doesNotContain("12.80");
    }

    @Test
    void warnsOfRecalledUnitLotAndBox() {
        issue("RECALL1", "pass");
        recall("\"epcList\":[\"" + unit("RECALL1") + "\"]", 5);
        assertVerdict(unit("RECALL1"), Verdict.RECALLED, "scan.reason.recalled");

        String lot = link(LOT_GTIN) + "/10/BAD";
        capture(maker, "", event("""
                "type":"ObjectEvent","action":"ADD","bizStep":"commissioning",
                "quantityList":[{"epcClass":"%s","quantity":9}]""".formatted(lot), 1));
        make("RECALL2", lot);
        issue("RECALL2", "pass");
        assertVerdict(unit("RECALL2"), Verdict.IN_ORDER, "scan.reason.inOrder");
        recall("\"quantityList\":[{\"epcClass\":\"" + lot + "\"}]", 5);
        assertVerdict(lot, Verdict.RECALLED, "scan.reason.recalled");
        assertVerdict(unit("RECALL2"), Verdict.RECALLED, "scan.reason.lotRecalled");

        String box = "https://id.gs1.org/00/" + sscc("1" + PREFIX + "000000001");
        issue("RECALL3", "pass");
        capture(maker, "", event("""
                "type":"AggregationEvent","action":"ADD","bizStep":"packing","parentID":"%s","childEPCs":["%s"]""".formatted(box, unit("RECALL3")), 4));
        assertVerdict(box, Verdict.IN_ORDER, "scan.reason.keyInOrder");
        recall("\"epcList\":[\"" + box + "\"]", 5);
        assertVerdict(box, Verdict.RECALLED, "scan.reason.recalled");
        assertVerdict(unit("RECALL3"), Verdict.RECALLED, "scan.reason.boxRecalled");
    }

    @Test
    void warnsOfFailedInspection() {
        issue("FAIL1", "fail");
        assertVerdict(unit("FAIL1"), Verdict.FAILED, "scan.reason.inspectionFailed");
    }

    @Test
    void suspectsCodesThatTheRecordsContradict() {
        issue("GONE1", "pass");
        capture(maker, "", event("""
                "type":"ObjectEvent","action":"DELETE","bizStep":"decommissioning","disposition":"inactive",
                "epcList":["%s"]""".formatted(unit("GONE1")), 5));
        assertVerdict(unit("GONE1"), Verdict.SUSPICIOUS, "scan.reason.decommissioned");

        issue("TWICE1", "pass");
        capture(maker, "", event("""
                "type":"ObjectEvent","action":"ADD","bizStep":"commissioning","epcList":["%s"]""".formatted(unit("TWICE1")), 6));
        assertVerdict(unit("TWICE1"), Verdict.SUSPICIOUS, "scan.reason.issuedTwice");

        assertVerdict(unit("NEVER1"), Verdict.SUSPICIOUS, "scan.reason.neverIssued");
        capture(other, "", event("""
                "type":"ObjectEvent","action":"OBSERVE","bizStep":"receiving","epcList":["%s"]""".formatted(unit("MOVED1")), 6));
        assertVerdict(unit("MOVED1"), Verdict.SUSPICIOUS, "scan.reason.seenNotIssued");
    }

    @Test
    void readsNoMakersWordFromAnotherEnterprise() {
        String foreign = link(FOREIGN_GTIN) + "/21/1";
        sayOfProduct(FOREIGN_GTIN, foreign);
        assertVerdict(foreign, Verdict.UNKNOWN, "scan.reason.issuedByAnother");
        assertThat(page(foreign, 200)).doesNotContain("NOT-THEIRS").contains("publishes nothing");
    }

    @Test
    void keepsToTheMakersWordWhateverOthersSayLater() {
        issue("THEIRS1", "pass");
        sayOfProduct(GTIN, link(FOREIGN_GTIN) + "/21/2");
        assertThat(page(unit("THEIRS1"), 200)).doesNotContain("NOT-THEIRS").contains("6204-2RS/P5");
    }

    /** Another enterprise than the maker describes a product, beside an event of its own. */
    private void sayOfProduct(String gtin, String unit) {
        capture(other, """
                "epcisHeader":{"epcisMasterData":{"vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:EPCClass",
                "vocabularyElementList":[{"id":"%s","attributes":[
                {"id":"https://w3id.org/raceway/vocabulary#designation","attribute":"NOT-THEIRS"},
                {"id":"https://w3id.org/raceway/vocabulary#publicFields","attribute":"designation"}
                ]}]}]}},""".formatted(link(gtin)), event("""
                "type":"ObjectEvent","action":"ADD","bizStep":"commissioning","epcList":["%s"]""".formatted(unit), 1));
    }

    @Test
    void knowsNothingOfOtherCodesAndSaysWhatIsWrongWithBrokenOnes() {
        String unknown = link(gtin("0952880400001")) + "/21/1";
        assertVerdict(unknown, Verdict.UNKNOWN, "scan.reason.noRecord");
        page(unknown, 404);
        char wrong = GTIN.charAt(13) == '9' ? '0' : (char) (GTIN.charAt(13) + 1);
        String broken = link(GTIN.substring(0, 13) + wrong) + "/21/1";
        assertVerdict(broken, Verdict.SUSPICIOUS, "scan.problem.check-digit.expected");
        assertThat(page(broken, 200)).contains("last digit should be " + GTIN.charAt(13));
    }

    @Test
    void saysWhatItHasSeenOfTheStandardsExamples() throws IOException {
        Path examples = Fixtures.path("epcis/examples");
        List<Path> documents;
        try (Stream<Path> files = Files.walk(examples)) {
            documents = files.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path document : documents) {
            String type = document.toString().endsWith(".xml") ? "application/xml" : "application/ld+json";
            capture.capture(other, Files.readAllBytes(document), type, CaptureBehaviour.PROCEED, "test");
        }
        TreeSet<String> captured = new TreeSet<>();
        jdbc.sql("select body from event where owner = ? and not error_declared")
                .param(other)
                .query((row, index) -> EpcisJson.readStored(row.getBytes(1)))
                .list()
                .forEach(event ->
                        identifiers(event).map(Gs1Identifiers::canonical).forEach(captured::add));
        List<String> scanned = captured.stream()
                .filter(id -> SCANNED.stream().anyMatch(key -> id.startsWith("https://id.gs1.org" + key)))
                .filter(id -> !id.contains(PREFIX) && !id.contains(FOREIGN_GTIN))
                .toList();
        assertThat(scanned).hasSizeGreaterThan(40).contains(link("10614141073464") + "/21/2018");
        for (String id : scanned) {
            assertThat(page(id, 200)).as(id).contains("Records of this code on this platform: ");
            assertThat(passport(id).verdict()).as(id).isNotEqualTo(Verdict.IN_ORDER);
            assertThat(passport(id).facts()).as(id).isEmpty();
        }
    }

    private static Stream<String> identifiers(Event event) {
        List<String> all = new ArrayList<>(event.epcs());
        all.addAll(event.outputEpcs());
        event.quantities().stream().map(Quantity::epcClass).forEach(all::add);
        event.outputQuantities().stream().map(Quantity::epcClass).forEach(all::add);
        if (event.parentId() != null) {
            all.add(event.parentId());
        }
        return all.stream();
    }

    private void make(String serial, String lot) {
        capture(maker, "", event("""
                "type":"TransformationEvent","bizStep":"commissioning",
                "inputQuantityList":[{"epcClass":"%s","quantity":1}],"outputEPCList":["%s"]""".formatted(lot, unit(serial)), 2));
    }

    private void issue(String serial, String result) {
        capture(maker, "", event("""
                "type":"ObjectEvent","action":"ADD","bizStep":"commissioning","epcList":["%s"],
                "ilmd":{"raceway:inspection":{"raceway:result":"%s"}}""".formatted(unit(serial), result), 3));
    }

    private void recall(String what, int day) {
        capture(
                maker,
                "",
                event(
                        "\"type\":\"ObjectEvent\",\"action\":\"OBSERVE\",\"bizStep\":\"holding\",\"disposition\":\"recalled\","
                                + what,
                        day));
    }

    private static String event(String fields, int day) {
        return "{" + fields + ",\"eventTime\":\"2026-02-0" + day
                + "T08:00:00+08:00\",\"eventTimeZoneOffset\":\"+08:00\"}";
    }

    private void capture(UUID owner, String header, String event) {
        String document = """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                {"raceway":"https://w3id.org/raceway/vocabulary#"}],
                "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-03-02T03:04:05Z",
                %s"epcisBody":{"eventList":[%s]}}""".formatted(header, event);
        CaptureJob job = capture.capture(
                owner,
                document.getBytes(StandardCharsets.UTF_8),
                "application/ld+json",
                CaptureBehaviour.ROLLBACK,
                "test");
        assertThat(job.errors()).isEmpty();
    }

    private void assertVerdict(String id, Verdict verdict, String reason) {
        Passport passport = passport(id);
        assertThat(passport.verdict()).as("%s: %s", id, passport.reasons()).isEqualTo(verdict);
        assertThat(passport.reasons().stream().map(Reason::key)).as(id).contains(reason);
        String text = page(id, passport.verdict() == Verdict.UNKNOWN && !passport.seen() ? 404 : 200);
        assertThat(text).as(id).contains("class=\"verdict " + verdict.tone());
    }

    private Passport passport(String id) {
        return passports.of(path(id), Locale.ENGLISH);
    }

    private String page(String id, int status) {
        EntityExchangeResult<byte[]> answer =
                http.get().uri(path(id) + "?lang=en").exchange().expectBody().returnResult();
        assertThat(answer.getStatus().value()).as(id).isEqualTo(status);
        byte[] body = Objects.requireNonNull(answer.getResponseBody());
        assertThat(body).hasSizeLessThan(100_000);
        return new String(body, StandardCharsets.UTF_8).replace("&#39;", "'");
    }

    private static String path(String id) {
        return id.substring("https://id.gs1.org".length());
    }

    private static String unit(String serial) {
        return link(GTIN) + "/21/" + serial;
    }

    private static String link(String gtin) {
        return "https://id.gs1.org/01/" + gtin;
    }

    private static String gtin(String thirteen) {
        return thirteen + CheckDigits.of(thirteen);
    }

    private static String sscc(String seventeen) {
        return seventeen + CheckDigits.of(seventeen);
    }

    private static UUID register(Enterprises enterprises, String uscc, String prefix, String name) {
        String gln = prefix + "00000";
        return enterprises
                .register(new Enterprise(
                        UUID.randomUUID(),
                        uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                        gln + CheckDigits.of(gln),
                        prefix,
                        EnterpriseKind.ASSEMBLER,
                        name,
                        name,
                        "371581",
                        null,
                        null,
                        true))
                .id();
    }
}
