package org.raceway.enterprises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.access.Isolation;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.TableQuery;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can happen to an enterprise as a whole: suspension, merge, exit; and what its page shows to whom. */
@RacewayIntegrationTest
class EnterpriseLifeIntegrationTests {
    private static final String PASSWORD = "life-of-an-enterprise";
    private static final Path EXAMPLE = Path.of("src/main/resources/static/assets/example-capture.json");

    private final RestTestClient http;
    private final Accounts accounts;
    private final Enterprises enterprises;
    private final Records records;
    private final Standings standings;
    private final Exits exits;
    private final LicenceWatch licences;
    private final EnterpriseTable table;
    private final Isolation isolation;
    private final WholeDatabase whole;
    private final JsonMapper json = JsonMapper.shared();

    @Autowired
    EnterpriseLifeIntegrationTests(
            RestTestClient http,
            Accounts accounts,
            Enterprises enterprises,
            Records records,
            Standings standings,
            Exits exits,
            LicenceWatch licences,
            EnterpriseTable table,
            Isolation isolation,
            WholeDatabase whole) {
        this.http = http;
        this.accounts = accounts;
        this.enterprises = enterprises;
        this.records = records;
        this.standings = standings;
        this.exits = exits;
        this.licences = licences;
        this.table = table;
        this.isolation = isolation;
        this.whole = whole;
    }

    @Test
    void letsASuspendedEnterpriseReadButNotWrite() throws IOException {
        Enterprise enterprise = admit("暂停轴承");
        String owner = person(Role.PLANT_OWNER, enterprise.id());
        String operator = person(Role.OPERATOR, null);
        String document = Files.readString(EXAMPLE);
        assertThat(call(HttpMethod.POST, owner, "/epcis/capture", document)).isEqualTo(202);

        String path = "/api/v1/enterprises/" + enterprise.id();
        assertThat(call(HttpMethod.POST, operator, path + "/suspend", "{}")).isEqualTo(422);
        assertThat(call(HttpMethod.POST, operator, path + "/suspend", "{\"reason\":\"x\",\"until\":\"2020-01-01\"}"))
                .isEqualTo(422);
        assertThat(call(HttpMethod.POST, owner, path + "/suspend", "{\"reason\":\"x\"}"))
                .isEqualTo(403);
        String until =
                LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")).plusDays(9).toString();
        assertThat(call(
                        HttpMethod.POST,
                        operator,
                        path + "/suspend",
                        json.writeValueAsString(Map.of("reason", "营业执照核查", "until", until))))
                .isEqualTo(204);

        JsonNode refused = json.readTree(body(HttpMethod.POST, owner, "/epcis/capture", document));
        assertThat(refused.path("code").stringValue()).isEqualTo("enterprise-suspended");
        assertThat(refused.path("detail").stringValue()).contains("营业执照核查");
        assertThat(call(HttpMethod.POST, owner, "/api/v1/enterprises/changes", "{}"))
                .isEqualTo(403);
        assertThat(call(HttpMethod.GET, owner, "/epcis/capture", null)).isEqualTo(200);
        assertThat(call(HttpMethod.GET, owner, path, null)).isEqualTo(200);

        // When its time is over it writes again, and the record says so.
        whole.client()
                .sql("update enterprise set standing_until = :then where id = :id")
                .param("then", Timestamp.from(Instant.parse("2026-01-01T00:00:00Z")))
                .param("id", enterprise.id())
                .update();
        standings.refresh();
        assertThat(call(HttpMethod.POST, owner, "/api/v1/enterprises/changes", "{}"))
                .isEqualTo(200);
        standings.endSuspensions();
        assertThat(records.profile(enterprise.id()).orElseThrow().standing()).isEqualTo(Standing.ACTIVE);
        assertThat(call(HttpMethod.POST, operator, path + "/reinstate", "{}")).isEqualTo(409);
    }

