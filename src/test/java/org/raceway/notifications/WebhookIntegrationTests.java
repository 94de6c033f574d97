package org.raceway.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.access.Permission;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RacewayIntegrationTest
class WebhookIntegrationTests {
    private static final String PASSWORD = "long enough 1";
    private static final String KIND = NotificationPages.MAIL_FAILED;

    private final Notifications notifications;
    private final Accounts accounts;
    private final Enterprises enterprises;
    private final WholeDatabase database;
    private final RestTestClient http;
    private final TransactionTemplate transaction;

    @Autowired
    WebhookIntegrationTests(
            Notifications notifications,
            Accounts accounts,
            Enterprises enterprises,
            WholeDatabase database,
            RestTestClient http,
            PlatformTransactionManager transactions) {
        this.notifications = notifications;
        this.accounts = accounts;
        this.enterprises = enterprises;
        this.database = database;
        this.http = http;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Test
    void tellsAGroupAndKeepsItsAddressToItself() {
        UUID enterprise = TestEnterprises.register(enterprises).id();
        String owner = account(Role.PLANT_OWNER, enterprise);
        try (FakeRobot robot = new FakeRobot()) {
            String address = robot.address("/cgi-bin/webhook/send?key=very-secret-key");
            JsonNode made = make(
                    owner, Map.of("name", "仓库群", "type", "WECOM", "address", address, "kinds", new String[] {KIND}));
            assertThat(made.path("host").stringValue()).isEqualTo("localhost");
            assertThat(made.toString()).doesNotContain("very-secret-key");
            assertThat(database.client()
                            .sql("select address_sealed from webhook where id = cast(? as uuid)")
                            .param(made.path("id").stringValue())
                            .query(String.class)
                            .single())
                    .doesNotContain("very-secret-key");

            send(enterprise);
            await(() -> robot.calls.size() == 1);
            assertThat(robot.calls.getFirst().query()).isEqualTo("key=very-secret-key");
            assertThat(JsonMapper.shared()
                            .readTree(robot.calls.getFirst().body())
                            .at("/text/content")
                            .stringValue())
                    .startsWith("【轴脑】过去一天有 3 封邮件没有送达\n")
                    .endsWith("\nhttps://brain.example.com/deliveries");
            await(() -> "true"
                    .equals(call(owner, HttpMethod.GET, "/api/v1/webhooks", null, 200)
                            .at("/0/lastGood")
                            .toString()));
        }
    }

    @Test
    void triesAgainUntilItIsTakenAndShowsWhatWasSaid() {
        UUID enterprise = TestEnterprises.register(enterprises).id();
        String owner = account(Role.PLANT_OWNER, enterprise);
        try (FakeRobot robot = new FakeRobot()) {
            robot.status = 503;
            make(
                    owner,
                    Map.of(
                            "name",
                            "ERP",
                            "type",
                            "JSON",
                            "address",
                            robot.address("/in"),
                            "secret",
                            "s3cret",
                            "kinds",
                            new String[] {KIND}));
            send(enterprise);
            await(() -> robot.calls.size() >= 2);
            await(() -> call(owner, HttpMethod.GET, "/api/v1/deliveries?state=WAITING", null, 200)
                    .at("/0/error")
                    .toString()
                    .contains("503"));
            robot.status = 204;
            robot.answer = "";
            await(() -> !call(owner, HttpMethod.GET, "/api/v1/deliveries?state=SENT", null, 200)
                    .isEmpty());
            assertThat(robot.calls.stream().map(FakeRobot.Call::delivery).distinct())
                    .as("a repeat can be recognised")
                    .hasSize(1);
            assertThat(robot.calls.getFirst().signature()).matches("t=\\d+,v1=[0-9a-f]{64}");
        }
    }

    @Test
    void givesUpTellsTheEnterpriseAndSendsAgainOnDemand() {
        UUID enterprise = TestEnterprises.register(enterprises).id();
        String owner = account(Role.PLANT_OWNER, enterprise);
        String stranger =
                account(Role.PLANT_OWNER, TestEnterprises.register(enterprises).id());
        try (FakeRobot robot = new FakeRobot()) {
            robot.status = 410;
            robot.answer = "gone";
            make(owner, Map.of("name", "ERP", "type", "JSON", "address", robot.address("/in"), "kinds", new String[] {
                KIND
            }));
            send(enterprise);
            await(() -> !call(owner, HttpMethod.GET, "/api/v1/deliveries?state=DEAD", null, 200)
                    .isEmpty());
            String id = call(owner, HttpMethod.GET, "/api/v1/deliveries?state=DEAD", null, 200)
                    .at("/0/id")
                    .stringValue();
            await(() -> call(
                                    owner,
                                    HttpMethod.GET,
                                    "/api/v1/notifications?kind=" + NotificationPages.WEBHOOK_FAILED,
                                    null,
                                    200)
                            .path("items")
                            .size()
                    == 1);
            assertThat(call(stranger, HttpMethod.GET, "/api/v1/deliveries", null, 200))
                    .isEmpty();
            call(stranger, HttpMethod.POST, "/api/v1/deliveries/" + id + "/resend", null, 404);

            robot.status = 200;
            call(owner, HttpMethod.POST, "/api/v1/deliveries/" + id + "/resend", null, 202);
            await(() -> !call(owner, HttpMethod.GET, "/api/v1/deliveries?state=SENT", null, 200)
                    .isEmpty());
            call(owner, HttpMethod.POST, "/api/v1/deliveries/" + id + "/resend", null, 409);
        }
    }

    @Test
    void refusesWhatLiesInsideAndWhatIsNobodysBusiness() {
        String owner =
                account(Role.PLANT_OWNER, TestEnterprises.register(enterprises).id());
        String worker =
                account(Role.WORKSHOP, TestEnterprises.register(enterprises).id());
        assertThat(call(
                                owner,
                                HttpMethod.POST,
                                "/api/v1/webhooks",
                                Map.of("name", "x", "address", "https://169.254.169.254/latest/meta-data"),
                                422)
                        .path("code")
                        .stringValue())
                .isEqualTo("outgoing-host-forbidden");
        assertThat(call(owner, HttpMethod.POST, "/api/v1/webhooks", Map.of("name", "x"), 422)
                        .path("code")
                        .stringValue())
                .isEqualTo("webhook-address-missing");
        call(worker, HttpMethod.GET, "/api/v1/webhooks", null, 403);

        try (FakeRobot robot = new FakeRobot()) {
            String id = make(owner, Map.of("name", "x", "address", robot.address("/")))
                    .path("id")
                    .stringValue();
            String stranger = account(
                    Role.PLANT_OWNER, TestEnterprises.register(enterprises).id());
            call(stranger, HttpMethod.GET, "/api/v1/webhooks/" + id, null, 404);
            call(stranger, HttpMethod.POST, "/api/v1/webhooks/" + id + "/test", null, 404);
            call(stranger, HttpMethod.PUT, "/api/v1/webhooks/" + id, Map.of("name", "y"), 404);
            call(stranger, HttpMethod.DELETE, "/api/v1/webhooks/" + id, null, 404);
            assertThat(call(owner, HttpMethod.POST, "/api/v1/webhooks/" + id + "/test", null, 200)
                            .path("lastGood")
                            .booleanValue())
                    .isTrue();
            assertThat(robot.calls).hasSize(1);
            call(owner, HttpMethod.DELETE, "/api/v1/webhooks/" + id, null, 204);
            call(owner, HttpMethod.GET, "/api/v1/webhooks/" + id, null, 404);
        }
    }

    @Test
    void keepsWhatAPersonPrefers() {
        String owner =
                account(Role.PLANT_OWNER, TestEnterprises.register(enterprises).id());
        String path = "/api/v1/notifications/preferences";
        assertThat(call(owner, HttpMethod.GET, path, null, 200)
                        .path("mail")
                        .path(NotificationPages.WEBHOOK_FAILED)
                        .stringValue())
                .isEqualTo("NOW");
        call(
                owner,
                HttpMethod.PUT,
                path,
                Map.of("mail", Map.of(NotificationPages.WEBHOOK_FAILED, "DIGEST"), "digestHour", 17),
                200);
        JsonNode kept = call(owner, HttpMethod.GET, path, null, 200);
        assertThat(kept.path("mail").path(NotificationPages.WEBHOOK_FAILED).stringValue())
                .isEqualTo("DIGEST");
        assertThat(kept.path("digestHour").intValue()).isEqualTo(17);
        call(owner, HttpMethod.PUT, path, Map.of("digestHour", 24), 422);
        call(owner, HttpMethod.PUT, path, Map.of("mail", Map.of("no.such", "NOW")), 422);
    }

    private void send(UUID enterprise) {
        transaction.executeWithoutResult(status -> notifications.send(
                Notice.of(KIND, Audience.holders(enterprise, Permission.NOTIFICATIONS_CONFIGURE), "/deliveries")
                        .with(NoticeArgument.of("3"), NoticeArgument.of("550"))));
    }

    private JsonNode make(String login, Map<String, ?> order) {
        return call(login, HttpMethod.POST, "/api/v1/webhooks", order, 201);
    }

    private JsonNode call(String login, HttpMethod method, String path, @Nullable Object body, int expected) {
        RestTestClient.RequestBodySpec request =
                http.method(method).uri(path).headers(headers -> headers.setBasicAuth(login, PASSWORD));
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).body(body);
        }
        EntityExchangeResult<byte[]> answer = request.exchange()
                .expectStatus()
                .isEqualTo(expected)
                .expectBody()
                .returnResult();
        byte[] bytes = answer.getResponseBody();
        return bytes == null || bytes.length == 0
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(bytes);
    }

    private String account(Role role, UUID enterprise) {
        String login = "webhook-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "测试", "Test", role, enterprise));
        return login;
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("in time").isBefore(end);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
