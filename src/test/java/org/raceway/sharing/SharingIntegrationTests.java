package org.raceway.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.traceability.Capture;
import org.raceway.traceability.CaptureBehaviour;
import org.raceway.traceability.CaptureJob;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A heat treater's lot is ground by a neighbour and assembled by that one's customer, who sees of it what the heat treater lets them. */
@RacewayIntegrationTest
class SharingIntegrationTests {
    private static final String PASSWORD = "sharing-test-1";

    private final Enterprises enterprises;
    private final Accounts accounts;
    private final Capture capture;
    private final RestTestClient client;
    private final int port;
    private final JsonMapper json = JsonMapper.shared();

    private record Plant(Enterprise enterprise, String login) {
        String gtin() {
            String digits = "0" + enterprise.gs1Prefix() + "00300";
            return digits + CheckDigits.of(digits);
        }

        String lot() {
            return "https://id.gs1.org/01/" + gtin() + "/10/L-1";
        }
    }

    @Autowired
    SharingIntegrationTests(
            Enterprises enterprises,
            Accounts accounts,
            Capture capture,
            RestTestClient client,
            @LocalServerPort int port) {
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.capture = capture;
        this.client = client;
        this.port = port;
    }

    @Test
    void showsAFieldUnderTheRuleOnly() {
        Plant heatTreater = plant(EnterpriseKind.HEAT_TREATER, "临清炎铭热处理");
        Plant grinder = plant(EnterpriseKind.GRINDER, "临清砺川磨加工");
        Plant assembler = plant(EnterpriseKind.ASSEMBLER, "临清泽岳轴承");
        record(heatTreater, grinder, assembler);

        assertThat(lotSeen(assembler, heatTreater)).isEmpty();
        assertThat(seenBy(assembler, assembler.lot()).toString()).doesNotContain("H-778");
        String rule = set(
                heatTreater,
                "{\"effect\":\"open\",\"partner\":\"" + assembler.enterprise().id() + "\",\"product\":\""
                        + heatTreater.gtin()
                        + "\",\"firstDay\":\"2026-01-01\",\"fields\":[\"INSPECTION\",\"HEAT\"]}");
        String seen = seenBy(assembler, assembler.lot()).toString();
        assertThat(seen)
                .contains("H-778")
                .contains("61.5")
                .doesNotContain("3#")
                .doesNotContain(heatTreater.lot())
                .doesNotContain(heatTreater.enterprise().id().toString());
        set(heatTreater, "{\"effect\":\"close\",\"fields\":[\"INSPECTION\",\"PROCESS\"]}");
        assertThat(seenBy(assembler, assembler.lot()).toString())
                .contains("H-778")
                .doesNotContain("61.5");
        JsonNode near = lotSeen(grinder, heatTreater).orElseThrow();
        assertThat(near.path("facts").has("heatNumber")).isTrue();
        assertThat(near.toString()).doesNotContain("61.5").doesNotContain("3#");
        assertThat(seenBy(heatTreater, heatTreater.lot()).toString())
                .contains("61.5")
                .contains("3#");

        String preview = get(
                        heatTreater,
                        "/api/v1/sharing/preview?partner="
                                + assembler.enterprise().id() + "&id=" + heatTreater.lot())
                .toString();
        assertThat(preview).contains("\"beyond\":[\"HEAT\"]");
        assertThat(get(assembler, "/api/v1/sharing/rules")).isEmpty();
        delete(assembler, rule, 404);
        delete(heatTreater, rule, 204);
        assertThat(seenBy(assembler, assembler.lot()).toString()).doesNotContain("H-778");
    }

    @ParameterizedTest
    @CsvSource({"zh,360", "en,1280"})
    void setsARuleAndLooksAtWhatAPartnerSees(String language, int width) {
        Journeys journeys = Journeys.on(port);
        Plant heatTreater = plant(EnterpriseKind.HEAT_TREATER, "临清炎铭热处理");
        Plant grinder = plant(EnterpriseKind.GRINDER, "临清砺川磨加工");
        Plant assembler = plant(EnterpriseKind.ASSEMBLER, "临清泽岳轴承");
        record(heatTreater, grinder, assembler);
        try (BrowserContext context = journeys.context(language, width)) {
            Page page = journeys.logIn(context, heatTreater.login(), PASSWORD);
            journeys.open(page, "/sharing");
            page.fill("#partner", assembler.enterprise().uscc());
            page.fill("#product", heatTreater.gtin());
            page.locator("form[action='/sharing'] button.primary").click();
            Journeys.picture(page, "sharing-wrong", language, width);
            page.check("input[value=HEAT]");
            page.check("input[value=INSPECTION]");
            page.fill("#firstDay", "2026-01-01");
            page.locator("form[action='/sharing'] button.primary").click();
            page.waitForSelector("tbody");
            assertThat(page.textContent("tbody")).contains("2026-01-01").contains(heatTreater.gtin());
            Journeys.picture(page, "sharing-rules", language, width);
            journeys.open(page, "/sharing/preview");
            page.fill("#partner", assembler.enterprise().uscc());
            page.fill("input#id", heatTreater.lot());
            page.locator("form[action='/sharing/preview'] button.primary").click();
            page.waitForSelector("dl.facts");
            Journeys.picture(page, "sharing-preview", language, width);
        }
    }

