package org.raceway.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.raceway.Journeys.picture;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.TestCluster;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.ProblemException;
import org.raceway.sandbox.SandboxFault;
import org.raceway.sandbox.SandboxTruth;
import org.raceway.traceability.Capture;
import org.raceway.traceability.Direction;
import org.raceway.traceability.Genealogy;
import org.raceway.traceability.Heats;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.util.LinkedMultiValueMap;

/** Certificates and balances against the simulated cluster, which knows whose certificate was stretched. */
@RacewayIntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificatesIntegrationTests {
    private static final String PASSWORD = "steel-tells-the-truth";
    private static final String MILL = "certificates-mill";
    private static final String STRANGER = "certificates-stranger";
    private static final String OPERATOR = "certificates-operator";

    private final MassBalances balances;
    private final Genealogy genealogy;
    private final Heats heats;
    private final Enterprises enterprises;
    private final Accounts accounts;
    private final RestTestClient http;
    private final int port;
    private @Nullable SandboxTruth loaded;
    private @Nullable Enterprise mill;

    @Autowired
    CertificatesIntegrationTests(
            MassBalances balances,
            Genealogy genealogy,
            Heats heats,
            Enterprises enterprises,
            Accounts accounts,
            RestTestClient http,
            @LocalServerPort int port) {
        this.balances = balances;
        this.genealogy = genealogy;
        this.heats = heats;
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.http = http;
        this.port = port;
    }

    @BeforeAll
    void load(@Autowired Capture capture) {
        loaded = TestCluster.load(capture, enterprises);
        mill = enterprises.byId(millOf(stretched().subject())).orElseThrow();
        open(MILL, Role.STEEL_MILL, mill().id());
        Enterprise bank = enterprises.all().stream()
                .filter(enterprise -> enterprise.sandbox() && enterprise.kind() == EnterpriseKind.INSTITUTE)
                .findFirst()
                .orElseThrow();
        open(STRANGER, Role.STEEL_MILL, bank.id());
        open(OPERATOR, Role.OPERATOR, null);
    }

    private void open(String login, Role role, @Nullable UUID enterprise) {
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "钢材检验员", "Steel inspector", role, enterprise));
    }

    private SandboxTruth truth() {
        return Objects.requireNonNull(loaded);
    }

    private Enterprise mill() {
        return Objects.requireNonNull(mill);
    }

    private SandboxFault.StretchedCertificate stretched() {
        return truth().faults(SandboxFault.StretchedCertificate.class).getFirst();
    }

    private UUID millOf(String heat) {
        return enterprises.all().stream()
                .filter(enterprise -> heats.melted(enterprise.id(), Instant.EPOCH, Instant.now()).stream()
                        .anyMatch(melted -> melted.id().equals(heat)))
                .map(Enterprise::id)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void findsEveryStretchedCertificateAndNothingElse() {
        Map<String, SandboxFault.StretchedCertificate> planted = new HashMap<>();
        truth().faults(SandboxFault.StretchedCertificate.class).forEach(fault -> planted.put(fault.subject(), fault));
        assertThat(planted).isNotEmpty();
        for (String heat : truth().heats()) {
            // Without the certificates that the other tests enter.
            HeatBalance balance =
                    MassBalance.of(genealogy.trace(heat, Direction.DOWNSTREAM, null, MassBalances.WEIGHED), List.of());
            SandboxFault.StretchedCertificate fault = planted.get(heat);
            if (fault == null) {
                assertThat(balance.findings()).as(heat).isEmpty();
                assertThat(balance.verdict()).as(heat).isEqualTo(HeatBalance.Verdict.BALANCES);
            } else {
                assertThat(balance.verdict()).isEqualTo(HeatBalance.Verdict.SURPLUS);
                assertThat(balance.melted()).isEqualByComparingTo(fault.certifiedKilograms());
                assertThat(balance.taken()).isEqualByComparingTo(fault.claimedKilograms());
                assertThat(balance.findings()).singleElement().satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(HeatBalance.FindingKind.HEAT_OVERDRAWN);
                    assertThat(finding.surplus())
                            .isEqualByComparingTo(fault.claimedKilograms().subtract(fault.certifiedKilograms()));
                });
                UUID culprit = enterprises.byGln(fault.culprit()).orElseThrow().id();
                assertThat(balance.uses())
                        .filteredOn(HeatBalance.Use::over)
                        .extracting(HeatBalance.Use::by)
                        .containsExactly(culprit);
            }
        }
    }

    @Test
    void showsABalanceOnlyToWhoHasToDoWithTheSteel() {
        Caller stranger = new Caller(
                UUID.randomUUID(), UUID.randomUUID(), null, Set.of(Permission.BALANCES_READ), DataScope.ENTERPRISE);
        assertThatThrownBy(() -> balances.of(stretched().subject(), stranger))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(CertificateProblem.NOT_YOUR_HEAT));
        Caller own = new Caller(
                UUID.randomUUID(), mill().id(), null, Set.of(Permission.BALANCES_READ), DataScope.ENTERPRISE);
        assertThat(balances.of(stretched().subject(), own).balance().findings())
                .extracting(HeatBalance.Finding::kind)
                .contains(HeatBalance.FindingKind.HEAT_OVERDRAWN);
    }

    @Test
    void keepsACertificateWithItsScanOnceAndShowsItFromABearing() {
        String heat = stretched().subject();
        byte[] scan = "%PDF-1.7\nmill certificate\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
        String json = """
                {"number": "IT-1", "issuer": "某钢厂", "grade": "100Cr6", "heat": "%s", "massKilograms": 40000, "issuedOn": "2025-07-01",
                 "composition": {"C": 1.0, "Si": 0.2, "Mn": 0.3, "Cr": 1.5}}""".formatted(heat);
        LinkedMultiValueMap<String, Object> body = new LinkedMultiValueMap<String, Object>();
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        body.add("certificate", new HttpEntity<>(json, headers));
        body.add("file", new ByteArrayResource(scan) {
            @Override
            public String getFilename() {
                return "质保书.pdf";
            }
        });
        String[] ids = new String[2];
        for (int i = 0; i < 2; i++) {
            CertificatesApi.Checked kept = http.post()
                    .uri("/api/v1/certificates")
                    .headers(request -> request.setBasicAuth(MILL, PASSWORD))
                    .contentType(MediaType.MULTIPART_FORM_DATA)
                    .body(body)
                    .exchange()
                    .expectStatus()
                    .isCreated()
                    .expectBody(CertificatesApi.Checked.class)
                    .returnResult()
                    .getResponseBody();
            MillCertificate certificate = Objects.requireNonNull(kept).certificate();
            assertThat(certificate.grade()).isEqualTo("GCr15");
            assertThat(kept.check().verdict()).isEqualTo(CompositionCheck.Verdict.CONFORMS);
            ids[i] = certificate.id().toString();
        }
        assertThat(ids[0]).isEqualTo(ids[1]);
        assertThat(http.get()
                        .uri("/api/v1/certificates/" + ids[0] + "/file")
                        .headers(request -> request.setBasicAuth(MILL, PASSWORD))
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBodyContent())
                .isEqualTo(scan);

        String unit = truth().downstreamUnits(heat).iterator().next();
        for (String login : List.of(OPERATOR, MILL)) {
            http.get()
                    .uri("/api/v1/certificates?of={unit}", unit)
                    .headers(request -> request.setBasicAuth(login, PASSWORD))
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$[?(@.certificate.number == 'IT-1')].certificate.heatNumber")
                    .exists();
        }
        for (String path : List.of("/api/v1/certificates/" + ids[0], "/api/v1/certificates/" + ids[0] + "/file")) {
            http.get()
                    .uri(path)
                    .headers(request -> request.setBasicAuth(STRANGER, PASSWORD))
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
        http.post()
                .uri("/api/v1/certificates/" + ids[0] + "/withdraw?why=test")
                .headers(request -> request.setBasicAuth(STRANGER, PASSWORD))
                .exchange()
                .expectStatus()
                .isNotFound();
        http.post()
                .uri("/api/v1/certificates/" + ids[0] + "/withdraw?why=test")
                .headers(request -> request.setBasicAuth(MILL, PASSWORD))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void saysOfEachFieldWhatIsWrong() {
        http.post()
                .uri("/api/v1/certificates")
                .headers(request -> request.setBasicAuth(MILL, PASSWORD))
                .header("Accept-Language", "en")
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"number": "", "issuer": "x", "grade": "GCr15", "heat": "no such heat", "massKilograms": -1,
                         "issuedOn": "2999-01-01", "kind": "9.9", "composition": {"C": 101, "Xyz": 1}}""")
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[*].field")
                .value(
                        List.class,
                        fields -> assertThat(Set.copyOf((List<?>) fields))
                                .isEqualTo(Set.of(
                                        "number",
                                        "kind",
                                        "heat",
                                        "massKilograms",
                                        "issuedOn",
                                        "composition.C",
                                        "composition.Xyz")));
    }

    @Test
    void balancesAllHeatsOfAYearInTheBackground() throws InterruptedException {
        BalanceRun run = Objects.requireNonNull(http.post()
                .uri("/api/v1/balances/runs?first=2025-01-01&last=2026-06-30")
                .headers(request -> request.setBasicAuth(OPERATOR, PASSWORD))
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody(BalanceRun.class)
                .returnResult()
                .getResponseBody());
        Instant until = Instant.now().plus(Duration.ofSeconds(60));
        while (run.state() == BalanceRun.State.RUNNING && Instant.now().isBefore(until)) {
            Thread.sleep(100);
            run = Objects.requireNonNull(http.get()
                    .uri("/api/v1/balances/runs/" + run.id())
                    .headers(request -> request.setBasicAuth(OPERATOR, PASSWORD))
                    .exchange()
                    .expectBody(BalanceRun.class)
                    .returnResult()
                    .getResponseBody());
        }
        assertThat(run.state()).isEqualTo(BalanceRun.State.DONE);
        assertThat(run.total()).isGreaterThanOrEqualTo(truth().heats().size());
        assertThat(run.found())
                .isEqualTo(
                        truth().faults(SandboxFault.StretchedCertificate.class).size());
        http.post()
                .uri("/api/v1/balances/runs?first=2026-01-01&last=2025-06-30")
                .headers(request -> request.setBasicAuth(OPERATOR, PASSWORD))
                .exchange()
                .expectStatus()
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "en,360"})
    void entersACertificateImportsAListAndReadsTheArithmetic(String language, int width) throws IOException {
        Journeys journeys = Journeys.on(port);
        String own = heats.melted(mill().id(), Instant.EPOCH, Instant.now())
                .getLast()
                .number();
        try (BrowserContext context = journeys.context(language, width)) {
            Page page = journeys.logIn(context, MILL, PASSWORD);
            journeys.open(page, "/certificates?lang=" + language);
            picture(page, "certificates", language, width);
            journeys.open(page, "/certificates/new");
            page.fill("#number", "J-" + language);
            page.fill("#heat", "nothing");
            page.fill("#grade", "GCr15");
            page.fill("#massKilograms", "38,500");
            page.fill("#issuedOn", "2025-09-01");
            page.fill("#composition-C", "1.20");
            page.locator("main form.form button.primary").click();
            page.waitForSelector(".note.bad");
            picture(page, "certificate-refused", language, width);
            page.fill("#heat", own);
            for (String[] share : new String[][] {{"C", "1.02"}, {"Si", "0.25"}, {"Mn", "0.33"}, {"Cr", "1.48"}}) {
                page.fill("#composition-" + share[0], share[1]);
            }
            page.setInputFiles(
                    "#file",
                    new FilePayload(
                            "certificate.pdf",
                            "application/pdf",
                            "%PDF-1.7\nmill certificate\n%%EOF\n".getBytes(StandardCharsets.US_ASCII)));
            page.locator("main form.form button.primary").click();
            page.waitForSelector("#withdraw");
            assertThat(page.textContent("main")).contains("J-" + language);
            picture(page, "certificate", language, width);

            journeys.open(page, "/certificates/imports");
            page.setInputFiles(
                    "#file",
                    new FilePayload(
                            "list.xlsx",
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                            list(language, own)));
            page.locator("main form.form button.primary").click();
            page.waitForSelector("#confirm");
            picture(page, "certificates-import", language, width);
            page.click("#confirm");
            page.waitForSelector(".note.good");

            journeys.open(page, "/balances");
            page.click("#run-start");
            page.waitForURL("**/balances");
            page.waitForSelector("#run a");
            journeys.open(page, "/balances");
            picture(page, "balances", language, width);
            journeys.open(
                    page,
                    "/balances/heat?id="
                            + org.raceway.platform.Page.encode(stretched().subject()));
            assertThat(page.textContent(".note.bad"))
                    .contains(new DecimalFormat("#,###.###")
                            .format(stretched()
                                    .claimedKilograms()
                                    .subtract(stretched().certifiedKilograms())));
            picture(page, "balance-stretched", language, width);
        }
    }

    private static byte[] list(String language, String heat) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(output, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("list");
            List<List<String>> rows = List.of(
                    List.of("证书编号", "出证单位", "牌号", "炉号", "重量（kg）", "出证日期", "C", "Si", "Mn", "Cr %"),
                    List.of("L-" + language, "某钢厂", "GCr15", heat, "1,000", "2025/09/02", "1.0", "0.2", "0.3", "1.5"),
                    List.of("L-2", "某钢厂", "GCr15", "没有这炉", "一吨", "昨天", "1.0", "0.2", "0.3", "1.5"),
                    List.of("L-" + language, "某钢厂", "GCr15", heat, "1,000", "2025/09/02", "1.0", "0.2", "0.3", "1.5"));
            for (int row = 0; row < rows.size(); row++) {
                for (int place = 0; place < rows.get(row).size(); place++) {
                    sheet.value(row, place, rows.get(row).get(place));
                }
            }
        }
        return output.toByteArray();
    }
}
