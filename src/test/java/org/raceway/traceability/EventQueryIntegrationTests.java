package org.raceway.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.raceway.RacewayIntegrationTest;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.WholeDatabase;
import org.raceway.traceability.epcis.EpcisXml;
import org.raceway.traceability.epcis.Limits;
import org.raceway.traceability.epcis.ReadDocument;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one enterprise captured, found again by everything that the standard lets one ask for. */
@RacewayIntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventQueryIntegrationTests {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LOGIN = "event-query";
    private static final String PASSWORD = "query-secret";
    private static final String USCC = "91371500MA3C0EPC3";
    private static final int UNITS = 12;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final UUID owner = UUID.randomUUID();
    private final EventQueries shortWalks;

    EventQueryIntegrationTests(
            @Autowired WholeDatabase whole,
            @Autowired EventStore store,
            @Autowired PageTokens tokens,
            @LocalServerPort int port) {
        base = "http://localhost:" + port;
        shortWalks = new EventQueries(
                whole.client(),
                store,
                tokens,
                new JdbcTransactionManager(whole.dataSource()),
                new EventQueries.Bounds(2, 5));
    }

    @BeforeAll
    void capture(@Autowired Accounts accounts, @Autowired Enterprises enterprises) throws Exception {
        Enterprise enterprise = enterprises.register(new Enterprise(
                owner,
                USCC + UnifiedSocialCreditCode.checkCharacter(USCC),
                "9521234500001",
                "9521234",
                EnterpriseKind.ASSEMBLER,
                "查询测试",
                "Query test",
                "371502",
                null,
                null,
                true));
        accounts.create(new Accounts.NewAccount(LOGIN, PASSWORD, "测试", "Test", Role.QUALITY, enterprise.id()));
        List<String> events = new ArrayList<>();
        for (int i = 0; i < UNITS; i++) {
            events.add(event(
                    i,
                    i % 2 == 0
                            ? "urn:epc:id:sgtin:9521234.050002." + i
                            : "https://id.gs1.org/01/09521234500018/21/" + i,
                    i % 3 == 0 ? "po" : "inv",
                    i % 4 == 0 ? "owning_party" : "possessing_party"));
        }
        post(document("""
                "epcisHeader": {"epcisMasterData": {"vocabularyList": [{"type": "urn:epcglobal:epcis:vtype:ReadPoint",
                  "vocabularyElementList": [
                    {"id": "urn:query:hall:2", "attributes": [{"id": "q:floor", "attribute": 2}]},
                    {"id": "urn:query:hall:1", "attributes": [{"id": "cbvmda:city", "attribute": "Linqing"}]},
                    {"id": "urn:query:site", "children": ["urn:query:hall:0", "urn:query:wing"]},
                    {"id": "urn:query:wing", "children": ["urn:query:hall:1", "urn:query:site"]}]},
                  {"type": "urn:epcglobal:epcis:vtype:SourceDest", "vocabularyElementList": [
                    {"id": "urn:query:yard:1", "attributes": [{"id": "q:gates", "attribute": "east"}, {"id": "q:gates", "attribute": "west"}]}]}]}},
                """, events));
    }

    private static String event(int i, String epc, String transaction, String party) {
        return """
                {"type": "ObjectEvent", "action": "OBSERVE", "bizStep": "inspecting",
                 "eventTime": "2026-03-01T08:00:%02d+08:00", "eventTimeZoneOffset": "+08:00",
                 "epcList": ["%s"], "readPoint": {"id": "urn:query:hall:%d"},
                 "bizTransactionList": [{"type": "%s", "bizTransaction": "urn:query:document"}],
                 "sourceList": [{"type": "%s", "source": "urn:epc:id:pgln:9521234.50000"}],
                 "destinationList": [{"type": "location", "destination": "urn:query:yard:%d"}],
                 "sensorElementList": [{"sensorReport": [{"type": "Temperature", "value": %d, "uom": "CEL"}]}],
                 "q:number": %d}
                """.formatted(i, epc, i % 3, transaction, party, i % 2, i, i);
    }

    private static String document(String header, List<String> events) {
        return """
                {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", {"q": "https://query.example/"}],
                 "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-03-02T00:00:00Z",
                 %s "epcisBody": {"eventList": [%s]}}
                """.formatted(header, String.join(",", events));
    }

    @Test
    void findsByTransactionSourceAndDestination() throws Exception {
        assertThat(count("EQ_bizTransaction_po=urn:query:document")).isEqualTo(4);
        assertThat(count("EQ_bizTransaction_inv=urn:query:document")).isEqualTo(8);
        assertThat(count("EQ_source_owning_party=https://id.gs1.org/417/9521234500001"))
                .isEqualTo(3);
        assertThat(count(
                        "EQ_source_owning_party=urn:epc:id:pgln:9521234.50000&EQ_bizTransaction_po=urn:query:document"))
                .isEqualTo(1);
        assertThat(count("EQ_destination_location=urn:query:yard:1|urn:query:yard:2"))
                .isEqualTo(6);
        assertThat(count("EQ_destination_owning_party=urn:query:yard:1")).isZero();
    }

    @Test
    void findsByPatternPlaceSensorAndField() throws Exception {
        assertThat(count("MATCH_epc=urn:epc:idpat:sgtin:9521234.050002.*")).isEqualTo(6);
        assertThat(count("MATCH_anyEPC=urn:epc:idpat:sgtin:9521234.*.*")).isEqualTo(UNITS);
        assertThat(count("MATCH_epc=urn:epc:idpat:sgtin:9521234.050002.*&EQ_readPoint=urn:query:hall:0"))
                .isEqualTo(2);
        assertThat(count("WD_readPoint=urn:query:wing")).isEqualTo(8);
        assertThat(count("WD_readPoint=urn:query:hall:2")).isEqualTo(4);
        assertThat(count("GE_value_CEL=9&EQ_type=Temperature")).isEqualTo(3);
        assertThat(count("LT_q:number=5")).isEqualTo(5);
        assertThat(count("EXISTS_errorDeclaration=false")).isEqualTo(UNITS);
    }

    @Test
    void findsByAttributesOfMasterData() throws Exception {
        assertThat(count("HASATTR_readPoint=urn:epcglobal:cbv:mda:city")).isEqualTo(4);
        assertThat(count("HASATTR_readPoint=cbvmda:city|https://query.example/floor"))
                .isEqualTo(8);
        assertThat(count("EQATTR_readPoint_urn:epcglobal:cbv:mda#city=Linqing")).isEqualTo(4);
        assertThat(count("EQATTR_readPoint_cbvmda:city=Liaocheng")).isZero();
        assertThat(count("EQATTR_destination_https://query.example/gates=east|north"))
                .isEqualTo(6);
        assertThat(count("EQATTR_destination_https://query.example/gates=south"))
                .isZero();
        assertThat(count("HASATTR_bizLocation=cbvmda:city")).isZero();
    }

    @Test
    void pagesThroughWhatOnlyTheEventsCanTell() throws Exception {
        String next = "/epcis/events?perPage=2&GE_q:number=5&orderBy=eventTime&orderDirection=ASC";
        List<Integer> seen = new ArrayList<>();
        while (!next.isEmpty()) {
            HttpResponse<String> page = send(request(next).build());
            events(page).forEach(event -> seen.add(event.path("q:number").asInt()));
            next = next(page);
        }
        assertThat(seen).containsExactly(5, 6, 7, 8, 9, 10, 11);
        assertThat(status("GE_q:number=5&maxEventCount=7")).isEqualTo(200);
        assertThat(status("GE_q:number=5&maxEventCount=6")).isEqualTo(413);
        assertThat(count("GE_q:number=5&orderBy=eventTime&eventCountLimit=3")).isEqualTo(3);
    }

    @Test
    void endsAPageWhereItHasLookedAtEnough() {
        List<Integer> sizes = new ArrayList<>();
        String token = null;
        int seen = 0;
        do {
            Map<String, String[]> parameters = token == null
                    ? Map.of("GE_q:number", new String[] {"9"})
                    : Map.of("GE_q:number", new String[] {"9"}, "nextPageToken", new String[] {token});
            EventQueries.Page page = shortWalks.page(EventQuery.of(parameters, ""), owner);
            sizes.add(page.events().size());
            seen += page.events().size();
            token = page.nextPageToken();
        } while (token != null);
        assertThat(seen).isEqualTo(3);
        assertThat(sizes).contains(0).hasSizeBetween(2, 4);

        // More events name this document than keys may be held: the events themselves are asked.
        EventQuery common = EventQuery.of(Map.of("EQ_bizTransaction_po", new String[] {"urn:query:document"}), "");
        EventQueries.Page first = shortWalks.page(common, owner);
        assertThat(first.events()).isNotEmpty();
        assertThat(first.nextPageToken()).isNotNull();
    }

    @Test
    void answersInTheFormThatIsAskedFor() throws Exception {
        String link = "https://id.gs1.org/01/09521234500025/21/0";
        String urn = "urn:epc:id:sgtin:9521234.050002.0";
        String sentAsLink = "https://id.gs1.org/01/09521234500018/21/1";
        for (String asked : new String[] {link, urn}) {
            assertThat(epc(asked, "Always_EPC_URN")).isEqualTo(urn);
            assertThat(epc(asked, "Always_GS1_Digital_Link")).isEqualTo(link);
            assertThat(epc(asked, "No_Preference")).isEqualTo(urn);
            assertThat(epc(asked, "Never_Translates")).isEqualTo(urn);
        }
        assertThat(epc(sentAsLink, "Always_EPC_URN")).isEqualTo("urn:epc:id:sgtin:9521234.050001.1");
        assertThat(epc(sentAsLink, "No_Preference")).isEqualTo(sentAsLink);
        HttpResponse<String> refused = send(
                request("/epcis/events").header("GS1-EPC-Format", "Shouting").build());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("GS1-EPC-Format");
    }

    private String epc(String asked, String format) throws Exception {
        HttpResponse<String> answer = send(request("/epcis/events?MATCH_epc=" + asked)
                .header("GS1-EPC-Format", format)
                .build());
        assertThat(answer.headers().firstValue("GS1-EPC-Format")).hasValue(format);
        return events(answer).get(0).path("epcList").get(0).asString();
    }

    @Test
    void answersInXml() throws Exception {
        HttpResponse<String> answer = send(request("/epcis/events?GE_q:number=9")
                .header("Accept", "application/xml")
                .header("GS1-EPC-Format", "Always_EPC_URN")
                .header("GS1-CBV-XML-Format", "Always_URN")
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("GS1-CBV-XML-Format")).hasValue("Always_URN");
        assertThat(answer.body())
                .contains(
                        "<epcisq:EPCISQueryDocument",
                        "<epc>urn:epc:id:sgtin:9521234.050001.9</epc>",
                        "<bizStep>urn:epcglobal:cbv:bizstep:inspecting</bizStep>");
        ReadDocument read = EpcisXml.read(answer.body().getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
        assertThat(read.violations()).isEmpty();
        assertThat(read.events()).hasSize(3);
        HttpResponse<String> web = send(request("/epcis/events?GE_q:number=9")
                .header("Accept", "text/xml")
                .build());
        assertThat(web.body()).contains("<bizStep>https://ref.gs1.org/cbv/BizStep-inspecting</bizStep>");
    }

    @Test
    void takesNoSingleEventInXml() throws Exception {
        HttpResponse<String> answer = send(request("/epcis/events?GE_q:number=11")
                .header("Accept", "application/xml")
                .build());
        HttpResponse<String> posted = send(request("/epcis/events")
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofString(answer.body()))
                .build());
        assertThat(posted.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(posted.body())
                        .path("errors")
                        .get(0)
                        .path("code")
                        .asString())
                .isEqualTo("not-one-event");
    }

    @Test
    void refusesWithTheReason() throws Exception {
        HttpResponse<String> refused = send(request("/epcis/events?HASATTR_parentID=urn:a:b")
                .header("Accept-Language", "en")
                .build());
        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode problem = JSON.readTree(refused.body());
        assertThat(problem.path("code").asString()).isEqualTo("query-parameter-unsupported");
        assertThat(problem.path("detail").asString()).contains("HASATTR_parentID", "master data");
        assertThat(status("MATCH_epc=urn:epc:idpat:sgtin:*.050002.*")).isEqualTo(400);
    }

    @Test
    void pagesThroughCaptureJobs() throws Exception {
        for (int i = 0; i < 4; i++) {
            post(document("", List.of()));
        }
        List<String> seen = new ArrayList<>();
        String next = "/epcis/capture?perPage=2";
        while (!next.isEmpty()) {
            HttpResponse<String> page = send(request(next).build());
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            JsonNode jobs = JSON.readTree(page.body());
            assertThat(jobs.size()).isBetween(1, 2);
            jobs.forEach(job -> seen.add(job.path("captureID").asString()));
            next = next(page);
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
        assertThat(send(request("/epcis/capture?nextPageToken=none").build()).statusCode())
                .isEqualTo(400);
    }

    private int count(String parameters) throws Exception {
        return events(send(request("/epcis/events?" + parameters).build())).size();
    }

    private int status(String parameters) throws Exception {
        return send(request("/epcis/events?" + parameters).build()).statusCode();
    }

    private String next(HttpResponse<String> page) {
        return page.headers()
                .firstValue("Link")
                .map(link -> link.substring(1, link.indexOf('>')).replace(base, ""))
                .orElse("");
    }

    private static JsonNode events(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body())
                .path("epcisBody")
                .path("queryResults")
                .path("resultsBody")
                .path("eventList");
    }

    private void post(String document) throws Exception {
        HttpResponse<String> answer = send(request("/epcis/capture")
                .header("Content-Type", "application/ld+json")
                .POST(HttpRequest.BodyPublishers.ofString(document))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String job = send(request(answer.headers().firstValue("Location").orElseThrow())
                        .build())
                .body();
        assertThat(JSON.readTree(job).path("success").asBoolean()).as(job).isTrue();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        int query = path.indexOf('?');
        String encoded = query < 0 ? path : path.substring(0, query + 1) + encoded(path.substring(query + 1));
        return HttpRequest.newBuilder(URI.create(base + encoded))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((LOGIN + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    }

    private static String encoded(String query) {
        if (query.indexOf('%') >= 0) {
            return query;
        }
        List<String> parts = new ArrayList<>();
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            parts.add(URLEncoder.encode(part.substring(0, equals), StandardCharsets.UTF_8) + "="
                    + URLEncoder.encode(part.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return String.join("&", parts);
    }
}
