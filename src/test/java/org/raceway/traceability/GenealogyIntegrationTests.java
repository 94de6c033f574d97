package org.raceway.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.TestCluster;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.sandbox.SandboxFault;
import org.raceway.sandbox.SandboxTruth;
import org.raceway.traceability.GenealogyGraph.Bounds;
import org.raceway.traceability.GenealogyGraph.GapKind;
import org.raceway.traceability.GenealogyGraph.Kind;
import org.raceway.traceability.GenealogyGraph.Node;
import org.raceway.traceability.Passport.Reason;
import org.raceway.traceability.Passport.Verdict;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The walk and the scan page against the simulated cluster, whose truth is known. */
@RacewayIntegrationTest
class GenealogyIntegrationTests {
    private static @Nullable SandboxTruth loaded;

    private final Genealogy genealogy;
    private final Passports passports;
    private final RestTestClient http;

    @Autowired
    GenealogyIntegrationTests(Genealogy genealogy, Passports passports, RestTestClient http) {
        this.genealogy = genealogy;
        this.passports = passports;
        this.http = http;
    }

    @BeforeEach
    void load(@Autowired Capture capture, @Autowired Enterprises enterprises, @Autowired Accounts accounts) {
        loaded = TestCluster.load(capture, enterprises);
        if (!accounts.exists("genealogy-test")) {
            accounts.create(
                    new Accounts.NewAccount("genealogy-test", "long enough 1", "测试", "Test", Role.OPERATOR, null));
        }
    }

    @Test
    void findsExactlyTheHeatsOfEveryBearing() {
        for (String unit : sample(truth().units(), 150)) {
            assertThat(ids(trace(unit, Direction.UPSTREAM, null), Kind.HEAT))
                    .as("heats of %s", unit)
                    .isEqualTo(truth().upstreamHeats(unit));
        }
    }

    @Test
    void findsExactlyTheBearingsOfEveryHeatAndFurnaceLot() {
        for (String heat : sample(truth().heats(), 10)) {
            assertThat(ids(trace(heat, Direction.DOWNSTREAM, null), Kind.UNIT))
                    .as("bearings of %s", heat)
                    .isEqualTo(truth().downstreamUnits(heat));
        }
        for (String lot : sample(truth().furnaceLots(), 20)) {
            GenealogyGraph graph = trace(lot, Direction.DOWNSTREAM, null);
            assertThat(ids(graph, Kind.UNIT)).as("bearings of %s", lot).isEqualTo(truth().downstreamUnits(lot));
        }
    }

    @Test
    void knowsWhatABoxHeldThen() {
        for (String box : sample(truth().boxes(), 40)) {
            GenealogyGraph whole = trace(box, Direction.UPSTREAM, null);
            Instant last = whole.nodes().getFirst().lastTime();
            if (last == null) {
                continue;
            }
            for (Instant at : List.of(last.minusSeconds(86_400), last.plusSeconds(86_400))) {
                GenealogyGraph graph = trace(box, Direction.UPSTREAM, at);
                Set<String> held = graph.edges().stream()
                        .filter(edge -> edge.kind() == GenealogyGraph.EdgeKind.CONTAINED
                                && edge.to().equals(graph.start()))
                        .map(GenealogyGraph.Edge::from)
                        .collect(Collectors.toSet());
                assertThat(held).as("in %s at %s", box, at).isEqualTo(truth().contents(box, at));
            }
        }
    }

    @Test
    void countsOnlyTheCorrectedEvent() {
        for (SandboxFault.WrongEvent fault : truth().faults(SandboxFault.WrongEvent.class)) {
            Set<String> near = trace(fault.subject(), Direction.UPSTREAM, null).nodes().stream()
                    .map(Node::id)
                    .collect(Collectors.toSet());
            assertThat(near).contains(fault.rightlyNamed()).doesNotContain(fault.wronglyNamed());
        }
    }

