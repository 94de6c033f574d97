package org.raceway.subcontracting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.TestCluster;
import org.raceway.access.Caller;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.sandbox.SandboxCluster;
import org.raceway.sandbox.SandboxSize;
import org.raceway.subcontracting.Plants.Plant;
import org.raceway.subcontracting.Subcontracts.Side;
import org.raceway.traceability.Capture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RacewayIntegrationTest
class SubcontractingIntegrationTests {
    private static final LocalDate ALWAYS = LocalDate.of(2020, 1, 1);
    private static final String PATH = "/api/v1/subcontracting";

    private final Enterprises enterprises;
    private final Accounts accounts;
    private final Capture capture;
    private final Subcontracts subcontracts;
    private final RestTestClient client;
    private final JsonMapper json = JsonMapper.shared();

    @Autowired
    SubcontractingIntegrationTests(
            Enterprises enterprises,
            Accounts accounts,
            Capture capture,
            Subcontracts subcontracts,
            RestTestClient client) {
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.capture = capture;
        this.subcontracts = subcontracts;
        this.client = client;
    }

    /** In the simulated cluster nothing is lost at subcontractors. */
    @Test
    void balancesTheSimulatedClusterOnBothSides() {
        TestCluster.load(capture, enterprises);
        int pairs = 0;
        for (Enterprise registered : SandboxCluster.enterprises(SandboxSize.SMALL, SandboxCluster.SEED)) {
            Enterprise enterprise =
                    enterprises.byGln(Objects.requireNonNull(registered.gln())).orElseThrow();
            Subcontracts.Lots lots = subcontracts.lots(caller(enterprise.id()), Side.GIVEN, ALWAYS);
            assertThat(lots.truncated()).isFalse();
            assertThat(lots.lots()).allMatch(lot -> lot.state() == SentLot.State.SETTLED && !lot.assumed());
            for (Balance balance : Balance.of(lots.lots())) {
                assertThat(balance.out().signum()).isPositive();
                assertThat(balance.out()).isEqualByComparingTo(balance.back());
                List<Balance> theirs = Balance.of(subcontracts
                        .lots(caller(balance.partner()), Side.RECEIVED, ALWAYS)
                        .with(enterprise.id())
                        .lots());
                assertThat(theirs).containsExactly(balance);
                pairs++;
            }
            if (enterprise.kind() == EnterpriseKind.ASSEMBLER) {
                assertThat(lots.lots()).isEmpty();
            }
        }
        assertThat(pairs).isPositive();
    }

    @Test
    void showsBothSidesTheSameBalanceAndNobodyElse() throws Exception {
        Plants plants = new Plants(enterprises, accounts, capture);
        JsonNode mine = get(plants.turner, "?side=given&since=2026-01-01").path("balances");
        assertThat(mine).hasSize(1);
        assertThat(mine.get(0).path("out").intValue()).isEqualTo(500);
        assertThat(mine.get(0).path("back").intValue()).isEqualTo(394);
        assertThat(mine.get(0).path("missing").intValue()).isEqualTo(6);
        assertThat(mine.get(0).path("atPartner").intValue()).isEqualTo(100);
        assertThat(get(plants.heatTreater, "?side=received&since=2026-01-01").path("balances"))
                .isEqualTo(mine);
        assertThat(get(plants.stranger, "?side=given").path("balances")).isEmpty();
        assertThat(get(plants.stranger, "?side=received").path("balances")).isEmpty();
        assertThat(get(plants.stranger, "/lots?partner=" + plants.turner.id()).path("lots"))
                .isEmpty();

        String term = "{\"partner\":\"" + plants.heatTreater.id() + "\",\"product\":\"" + plants.turner.gtin(100)
                + "\",\"allowancePercent\":1.5,\"days\":10,\"note\":\"合同 2026-17\"}";
        String id = json.readTree(client.post()
                        .uri(PATH + "/terms")
                        .headers(headers -> headers.setBasicAuth(plants.turner.login(), Plants.PASSWORD))
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(term)
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody(byte[].class)
                        .returnResult()
                        .getResponseBody())
                .path("id")
                .asString();
        refuses(plants.turner, term, 409);
        refuses(plants.turner, "{\"allowancePercent\":101}", 400);
        refuses(plants.turner, "{\"product\":\"123\"}", 400);
        for (Plant plant : List.of(plants.turner, plants.heatTreater)) {
            String side = plant.equals(plants.turner) ? "given" : "received";
            JsonNode lots =
                    get(plant, "/lots?side=" + side + "&since=2026-01-01").path("lots");
            assertThat(lots.get(0).path("lost").intValue()).isEqualTo(6);
            assertThat(lots.get(0).path("state").asString()).isEqualTo("SETTLED");
            assertThat(lots.get(1).path("state").asString()).isEqualTo("OVERDUE");
            assertThat(get(plant, "/terms")).hasSize(1);
        }
        assertThat(get(plants.stranger, "/terms")).isEmpty();
        for (Plant plant : List.of(plants.heatTreater, plants.stranger)) {
            client.delete()
                    .uri(PATH + "/terms/" + id)
                    .headers(headers -> headers.setBasicAuth(plant.login(), Plants.PASSWORD))
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
        client.delete()
                .uri(PATH + "/terms/" + id)
                .headers(headers -> headers.setBasicAuth(plants.turner.login(), Plants.PASSWORD))
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(get(plants.heatTreater, "?side=received&since=2026-01-01").path("balances"))
                .isEqualTo(mine);
    }

    private void refuses(Plant plant, String body, int status) {
        client.post()
                .uri(PATH + "/terms")
                .headers(headers -> headers.setBasicAuth(plant.login(), Plants.PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private JsonNode get(Plant plant, String query) {
        return json.readTree(client.get()
                .uri(PATH + query)
                .headers(headers -> headers.setBasicAuth(plant.login(), Plants.PASSWORD))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody());
    }

    private static Caller caller(UUID enterprise) {
        return new Caller(
                UUID.randomUUID(),
                enterprise,
                null,
                EnumSet.copyOf(Role.PLANT_OWNER.permissions()),
                Role.PLANT_OWNER.scope());
    }
}
