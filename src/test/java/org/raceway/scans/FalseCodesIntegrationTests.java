package org.raceway.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.TestCluster;
import org.raceway.access.Isolation;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.raceway.sandbox.SandboxFault;
import org.raceway.sandbox.SandboxTruth;
import org.raceway.traceability.Capture;
import org.raceway.traceability.CodeScanned;
import org.raceway.traceability.Passport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/** From a scan, an event or a buyer's report to the maker's decision. */
@RacewayIntegrationTest
class FalseCodesIntegrationTests {
    private static final String PHONE = "Mozilla/5.0 (Linux; Android 15) Mobile MicroMessenger/8.0";

    private final Enterprises enterprises;
    private final Accounts accounts;
    private final Capture capture;
    private final ScanLog log;
    private final Findings findings;
    private final StoredRules rules;
    private final StoredScans scans;
    private final Reports reports;
    private final Isolation isolation;
    private final TimeOrderedIds ids;
    private final JdbcClient database;
    private final RestTestClient http;

    @Autowired
    FalseCodesIntegrationTests(
            Enterprises enterprises,
            Accounts accounts,
            Capture capture,
            ScanLog log,
            Findings findings,
            StoredRules rules,
            StoredScans scans,
            Reports reports,
            Isolation isolation,
            TimeOrderedIds ids,
            WholeDatabase whole,
            RestTestClient http) {
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.capture = capture;
        this.log = log;
        this.findings = findings;
        this.rules = rules;
        this.scans = scans;
        this.reports = reports;
        this.isolation = isolation;
        this.ids = ids;
        this.database = whole.client();
        this.http = http;
    }

    @Test
    void findsThePlantedFaultsOfTheSandboxAndNothingElse() {
        SandboxTruth truth = TestCluster.load(capture, enterprises);
        findings.sweep(Instant.now().plusSeconds(60));
        Set<String> units = new HashSet<>(truth.units());
        assertThat(found(FindingCause.ISSUED_TWICE, units))
                .isNotEmpty()
                .isEqualTo(truth.faults(SandboxFault.DoublyIssuedCode.class).stream()
                        .map(SandboxFault::subject)
                        .collect(Collectors.toSet()));
        assertThat(found(FindingCause.SOLD_TWICE, units))
                .isNotEmpty()
                .isEqualTo(truth.faults(SandboxFault.DoublySoldCode.class).stream()
                        .map(SandboxFault::subject)
                        .collect(Collectors.toSet()));
        // Each bearing's page in order, looked at by one buyer, gives no finding either.
        for (String unit : truth.units().subList(0, 40)) {
            scan(Codes.path(unit), PHONE);
        }
        settle();
        assertThat(database.sql("select distinct cause from code_finding where code = any(:units)")
                        .param("units", truth.units().toArray(String[]::new))
                        .query(String.class)
                        .set())
                .containsExactlyInAnyOrder("ISSUED_TWICE", "SOLD_TWICE");
    }

    private Set<String> found(FindingCause cause, Set<String> units) {
        return database
                .sql("select code from code_finding where cause = :cause and state = 'OPEN'")
                .param("cause", cause.name())
                .query(String.class)
                .list()
                .stream()
                .filter(units::contains)
                .collect(Collectors.toSet());
    }

    @Test
    void countsAVisitorOnceAndKeepsNothingOfThem() {
        TestMaker maker = maker();
        maker.issue("A1", 1);
        scan(maker.path("A1"), PHONE);
        scan(maker.path("A1"), PHONE);
        scan(maker.path("A1"), PHONE + " other");
        scan(maker.path("A1"), "Googlebot/2.1");
        settle();
        List<Scan> kept = isolation.everywhere(() -> scans.of(maker.code("A1")));
        assertThat(kept).hasSize(2);
        assertThat(kept).extracting(Scan::verdict).containsOnly("IN_ORDER");
        assertThat(database.sql("select row_to_json(code_scan)::text from code_scan where code = :code")
                        .param("code", maker.code("A1"))
                        .query(String.class)
                        .list()
                        .toString())
                .doesNotContain("127.0.0.1", "MicroMessenger");
        assertThat(isolation.as(maker().enterprise.id(), () -> scans.of(maker.code("A1"))))
                .as("another maker sees nothing of it")
                .isEmpty();
    }