    @Test
    void reportsPlantedFaults() {
        for (SandboxFault.LostBox fault : truth().faults(SandboxFault.LostBox.class)) {
            assertThat(trace(fault.subject(), Direction.UPSTREAM, null).gaps()).anySatisfy(gap -> {
                assertThat(gap.kind()).isEqualTo(GapKind.SHIPPED_NOT_RECEIVED);
                assertThat(gap.node()).isEqualTo(fault.subject());
            });
        }
        for (SandboxFault.StretchedCertificate fault : truth().faults(SandboxFault.StretchedCertificate.class)) {
            assertThat(trace(fault.subject(), Direction.DOWNSTREAM, null).gaps())
                    .anyMatch(gap -> gap.kind() == GapKind.MORE_USED_THAN_MADE);
        }
    }

    @Test
    void judgesCodesByTheRecords() {
        for (SandboxFault.DoublyIssuedCode fault : truth().faults(SandboxFault.DoublyIssuedCode.class)) {
            assertThat(passport(fault.subject()).reasons()).contains(Reason.of("scan.reason.issuedTwice"));
        }
        for (SandboxFault.DoublySoldCode fault : truth().faults(SandboxFault.DoublySoldCode.class)) {
            assertThat(passport(fault.subject()).reasons()).contains(Reason.of("scan.reason.soldTwice"));
        }
        long good = sample(truth().units(), 100).stream()
                .filter(unit -> passport(unit).verdict() == Verdict.IN_ORDER)
                .count();
        assertThat(good).isGreaterThan(80);
        Passport passport = passport(example());
        assertThat(passport.designation()).isNotEmpty();
        assertThat(passport.facts().stream().map(Passport.Fact::field)).contains("maker", "heatNumber", "steelMill");
        assertThat(passport.inspection()).hasSize(3);
        Passport never = passports.of(path(example()) + "NEVER", Locale.ENGLISH);
        assertThat(never.verdict()).isEqualTo(Verdict.SUSPICIOUS);
        assertThat(never.reasons()).contains(Reason.of("scan.reason.neverIssued"));
    }

    @Test
    void scanPageNeedsNoLoginAndIsSmall() {
        String path = path(example());
        for (String language : List.of("zh", "en")) {
            byte[] page = http.get()
                    .uri(path + "?lang=" + language)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .returnResult()
                    .getResponseBody();
            assertThat(page).isNotNull().hasSizeLessThan(100_000);
            assertThat(new String(page, StandardCharsets.UTF_8)).doesNotContain("<script");
        }
        String wrong = http.get()
                .uri("/01/09506000134353/21/1?lang=en")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(wrong).contains("suspicious").contains("check digit");
        http.get()
                .uri("/01/09506000134352/21/12345?lang=en")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void answersTheApiToWhoIsLoggedIn() {
        http.get()
                .uri("/api/v1/genealogy?id={id}&direction=upstream", example())
                .headers(headers -> headers.setBasicAuth("genealogy-test", "long enough 1"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.nodes[0].kind")
                .isEqualTo("UNIT")
                .jsonPath("$.enterprises[0].kind")
                .isNotEmpty();
        http.get()
                .uri("/api/v1/genealogy?id=urn:epc:id:sgtin:1.2")
                .headers(headers -> headers.setBasicAuth("genealogy-test", "long enough 1"))
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private static SandboxTruth truth() {
        return Objects.requireNonNull(loaded);
    }

    private static String example() {
        return Objects.requireNonNull(truth().examples().get("unit"));
    }

    private GenealogyGraph trace(String id, Direction direction, @Nullable Instant at) {
        return genealogy.trace(id, direction, at, Bounds.DEFAULT);
    }

    private Passport passport(String id) {
        return passports.of(path(id), Locale.SIMPLIFIED_CHINESE);
    }

    private static String path(String id) {
        return id.substring("https://id.gs1.org".length());
    }

    private static Set<String> ids(GenealogyGraph graph, Kind kind) {
        return graph.nodes().stream()
                .filter(node -> node.kind() == kind)
                .map(Node::id)
                .collect(Collectors.toSet());
    }

    private static List<String> sample(List<String> all, int count) {
        int step = Math.max(1, all.size() / count);
        return IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .mapToObj(all::get)
                .toList();
    }
}