    @Test
    void mergesTwoRecordsWithTheirEvents() throws IOException {
        Enterprise stays = admit("临清市合并轴承有限公司");
        Enterprise goes = admit("合并轴承厂");
        String operator = person(Role.OPERATOR, null);
        String ofGoing = person(Role.PLANT_OWNER, goes.id());
        String ofStaying = person(Role.PLANT_OWNER, stays.id());
        assertThat(call(HttpMethod.POST, ofGoing, "/epcis/capture", Files.readString(EXAMPLE)))
                .isEqualTo(202);
        assertThat(body(HttpMethod.GET, operator, "/api/v1/enterprises/duplicates", null))
                .contains(stays.id().toString(), goes.id().toString());

        assertThat(call(
                        HttpMethod.POST,
                        operator,
                        "/api/v1/enterprises/merge",
                        json.writeValueAsString(Map.of(
                                "from",
                                goes.id(),
                                "into",
                                stays.id(),
                                "take",
                                List.of("uscc", "address"),
                                "reason",
                                "同一企业"))))
                .isEqualTo(204);

        Enterprise resolved = enterprises.byId(goes.id()).orElseThrow();
        assertThat(resolved.id()).isEqualTo(stays.id());
        assertThat(resolved.uscc()).isEqualTo(goes.uscc());
        assertThat(resolved.name()).isEqualTo(stays.name());
        assertThat(enterprises.idsOf(stays.id())).containsExactly(stays.id(), goes.id());
        assertThat(enterprises.all()).noneMatch(one -> one.id().equals(goes.id()));
        // Its events are the other's now, by query as by row-level security.
        assertThat(body(HttpMethod.GET, ofStaying, "/epcis/events?eventType=ObjectEvent", null))
                .contains("ObjectEvent");
        assertThat(call(HttpMethod.GET, ofGoing, "/api/v1/enterprises/" + goes.id(), null))
                .isEqualTo(200);
        // And its people belong to the one that stays.
        assertThat(body(HttpMethod.GET, ofGoing, "/api/v1/enterprises/" + stays.id() + "/profile", null))
                .contains("\"own\":true");
        // What is merged is not merged again, and neither code can be registered anew.
        assertThat(call(
                        HttpMethod.POST,
                        operator,
                        "/api/v1/enterprises/merge",
                        json.writeValueAsString(Map.of("from", goes.id(), "into", stays.id(), "reason", "再来"))))
                .isEqualTo(409);
        assertThat(records.knows(goes.uscc()) && records.knows(stays.uscc())).isTrue();
    }