    @Test
    void waitsOutTheGraceOfACodeThatWasNeverIssued() {
        TestMaker maker = maker();
        maker.issue("B1", 1);
        scan(maker.path("B2"), PHONE);
        scan(maker.path("B3"), PHONE);
        settle();
        assertThat(states(maker)).containsExactly("NEVER_ISSUED WAITING B2", "NEVER_ISSUED WAITING B3");
        maker.issue("B3", 2); // was under way
        database.sql("update code_finding set due_at = now() - interval '1 minute' where maker = :maker")
                .param("maker", maker.enterprise.id())
                .update();
        findings.lookAgain();
        assertThat(states(maker)).containsExactly("NEVER_ISSUED OPEN B2", "NEVER_ISSUED SETTLED B3");
        assertThat(notices(maker)).containsExactly("scans.found");
    }

    @Test
    void keepsAFalseAlarmDismissedForTheSameCauseOnly() {
        TestMaker maker = maker();
        maker.issue("C1", 1);
        maker.event("C1", "OBSERVE", "retail_selling", 3);
        maker.event("C1", "OBSERVE", "retail_selling", 5);
        findings.sweep(Instant.now().plusSeconds(60));
        assertThat(states(maker)).containsExactly("SOLD_TWICE OPEN C1");
        UUID id = one(maker);
        isolation.as(maker.enterprise.id(), () -> {
            assertThatThrownBy(() -> findings.decide(maker.owner, id, FindingState.DISMISSED, " "))
                    .isInstanceOf(ProblemException.class);
            findings.decide(maker.owner, id, FindingState.DISMISSED, "批发商也记了一次销售");
            return true;
        });
        maker.event("C1", "OBSERVE", "retail_selling", 7);
        findings.sweep(Instant.now().plusSeconds(60));
        assertThat(states(maker)).containsExactly("SOLD_TWICE DISMISSED C1");
        maker.issue("C1", 8);
        findings.sweep(Instant.now().plusSeconds(60));
        assertThat(states(maker)).containsExactly("ISSUED_TWICE OPEN C1", "SOLD_TWICE DISMISSED C1");
    }

    @Test
    void keepsToTheRulesOfTheProduct() {
        TestMaker maker = maker();
        isolation.as(maker.enterprise.id(), () -> {
            rules.set(maker.owner, maker.gtin, new Rules(1, 24, 2, 72, 300, 250, 20, 4, 2));
            return true;
        });
        maker.issue("D1", 1);
        maker.event("D1", "OBSERVE", "retail_selling", 3);
        maker.event("D1", "OBSERVE", "retail_selling", 5);
        findings.sweep(Instant.now().plusSeconds(60));
        assertThat(states(maker)).isEmpty();
        maker.event("D1", "OBSERVE", "retail_selling", 6);
        findings.sweep(Instant.now().plusSeconds(60));
        assertThat(states(maker)).containsExactly("SOLD_TWICE OPEN D1");
    }

