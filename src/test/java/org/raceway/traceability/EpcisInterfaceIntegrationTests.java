package org.raceway.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.raceway.RacewayIntegrationTest;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RacewayIntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EpcisInterfaceIntegrationTests {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LOGIN = "epcis-interface";
    private static final String PASSWORD = "interface-secret";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JdbcClient jdbc;
    private final String base;
    private final int port;
    private final UUID owner = UUID.randomUUID();

    EpcisInterfaceIntegrationTests(@Autowired WholeDatabase jdbc, @LocalServerPort int port) {
        this.jdbc = jdbc.client();
        this.port = port;
        base = "http://localhost:" + port;
    }

    @BeforeAll
    void openAccount(@Autowired Accounts accounts, @Autowired Enterprises enterprises) {
        Enterprise enterprise = enterprises.register(new Enterprise(
                owner,
                "91371500MA3C0EPC2" + checkCharacter("91371500MA3C0EPC2"),
                "9521110000014",
                "9521110",
                EnterpriseKind.ASSEMBLER,
                "接口测试",
                "Interface test",
                "371502",
                null,
                null,
                true));
        accounts.create(new Accounts.NewAccount(LOGIN, PASSWORD, "测试", "Test", Role.QUALITY, enterprise.id()));
    }

    @Test
    void storesADocumentAndFindsItByEitherForm() throws Exception {
        String serial = UUID.randomUUID().toString().substring(0, 8);
        String document = TestDocuments.document(TestDocuments.commissioning("2026-01-02T03:04:05+08:00", serial));
        HttpResponse<String> accepted = send(post("/epcis/capture", document));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);

        JsonNode job = json(send(get(accepted.headers().firstValue("Location").orElseThrow())));
        assertThat(job.path("success").asBoolean()).as(job.toString()).isTrue();
        assertThat(job.path("running").asBoolean()).isFalse();
        assertThat(job.path("stored").asInt()).isEqualTo(1);

        JsonNode byUrn = json(send(get("/epcis/events?MATCH_epc=" + TestDocuments.urn(serial))));
        JsonNode byLink = json(send(get("/epcis/events?MATCH_anyEPC=" + TestDocuments.link(serial))));
        assertThat(events(byUrn)).hasSize(1);
        assertThat(events(byLink)).isEqualTo(events(byUrn));
        assertThat(events(byUrn).get(0).path("epcList").get(0).asString()).isEqualTo(TestDocuments.link(serial));
        assertThat(events(byUrn).get(0).path("eventID").asString()).startsWith("ni:///sha-256;");
        assertThat(events(byUrn).get(0).has("recordTime")).isTrue();

        JsonNode kept = json(send(request("/epcis/events?MATCH_epc=" + TestDocuments.urn(serial))
                .header("GS1-EPC-Format", "Never_Translates")
                .build()));
        assertThat(events(kept).get(0).path("epcList").get(0).asString()).isEqualTo(TestDocuments.urn(serial));

        HttpResponse<String> again = send(post("/epcis/capture", document));
        JsonNode repeated = json(send(get(again.headers().firstValue("Location").orElseThrow())));
        assertThat(repeated.path("stored").asInt()).isZero();
        assertThat(repeated.path("repeated").asInt()).isEqualTo(1);
    }

    @Test
    void rollsBackOrProceeds() throws Exception {
        String good = UUID.randomUUID().toString().substring(0, 8);
        String document = TestDocuments.document(
                TestDocuments.commissioning("2026-01-02T03:04:05+08:00", good),
                TestDocuments.commissioning("2999-01-02T03:04:05+08:00", good + "x"));
        JsonNode rolledBack = json(send(get(send(post("/epcis/capture", document))
                .headers()
                .firstValue("Location")
                .orElseThrow())));
        assertThat(rolledBack.path("success").asBoolean()).isFalse();
        assertThat(rolledBack.path("stored").asInt()).isZero();
        assertThat(rolledBack.path("errors").get(0).path("code").asString()).isEqualTo("event-time-in-future");
        assertThat(rolledBack.path("errors").get(0).path("eventIndex").asInt()).isEqualTo(1);
        assertThat(rolledBack.path("errors").get(0).path("title").asString()).contains("未来");

        HttpRequest proceed = HttpRequest.newBuilder(post("/epcis/capture", document), (name, value) -> true)
                .header("GS1-Capture-Error-Behaviour", "proceed")
                .build();
        String location = send(proceed).headers().firstValue("Location").orElseThrow();
        JsonNode proceeded =
                json(send(request(location).header("Accept-Language", "en").build()));
        assertThat(proceeded.path("success").asBoolean()).isFalse();
        assertThat(proceeded.path("stored").asInt()).isEqualTo(1);
        assertThat(proceeded.path("errors").get(0).path("title").asString()).contains("future");
    }

    @Test
    void pagesThroughAllEventsOnce() throws Exception {
        String lot = UUID.randomUUID().toString().substring(0, 8);
        String[] events = new String[7];
        for (int i = 0; i < events.length; i++) {
            events[i] = TestDocuments.observing("2026-02-0" + (i + 1) + "T00:00:00Z", lot);
        }
        send(post("/epcis/capture", TestDocuments.document(events)));
        for (String order : new String[] {"", "&orderBy=eventTime", "&orderBy=eventTime&orderDirection=ASC"}) {
            String next = "/epcis/events?perPage=3&MATCH_epc=" + TestDocuments.urn(lot) + order;
            int seen = 0;
            int pages = 0;
            while (!next.isEmpty()) {
                HttpResponse<String> page = send(get(next));
                assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
                seen += events(json(page)).size();
                pages++;
                next = page.headers()
                        .firstValue("Link")
                        .map(link -> link.substring(1, link.indexOf('>')).replace(base, ""))
                        .orElse("");
            }
            assertThat(seen).isEqualTo(7);
            assertThat(pages).isEqualTo(3);
        }
        String link = send(get("/epcis/events?perPage=3&MATCH_epc=" + TestDocuments.urn(lot)))
                .headers()
                .firstValue("Link")
                .orElseThrow();
        String token = link.substring(link.indexOf("nextPageToken=") + 14, link.indexOf('>'));
        HttpResponse<String> other = send(get("/epcis/events?perPage=3&EQ_action=ADD&nextPageToken=" + token));
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(json(other).path("code").asString()).isEqualTo("page-token-invalid");
    }

    @Test
    void namesAnUnknownParameter() throws Exception {
        HttpResponse<String> refused = send(get("/epcis/events?EQ_colour=red"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("detail").asString()).contains("EQ_colour");
    }

    @Test
    void takesASingleEventAndRefusesAnotherUnderItsId() throws Exception {
        String id = "urn:uuid:" + UUID.randomUUID();
        String serial = UUID.randomUUID().toString().substring(0, 8);
        String first = TestDocuments.single(id, TestDocuments.commissioning("2026-01-02T03:04:05+08:00", serial));
        HttpResponse<String> created = send(post("/epcis/events", first));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode found = json(send(get(created.headers().firstValue("Location").orElseThrow())));
        assertThat(events(found).get(0).path("eventID").asString()).isEqualTo(id);
        assertThat(send(post("/epcis/events", first)).statusCode()).isEqualTo(201);

        HttpResponse<String> taken = send(post(
                "/epcis/events",
                TestDocuments.single(id, TestDocuments.commissioning("2026-01-02T03:04:06+08:00", serial))));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(409);
        HttpResponse<String> invalid = send(post(
                "/epcis/events", TestDocuments.single(id, TestDocuments.commissioning("2026-01-02T03:04:06", serial))));
        assertThat(invalid.statusCode()).isEqualTo(400);
        assertThat(json(invalid).path("errors").get(0).path("clause").asString())
                .isNotEmpty();
    }

    @Test
    void keepsAnErrorDeclarationBesideItsEvent() throws Exception {
        String serial = UUID.randomUUID().toString().substring(0, 8);
        String event = TestDocuments.commissioning("2026-01-02T03:04:05+08:00", serial);
        String wrong = event.substring(0, event.length() - 1)
                + ",\"errorDeclaration\":{\"declarationTime\":\"2026-01-03T00:00:00Z\",\"reason\":\"did_not_occur\"}}";
        JsonNode job = json(send(get(send(post("/epcis/capture", TestDocuments.document(event, wrong)))
                .headers()
                .firstValue("Location")
                .orElseThrow())));
        assertThat(job.path("stored").asInt()).as(job.toString()).isEqualTo(2);
        JsonNode both = json(send(get("/epcis/events?MATCH_epc=" + TestDocuments.urn(serial))));
        String hash = events(both).get(0).path("eventID").asString().substring(14, 78);
        assertThat(events(json(send(get("/epcis/events/" + hash))))).hasSize(2);
        assertThat(events(json(send(
                        get("/epcis/events?EXISTS_errorDeclaration=true&MATCH_epc=" + TestDocuments.urn(serial))))))
                .hasSize(1);
    }

    @Test
    void refusesALargeDocumentBeforeItIsSent() throws IOException {
        long before = usedBytes();
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            String head = "POST /epcis/capture HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + basic()
                    + "\r\nContent-Type: application/json\r\nContent-Length: 209715200\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[1 << 20]);
            InputStream input = socket.getInputStream();
            byte[] status = input.readNBytes("HTTP/1.1 413".length());
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
        assertThat(usedBytes() - before).isLessThan(100L << 20);
    }

    @Test
    void namesABodyThatCannotBeReadToItsEnd() throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            String request = "POST /epcis/capture HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + basic()
                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "4\r\n{\"a\"\r\nno length\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("\"capture-incomplete\"");
        }
    }

    @Test
    void recordsBrokenDocumentsInTheirJobs() throws Exception {
        String nested = "[".repeat(100_000);
        for (String broken : new String[] {"{\"a\":\u0001", nested, "{}", ""}) {
            HttpResponse<String> answer = send(post("/epcis/capture", broken));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            JsonNode job = json(send(get(answer.headers().firstValue("Location").orElseThrow())));
            assertThat(job.path("success").asBoolean()).isFalse();
            assertThat(job.path("errors")).isNotEmpty();
        }
        HttpResponse<String> text = send(request("/epcis/capture")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build());
        assertThat(text.statusCode()).isEqualTo(415);
        HttpResponse<String> utf8 = send(request("/epcis/capture")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'}))
                .build());
        assertThat(json(send(get(utf8.headers().firstValue("Location").orElseThrow())))
                        .path("success")
                        .asBoolean())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void recordsHostileDocumentsInTheirJobs(String what, String mediaType, byte[] document) throws Exception {
        HttpResponse<String> answer = send(request("/epcis/capture")
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(document))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String location = answer.headers().firstValue("Location").orElseThrow();
        for (String language : new String[] {"zh-CN", "en"}) {
            JsonNode job = json(
                    send(request(location).header("Accept-Language", language).build()));
            assertThat(job.path("success").asBoolean()).as(what).isFalse();
            assertThat(job.path("stored").asInt()).as(what).isZero();
            assertThat(job.path("errors").get(0).path("code").asString())
                    .as(what)
                    .isNotEmpty();
            assertThat(job.path("errors").get(0).path("title").asString())
                    .as(what)
                    .isNotEmpty();
        }
    }

    static Stream<Arguments> hostile() {
        String json = TestDocuments.document(TestDocuments.commissioning("2026-01-02T03:04:05+08:00", "hostile"));
        String longText = "x".repeat(100_000);
        String xml =
                "<?xml version='1.0' encoding='UTF-8'?><epcis:EPCISDocument xmlns:epcis='urn:epcglobal:epcis:xsd:2'"
                        + " schemaVersion='2.0' creationDate='2026-01-02T03:04:05Z'><EPCISBody><EventList>%s"
                        + "</EventList></EPCISBody></epcis:EPCISDocument>";
        byte[] brokenJson = json.getBytes(StandardCharsets.ISO_8859_1);
        brokenJson[json.indexOf("hostile")] = (byte) 0xff;
        byte[] brokenXml = xml.formatted("<ObjectEvent><!--?--></ObjectEvent>").getBytes(StandardCharsets.ISO_8859_1);
        brokenXml[new String(brokenXml, StandardCharsets.ISO_8859_1).indexOf("<!--?") + 4] = (byte) 0xff;
        return Stream.of(
                Arguments.of("UTF-8 in JSON", "application/json", brokenJson),
                Arguments.of("UTF-8 in XML", "application/xml", brokenXml),
                Arguments.of(
                        "nesting in JSON",
                        "application/json",
                        bytes(json.replace("\"epcList\":[", "\"epcList\":[" + "[".repeat(50_000)))),
                Arguments.of(
                        "nesting in an extension of JSON",
                        "application/json",
                        bytes(json.replace(
                                "\"action\"",
                                "\"example:deep\":" + "[".repeat(50_000) + "]".repeat(50_000) + ",\"action\""))),
                Arguments.of(
                        "nesting in XML",
                        "application/xml",
                        bytes(xml.formatted(
                                "<ObjectEvent>" + "<a>".repeat(50_000) + "</a>".repeat(50_000) + "</ObjectEvent>"))),
                Arguments.of("a long text in JSON", "application/json", bytes(json.replace("commissioning", longText))),
                Arguments.of(
                        "a long name in JSON",
                        "application/json",
                        bytes(json.replace("\"action\"", "\"" + longText + "\":1,\"action\""))),
                Arguments.of(
                        "a long text in XML",
                        "application/xml",
                        bytes(xml.formatted("<ObjectEvent><eventTime>" + longText + "</eventTime></ObjectEvent>"))),
                Arguments.of(
                        "a long name in XML",
                        "application/xml",
                        bytes(xml.formatted("<ObjectEvent><" + longText + "/></ObjectEvent>"))),
                Arguments.of(
                        "an entity bomb",
                        "application/xml",
                        bytes("<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]><a>&c;</a>")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void storesAgainAfterTheDatabaseDroppedAllConnections() throws Exception {
        for (int i = 0; i < 3; i++) {
            jdbc.sql("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                            + " where pid <> pg_backend_pid() and backend_type = 'client backend'")
                    .query(Integer.class)
                    .single();
            String serial = UUID.randomUUID().toString().substring(0, 8);
            HttpResponse<String> accepted = send(post(
                    "/epcis/capture",
                    TestDocuments.document(TestDocuments.commissioning("2026-01-02T03:04:05+08:00", serial))));
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            assertThat(jdbc.sql("select stored from capture_job where owner = ? order by capture desc limit 1")
                            .param(owner)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static JsonNode events(JsonNode document) {
        return document.path("epcisBody")
                .path("queryResults")
                .path("resultsBody")
                .path("eventList");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest get(String path) {
        return request(path).build();
    }

    private HttpRequest post(String path, String json) {
        return request(path)
                .header("Content-Type", "application/ld+json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", basic());
    }

    private static String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((LOGIN + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    /** The check character of GB 32100. */
    private static char checkCharacter(String seventeen) {
        String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < seventeen.length(); i++) {
            sum += alphabet.indexOf(seventeen.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return alphabet.charAt((31 - sum % 31) % 31);
    }
}