    @Test
    void leavesAfterATimeToThinkBetterOfIt() throws IOException {
        Enterprise enterprise = admit("退出轴承");
        String owner = person(Role.PLANT_OWNER, enterprise.id());
        assertThat(call(HttpMethod.POST, owner, "/epcis/capture", Files.readString(EXAMPLE)))
                .isEqualTo(202);
        String exit = "/api/v1/enterprises/mine/exit";
        assertThat(call(HttpMethod.POST, owner, exit, "{}")).isEqualTo(422);
        assertThat(call(HttpMethod.POST, owner, exit, "{\"reason\":\"停产\"}")).isEqualTo(200);
        assertThat(call(HttpMethod.POST, owner, exit, "{\"reason\":\"停产\"}")).isEqualTo(409);
        assertThat(call(HttpMethod.DELETE, owner, exit, null)).isEqualTo(204);
        assertThat(call(HttpMethod.POST, owner, exit, "{\"reason\":\"停产\"}")).isEqualTo(200);

        List<String> files = new ArrayList<>();
        String events = "";
        try (ZipInputStream zip = new ZipInputStream(
                new ByteArrayInputStream(bytes(HttpMethod.GET, owner, "/api/v1/enterprises/mine/export.zip", null)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.add(entry.getName());
                String content = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                events = entry.getName().startsWith("traceability/events") ? content : events;
            }
        }
        assertThat(files)
                .contains(
                        "README.txt",
                        "enterprises/enterprise.json",
                        "enterprises/contacts.json",
                        "enterprises/licences.json",
                        "people/members.json",
                        "traceability/events/0001.jsonld");
        assertThat(json.readTree(events).path("epcisBody").path("eventList").size())
                .isGreaterThan(1);

        // Before its time nothing happens.
        exits.endWhatIsDue();
        assertThat(records.profile(enterprise.id()).orElseThrow().standing()).isEqualTo(Standing.LEAVING);
        whole.client()
                .sql("update enterprise_exit set due_at = :then where enterprise = :id")
                .param("then", Timestamp.from(Instant.parse("2026-01-01T00:00:00Z")))
                .param("id", enterprise.id())
                .update();
        exits.endWhatIsDue();

        Profile left = records.profile(enterprise.id()).orElseThrow();
        assertThat(left.standing()).isEqualTo(Standing.LEFT);
        assertThat(left.employees()).isNull();
        assertThat(left.enterprise().uscc()).isEqualTo(enterprise.uscc());
        assertThat(isolation.everywhere(() -> records.contacts(enterprise.id())))
                .isEmpty();
        assertThat(whole.client()
                        .sql("select count(*) from event where owner = :id")
                        .param("id", enterprise.id())
                        .query(Long.class)
                        .single())
                .as("the history of what was sold stays")
                .isPositive();
        // Nobody acts for it any more; its people can apply for another.
        assertThat(call(HttpMethod.POST, owner, "/epcis/capture", Files.readString(EXAMPLE)))
                .isEqualTo(403);
        assertThat(call(HttpMethod.POST, owner, "/api/v1/enterprises/applications", "{}"))
                .isEqualTo(201);
    }

    @Test
    void showsPublicFactsToAllAndPrivateOnesToItsOwn() {
        Enterprise enterprise = admit("画像轴承");
        String owner = person(Role.PLANT_OWNER, enterprise.id());
        String stranger = person(Role.QUALITY, admit("别家轴承").id());
        String operator = person(Role.OPERATOR, null);
        String path = "/api/v1/enterprises/" + enterprise.id() + "/profile";
        assertThat(body(HttpMethod.GET, stranger, path, null))
                .contains("画像轴承", "3451", "小型")
                .doesNotContain("赵敏", "13806351234", "3600.5");
        assertThat(body(HttpMethod.GET, owner, path, null)).contains("赵敏", "13806351234", "3600.5");
        assertThat(body(HttpMethod.GET, operator, path, null))
                .contains("138****1234")
                .doesNotContain("13806351234");
        assertThat(body(HttpMethod.GET, operator, path + "?contacts=full", null))
                .contains("13806351234");
        assertThat(whole.client()
                        .sql("select count(*) from enterprise_licence where enterprise = :id")
                        .param("id", enterprise.id())
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void findsAnEnterpriseByAnyOfItsKindsAndByItsStanding() {
        Enterprise enterprise = admit("环节轴承");
        for (String kind : List.of("ASSEMBLER", "GRINDER")) {
            assertThat(table.count(query(Map.of("name", enterprise.uscc(), "kind", kind)), 10))
                    .isOne();
        }
        assertThat(table.count(query(Map.of("name", enterprise.uscc(), "kind", "BANK")), 10))
                .isZero();
        assertThat(table.count(query(Map.of("name", enterprise.uscc(), "standing", "LEFT")), 10))
                .isZero();
    }

    private static TableQuery query(Map<String, String> values) {
        return new TableQuery(values, "", false, 0, 10);
    }

    @Test
    void remindsOfLicencesOnceADay() {
        Enterprise enterprise = admit("到期轴承");
        person(Role.PLANT_OWNER, enterprise.id());
        whole.client()
                .sql("update enterprise_licence set expires = current_date + 30 where enterprise = :id")
                .param("id", enterprise.id())
                .update();
        licences.remind();
        licences.remind();
        assertThat(whole.client()
                        .sql(
                                "select count(*) from notice where kind = 'enterprises.licences' and arguments::text like '%到期轴承%'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    private Enterprise admit(String name) {
        return isolation.everywhere(() -> records.admit(
                EnterpriseSamples.form(name, EnterpriseSamples.uscc(), null),
                FactSource.REVIEWED,
                new Actor(null, "测试", "Test")));
    }

    private int call(HttpMethod method, String login, String path, @Nullable String body) {
        return exchange(method, login, path, body)
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private String body(HttpMethod method, String login, String path, @Nullable String body) {
        return new String(bytes(method, login, path, body), StandardCharsets.UTF_8);
    }

    private byte[] bytes(HttpMethod method, String login, String path, @Nullable String body) {
        return Objects.requireNonNull(
                exchange(method, login, path, body).expectBody().returnResult().getResponseBody());
    }

    private RestTestClient.ResponseSpec exchange(HttpMethod method, String login, String path, @Nullable String body) {
        RestTestClient.RequestBodySpec request = http.method(method)
                .uri(path)
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .contentType(MediaType.APPLICATION_JSON);
        return body == null ? request.exchange() : request.body(body).exchange();
    }

    private String person(Role role, @Nullable UUID enterprise) {
        String login = "life-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "李命", "Li Ming", role, enterprise));
        return login;
    }
}