    @Test
    void takesABuyersReportToTheMakerAndTheAnswerBack() {
        TestMaker maker = maker();
        maker.issue("E1", 1);
        Reports.Words words = new Reports.Words(maker.path("E1"), "44", "某网店", "刻字模糊");
        String number = reports.report(words, "203.0.113.7", PHONE);
        assertThat(notices(maker)).containsExactly("scans.reported");
        Report report = reports.byNumber(number).orElseThrow();
        assertThat(report.maker()).isEqualTo(maker.enterprise.id());
        isolation.as(maker.enterprise.id(), () -> {
            reports.answer(maker.owner, report.id(), Report.State.ANSWERED, "是我厂产品，请放心使用。");
            return true;
        });
        assertThat(reports.byNumber(number.toLowerCase(java.util.Locale.ROOT))
                        .orElseThrow()
                        .answer())
                .startsWith("是我厂");
        for (int i = 1; i < Reports.MOST_AN_HOUR; i++) {
            reports.report(words, "203.0.113.7", PHONE);
        }
        assertThatThrownBy(() -> reports.report(words, "203.0.113.7", PHONE))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(ScansProblem.TOO_MANY_REPORTS));
        // Somebody far away on the same day: no piece travels so fast.
        reports.place(new Reports.Words(maker.path("E1"), "65", "", ""), "203.0.113.8", PHONE);
        settle();
        assertThat(states(maker)).containsExactly("TOO_FAR OPEN E1");
    }

    @Test
    void losesScansAndNoPagesWhenTheQueueIsFull() {
        TestMaker maker = maker();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ScanSettings small = new ScanSettings(2, Duration.ofMillis(500), 400, 1_095, 90, Duration.ofMinutes(1));
        ScanLog full = new ScanLog(scans, findings, ids, small, meters);
        for (int i = 0; i < 5; i++) {
            full.scanned(new CodeScanned(
                    maker.code("F1"),
                    maker.enterprise.id(),
                    Passport.Verdict.IN_ORDER,
                    List.of(),
                    Instant.now(),
                    "203.0.113." + i,
                    PHONE));
        }
        assertThat(meters.counter("raceway.scans.lost").count()).isEqualTo(3);
        assertThat(meters.get("raceway.scans.waiting").gauge().value()).isEqualTo(2);
        full.flush();
        assertThat(meters.counter("raceway.scans.written").count()).isEqualTo(2);
        List<Scan> kept = isolation.everywhere(() -> scans.of(maker.code("F1")));
        assertThat(kept).hasSize(2);
    }

    @Test
    void letsMachinesReadAndDecide() {
        TestMaker maker = maker();
        maker.issue("G1", 1);
        maker.issue("G1", 2);
        findings.sweep(Instant.now().plusSeconds(60));
        String id = one(maker).toString();
        http.get()
                .uri("/api/v1/scans/findings?state=OPEN")
                .headers(headers -> headers.setBasicAuth(maker.login, TestMaker.PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1)
                .jsonPath("$[0].cause")
                .isEqualTo("ISSUED_TWICE");
        http.post()
                .uri("/api/v1/scans/findings/" + id + "/decision")
                .headers(headers -> headers.setBasicAuth(maker.login, TestMaker.PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"state\":\"CONFIRMED\"}")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(states(maker)).containsExactly("ISSUED_TWICE CONFIRMED G1");
        http.put()
                .uri("/api/v1/scans/rules")
                .headers(headers -> headers.setBasicAuth(maker.login, TestMaker.PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"neverIssuedVisitors":1,"graceHours":24,"endedVisitors":2,"endedGraceHours":72,"farKilometres":300,
                         "farSpeed":0,"visitorsADay":20,"placesADay":4,"salesAllowed":1}""")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void refusesWhatIsNoCodeAndFormsFromElsewhere() {
        http.get().uri("/scanned?code=/01/123/21/1").exchange().expectStatus().isEqualTo(422);
        http.get()
                .uri("/scanned/JB-20261125-AAAAAAAAAA")
                .exchange()
                .expectStatus()
                .isNotFound();
        http.post()
                .uri("/scanned?code=/01/09506000134352/21/1")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private TestMaker maker() {
        return new TestMaker(enterprises, accounts, capture);
    }

    private void scan(String path, String browser) {
        http.get().uri(path).header("User-Agent", browser).exchange();
    }

    private void settle() {
        log.flush();
        findings.weigh();
    }

    private UUID one(TestMaker maker) {
        return database.sql("select id from code_finding where maker = :maker")
                .param("maker", maker.enterprise.id())
                .query(UUID.class)
                .single();
    }

    private List<String> states(TestMaker maker) {
        return database.sql("""
                        select cause || ' ' || state || ' ' || substring(code from '[^/]+$') from code_finding
                        where maker = :maker order by 1
                        """)
                .param("maker", maker.enterprise.id())
                .query(String.class)
                .list();
    }

    private List<String> notices(TestMaker maker) {
        return database.sql("select distinct kind from notice where account = :account order by kind")
                .param("account", maker.owner.accountId())
                .query(String.class)
                .list();
    }
}
