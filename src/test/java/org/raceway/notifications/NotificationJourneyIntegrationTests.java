package org.raceway.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.access.Permission;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A plant's owner is told, does what waits, chooses what to hear, and connects a group. */
@RacewayIntegrationTest
class NotificationJourneyIntegrationTests {
    private static final String PASSWORD = "long enough 1";

    private final Notifications notifications;
    private final Accounts accounts;
    private final Enterprises enterprises;
    private final TransactionTemplate transaction;
    private final int port;

    @Autowired
    NotificationJourneyIntegrationTests(
            Notifications notifications,
            Accounts accounts,
            Enterprises enterprises,
            PlatformTransactionManager transactions,
            @LocalServerPort int port) {
        this.notifications = notifications;
        this.accounts = accounts;
        this.enterprises = enterprises;
        this.transaction = new TransactionTemplate(transactions);
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "zh,360", "en,1280", "en,360"})
    void tellsAnOwnerAndTheirGroup(String language, int width) {
        UUID enterprise = TestEnterprises.register(enterprises).id();
        String login = "journey-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "王建国", "Wang Jianguo", Role.PLANT_OWNER, enterprise));
        String task = "journey:" + UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            Audience owners = Audience.holders(enterprise, Permission.NOTIFICATIONS_CONFIGURE);
            notifications.send(Notice.of(NotificationPages.MAIL_FAILED, owners, "/webhooks")
                    .with(NoticeArgument.of("3"), NoticeArgument.of("550 5.1.1 no such mailbox")));
            notifications.send(Notice.of(NotificationPages.WEBHOOK_FAILED, owners, "/webhooks")
                    .with(NoticeArgument.names("仓库群", "Store"), NoticeArgument.of("93000 invalid webhook url"))
                    .asTask(task));
        });

        Journeys journeys = Journeys.on(port);
        try (FakeRobot robot = new FakeRobot();
                BrowserContext context = journeys.context(language, width)) {
            Page page = journeys.logIn(context, login, PASSWORD);
            assertThat(page.locator("[data-unread]").textContent()).isEqualTo("2");
            assertThat(page.locator(".to-do li").count()).isEqualTo(1);
            Journeys.picture(page, "notifications-start", language, width);

            page.locator("a.bell[href='/inbox']").click();
            page.waitForURL("**/inbox");
            Journeys.picture(page, "inbox", language, width);
            String notice = page.locator("td a[href^='/inbox/']").first().getAttribute("href");
            assertThat(context.request().get(journeys.address(notice)).status()).isEqualTo(200);
            page.reload();
            assertThat(page.locator("[data-unread]").textContent())
                    .as("a GET alone reads nothing")
                    .isEqualTo("2");
            page.waitForResponse(
                    answer -> answer.url().endsWith(notice + "/read") && answer.status() == 204,
                    () -> page.locator("td a[href^='/inbox/']").first().click());
            page.waitForURL(Pattern.compile(".*/inbox/.+"));
            assertThat(page.locator(".note.watch").count()).isEqualTo(1);
            Journeys.picture(page, "notice", language, width);

            journeys.open(page, "/inbox?state=unread");
            assertThat(page.locator("[data-unread]").textContent()).isEqualTo("1");
            page.locator("form[action='/inbox/read'] button").click();
            page.waitForURL("**/inbox");
            assertThat(page.locator("[data-unread]").count()).isZero();

            journeys.open(page, "/tasks");
            assertThat(page.locator("tbody tr").count()).isEqualTo(1);
            Journeys.picture(page, "tasks", language, width);
            transaction.executeWithoutResult(status -> notifications.done(task));
            page.reload();
            assertThat(page.locator("tbody tr").count()).isZero();
            Journeys.picture(page, "tasks-none", language, width);
            journeys.open(page, "/tasks?state=done");
            assertThat(page.locator("tbody tr").count()).isEqualTo(1);

            journeys.open(page, "/inbox/preferences");
            page.selectOption("[id='mail." + NotificationPages.WEBHOOK_FAILED + "']", "DIGEST");
            page.selectOption("#digestHour", "18");
            Journeys.picture(page, "preferences", language, width);
            page.locator("form[action='/inbox/preferences'] button.primary").click();
            page.waitForURL("**/inbox/preferences?saved");
            assertThat(page.inputValue("[id='mail." + NotificationPages.WEBHOOK_FAILED + "']"))
                    .isEqualTo("DIGEST");

            journeys.open(page, "/webhooks");
            Journeys.picture(page, "webhooks-none", language, width);
            page.locator(".page-actions a[href='/webhooks/new']").click();
            page.fill("#name", language.equals("zh") ? "仓库群" : "Store");
            page.fill("#address", "https://192.168.1.10/hook");
            page.locator("form[action='/webhooks/new'] button.primary").click();
            page.waitForSelector("#address-error");
            Journeys.picture(page, "webhook-refused", language, width);
            page.fill("#address", robot.address("/cgi-bin/webhook/send?key=0f5c"));
            page.locator("form[action='/webhooks/new'] button.primary").click();
            page.waitForURL(Pattern.compile(".*/webhooks/[0-9a-f-]{36}"));
            page.locator("form[action$='/test'] button").click();
            page.waitForURL("**tested=now");
            assertThat(page.locator(".facts .tag.good").count()).isEqualTo(1);
            assertThat(robot.calls).hasSize(1);
            assertThat(page.content()).doesNotContain("0f5c");
            Journeys.picture(page, "webhook", language, width);
            journeys.open(page, "/webhooks");
            Journeys.picture(page, "webhooks", language, width);
            journeys.open(page, "/deliveries");
            Journeys.picture(page, "deliveries", language, width);
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))
                            .count())
                    .isEqualTo(1);
        }
    }
}