    private void record(Plant heatTreater, Plant grinder, Plant assembler) {
        transform(
                heatTreater,
                1,
                "quenching",
                "https://id.gs1.org/01/" + heatTreater.gtin() + "/10/RAW",
                heatTreater.lot(),
                "\"raceway:heatNumber\":\"H-778\",\"raceway:furnace\":\"3#\",\"raceway:hardnessHrc\":61.5");
        transform(grinder, 2, "grinding", heatTreater.lot(), grinder.lot(), "");
        transform(assembler, 3, "assembling", grinder.lot(), assembler.lot(), "");
    }

    private void transform(Plant by, int day, String step, String in, String out, String ilmd) {
        String document = "{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
                + "{\"raceway\":\"https://w3id.org/raceway/vocabulary#\"}],"
                + "\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-11-02T03:04:05Z\","
                + "\"epcisBody\":{\"eventList\":[{\"type\":\"TransformationEvent\",\"eventTime\":\"2026-10-0" + day
                + "T09:00:00+08:00\",\"eventTimeZoneOffset\":\"+08:00\",\"inputQuantityList\":[{\"epcClass\":\"" + in
                + "\",\"quantity\":100}],\"outputQuantityList\":[{\"epcClass\":\"" + out
                + "\",\"quantity\":100}],\"bizStep\":\"creating_class_instance\",\"raceway:step\":\"" + step
                + "\",\"ilmd\":{" + (ilmd.isEmpty() ? "\"raceway:note\":\"x\"" : ilmd) + "}}]}}";
        CaptureJob job = capture.capture(
                by.enterprise().id(),
                document.getBytes(StandardCharsets.UTF_8),
                "application/ld+json",
                CaptureBehaviour.ROLLBACK,
                "test");
        if (!job.success()) {
            throw new IllegalStateException(job.errors() + " " + document);
        }
    }

    private Optional<JsonNode> lotSeen(Plant reader, Plant maker) {
        return StreamSupport.stream(seenBy(reader, reader.lot()).path("nodes").spliterator(), false)
                .filter(node -> node.path("id").asString().equals(maker.lot()))
                .findFirst();
    }

    private JsonNode seenBy(Plant reader, String id) {
        return get(reader, "/api/v1/genealogy?direction=upstream&history=all&id=" + id);
    }

    private JsonNode get(Plant reader, String path) {
        return json.readTree(client.get()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(reader.login(), PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody());
    }

    private String set(Plant owner, String body) {
        return json.readTree(client.post()
                        .uri("/api/v1/sharing/rules")
                        .headers(headers -> headers.setBasicAuth(owner.login(), PASSWORD))
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody(byte[].class)
                        .returnResult()
                        .getResponseBody())
                .path("rule")
                .path("id")
                .asString();
    }

    private void delete(Plant owner, String rule, int status) {
        client.delete()
                .uri("/api/v1/sharing/rules/" + rule)
                .headers(headers -> headers.setBasicAuth(owner.login(), PASSWORD))
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private Plant plant(EnterpriseKind kind, String name) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String uscc = "91371599MA" + random.nextInt(1_000_000, 9_999_999);
        String prefix = "95" + random.nextInt(10_000, 99_999);
        String gln = prefix + "00000";
        Enterprise enterprise = enterprises.register(new Enterprise(
                UUID.randomUUID(),
                uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                gln + CheckDigits.of(gln),
                prefix,
                kind,
                name + prefix + "有限公司",
                "Sharing plant " + prefix,
                "371581",
                null,
                null,
                true));
        String login = "sharing-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "测试", "Test", Role.PLANT_OWNER, enterprise.id()));
        return new Plant(enterprise, login);
    }
}
