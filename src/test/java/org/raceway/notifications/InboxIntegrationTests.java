package org.raceway.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.access.Permission;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RacewayIntegrationTest
class InboxIntegrationTests {
    private static final String PASSWORD = "long enough 1";

    private final Notifications notifications;
    private final Accounts accounts;
    private final Enterprises enterprises;
    private final RestTestClient http;
    private final TransactionTemplate transaction;

    @Autowired
    InboxIntegrationTests(
            Notifications notifications,
            Accounts accounts,
            Enterprises enterprises,
            RestTestClient http,
            PlatformTransactionManager transactions) {
        this.notifications = notifications;
        this.accounts = accounts;
        this.enterprises = enterprises;
        this.http = http;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Test
    void showsEachReaderTheirOwnInTheirLanguage() {
        UUID enterprise = TestEnterprises.register(enterprises).id();
        String reader = account(Role.PLANT_OWNER, enterprise);
        String stranger =
                account(Role.PLANT_OWNER, TestEnterprises.register(enterprises).id());
        send(Audience.holders(enterprise, Permission.NOTIFICATIONS_CONFIGURE), null);

        JsonNode page = get(reader, "/api/v1/notifications", "en");
        assertThat(page.path("unread").intValue()).isEqualTo(1);
        JsonNode item = page.path("items").path(0);
        assertThat(item.path("title").stringValue()).isEqualTo("The webhook \"Store\" fails");
        assertThat(get(reader, "/api/v1/notifications", "zh")
                        .at("/items/0/title")
                        .stringValue())
                .isEqualTo("群机器人“仓库群”推送失败");
        String address = "/api/v1/notifications/" + item.path("id").stringValue();
        assertThat(status(stranger, address)).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(get(stranger, "/api/v1/notifications", "en").path("items")).isEmpty();

        post(stranger, address + "/read", HttpStatus.NOT_FOUND);
        post(stranger, "/api/v1/notifications/read", HttpStatus.OK);
        assertThat(get(reader, "/api/v1/notifications?unread=true", "en").path("items"))
                .hasSize(1);
        post(reader, address + "/read", HttpStatus.NO_CONTENT);
        assertThat(get(reader, "/api/v1/notifications", "en").path("unread").intValue())
                .isZero();
        assertThat(get(reader, "/api/v1/notifications?unread=true", "en").path("items"))
                .isEmpty();
        assertThat(get(reader, "/api/v1/notifications?unread=false", "en").path("items"))
                .hasSize(1);
    }

    @Test
    void pagesThroughTheInboxAndMarksAllRead() {
        UUID account = UUID.randomUUID();
        String reader = "inbox-" + account;
        UUID id = accounts.create(new Accounts.NewAccount(reader, PASSWORD, "测试", "Test", Role.OPERATOR, null));
        for (int i = 0; i < 5; i++) {
            send(Audience.person(id), null);
        }
        JsonNode first = get(reader, "/api/v1/notifications?limit=3", "zh").path("items");
        assertThat(first).hasSize(3);
        JsonNode second = get(
                        reader,
                        "/api/v1/notifications?limit=3&before="
                                + first.at("/2/id").stringValue(),
                        "zh")
                .path("items");
        assertThat(second).hasSize(2);
        post(reader, "/api/v1/notifications/read", HttpStatus.OK);
        assertThat(get(reader, "/api/v1/notifications", "zh").path("unread").intValue())
                .isZero();
    }

    @Test
    void showsATaskToWhoHoldsThePermissionUntilItIsDone() {
        UUID enterprise = TestEnterprises.register(enterprises).id();
        String owner = account(Role.PLANT_OWNER, enterprise);
        String worker = account(Role.WORKSHOP, enterprise);
        String stranger =
                account(Role.PLANT_OWNER, TestEnterprises.register(enterprises).id());
        String key = "test:" + UUID.randomUUID();
        send(Audience.holders(enterprise, Permission.NOTIFICATIONS_CONFIGURE), key);

        String later = account(Role.PLANT_OWNER, enterprise);
        for (String holder : new String[] {owner, later}) {
            assertThat(get(holder, "/api/v1/tasks", "en").at("/items/0/key").stringValue())
                    .isEqualTo(key);
        }
        for (String other : new String[] {worker, stranger}) {
            assertThat(get(other, "/api/v1/tasks", "en").path("items")).isEmpty();
        }

        transaction.executeWithoutResult(status -> notifications.done(key));
        assertThat(get(owner, "/api/v1/tasks", "en").path("waiting").intValue()).isZero();
    }

    private void send(Audience audience, @Nullable String task) {
        Notice notice = Notice.of(NotificationPages.WEBHOOK_FAILED, audience, "/webhooks")
                .with(NoticeArgument.names("仓库群", "Store"), NoticeArgument.of("93000"));
        transaction.executeWithoutResult(status -> notifications.send(task == null ? notice : notice.asTask(task)));
    }

    private String account(Role role, UUID enterprise) {
        String login = "inbox-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "测试", "Test", role, enterprise));
        return login;
    }

    private JsonNode get(String login, String path, String language) {
        EntityExchangeResult<byte[]> answer = http.get()
                .uri(path)
                .headers(headers -> {
                    headers.setBasicAuth(login, PASSWORD);
                    headers.set(HttpHeaders.ACCEPT_LANGUAGE, language);
                })
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult();
        return JsonMapper.shared().readTree(answer.getResponseBody());
    }

    private HttpStatus status(String login, String path) {
        return HttpStatus.valueOf(http.get()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .exchange()
                .returnResult()
                .getStatus()
                .value());
    }

    private void post(String login, String path, HttpStatus expected) {
        http.post()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(login, PASSWORD))
                .exchange()
                .expectStatus()
                .isEqualTo(expected);
    }
}
