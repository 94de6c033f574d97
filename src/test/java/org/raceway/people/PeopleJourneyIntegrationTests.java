package org.raceway.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An owner invites a colleague with a role of their own making, lends something, and takes it all back; each in their own browser. */
@RacewayIntegrationTest
class PeopleJourneyIntegrationTests {
    private static final String PASSWORD = "quiet tulips roll 7";

    private final Accounts accounts;
    private final Enterprises enterprises;
    private final Journeys journeys;

    @Autowired
    PeopleJourneyIntegrationTests(Accounts accounts, Enterprises enterprises, @LocalServerPort int port) {
        this.accounts = accounts;
        this.enterprises = enterprises;
        this.journeys = Journeys.on(port);
    }

    @Test
    void invitesAColleagueAndChangesWhatTheyMay() {
        String owner = account(
                Role.PLANT_OWNER,
                enterprise("临清同心轴承有限公司", "Linqing Tongxin Bearings").id());
        UUID second = enterprise("临清同德锻造有限公司", "Linqing Tongde Forging").id();
        accounts.join(owner, second, Role.QUALITY);
        String phone = "138" + (10_000_000 + ThreadLocalRandom.current().nextInt(89_999_999));
        try (BrowserContext desk = journeys.context("zh", 1280);
                BrowserContext mobile = journeys.context("zh", 360)) {
            Page boss = journeys.logIn(desk, owner, PASSWORD);
            journeys.open(boss, "/people/departments");
            boss.fill("#name", "装配车间");
            submit(boss, "/people/departments");
            boss.waitForSelector(".note.good");

            journeys.open(boss, "/people/roles/new");
            boss.fill("#name", "发货员");
            boss.fill("#englishName", "Shipping clerk");
            boss.check("input[value='DEPARTMENT']");
            boss.check("input[value='events.capture']");
            boss.check("input[value='events.read']");
            pictures(boss, "people-role-form", "/people/roles/new");
            journeys.open(boss, "/people/roles/new");
            boss.fill("#name", "发货员");
            boss.fill("#englishName", "Shipping clerk");
            boss.check("input[value='DEPARTMENT']");
            boss.check("input[value='events.capture']");
            boss.check("input[value='events.read']");
            submit(boss, "/people/roles/new");
            boss.waitForSelector(".note.good");
            pictures(boss, "people-roles", "/people/roles");
            pictures(boss, "people-role", "/people/roles/PLANT_OWNER");

            pictures(boss, "people-invite", "/people/invitations/new");
            journeys.open(boss, "/people/invitations/new?lang=zh");
            boss.fill("#name", "白小雨");
            boss.fill("#phone", phone);
            boss.locator("label.choice:has-text('发货员') input").check();
            boss.selectOption("#department", new com.microsoft.playwright.options.SelectOption().setLabel("装配车间"));
            submit(boss, "/people/invitations");
            boss.waitForSelector(".qr");
            Journeys.picture(boss, "people-invited", "zh", 1280);
            String link = boss.inputValue("#link");
            pictures(boss, "people-invitations", "/people/invitations");
            boss.locator("tbody a:has-text('白小雨')").click();
            boss.waitForSelector("form[action$='/revoke']");
            pictures(boss, "people-invitation-open", URI.create(boss.url()).getPath());
            assertThat(boss.request()
                            .get(journeys.address("/people/invitations?export=csv"))
                            .text())
                    .contains("白小雨", "发货员", "装配车间");
            assertThat(boss.request()
                            .get(journeys.address("/people/roles?kind=own&export=csv"))
                            .text())
                    .contains("发货员")
                    .doesNotContain("企业负责人");

            Page guest = mobile.newPage();
            guest.navigate(link);
            Journeys.picture(guest, "people-invitation", "zh", 360);
            guest.fill("#password", PASSWORD);
            guest.check("#agrees");
            guest.locator("form[action^='/invitation/'] button.primary").click();
            guest.waitForSelector(".note.good");
            Journeys.picture(guest, "people-signed-up", "zh", 360);
            guest.close();
            Page clerk = journeys.logIn(mobile, phone, PASSWORD);
            assertThat(clerk.locator(".doors").textContent()).doesNotContain("人员");
            journeys.open(clerk, "/me");
            assertThat(clerk.locator("main").textContent()).contains("发货员").contains("上传数据");
            Journeys.picture(clerk, "people-me-clerk", "zh", 360);
            assertThat(Objects.requireNonNull(clerk.navigate(journeys.address("/people")))
                            .status())
                    .isEqualTo(403);

            journeys.open(boss, "/me/delegations/new?lang=zh");
            boss.selectOption("#receiver", new com.microsoft.playwright.options.SelectOption().setLabel("白小雨，发货员"));
            boss.check("input[value='consents.read']");
            submit(boss, "/me/delegations");
            boss.waitForSelector(".note.good");
            pictures(boss, "people-me", "/me");
            pictures(boss, "people-delegations", "/people/delegations");
            journeys.open(clerk, "/me");
            assertThat(clerk.locator("main").textContent()).contains("查看数据授权");

            pictures(boss, "people-members", "/people");
            journeys.open(boss, "/people?lang=zh");
            boss.locator("tbody a", new Page.LocatorOptions().setHasText("白小雨")).click();
            boss.waitForURL(Pattern.compile(".*/people/[0-9a-f-]{36}"));
            String member = boss.url();
            pictures(
                    boss, "people-member", member.substring(journeys.address("").length()));
            boss.navigate(member);
            boss.locator("form[action$='/suspend'] button").click();
            boss.waitForSelector(".note.good");
            journeys.open(clerk, "/me");
            assertThat(clerk.url()).as("signed out at once").contains("/login");

            boss.locator("form[action$='/resume'] button").click();
            boss.waitForSelector(".note.good");

            // The owner of one enterprise is a quality inspector in the other.
            journeys.open(boss, "/me");
            boss.locator(".enterprises form button").click();
            boss.waitForURL(journeys.address("/"));
            assertThat(Objects.requireNonNull(boss.navigate(journeys.address("/people")))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void opensAnAccount() {
        for (String language : List.of("zh", "en")) {
            for (int width : List.of(1280, 360)) {
                try (BrowserContext context = journeys.context(language, width)) {
                    Page page = context.newPage();
                    journeys.open(page, "/signup");
                    Journeys.picture(page, "people-signup", language, width);
                    page.fill("#name", "程新");
                    page.fill("#phone", "12");
                    page.fill("#password", PASSWORD);
                    page.check("#agrees");
                    page.locator("form[action='/signup'] button.primary").click();
                    page.waitForSelector(".note.bad");
                    assertThat(page.inputValue("#name")).isEqualTo("程新");
                    Journeys.picture(page, "people-signup-refused", language, width);
                    page.fill(
                            "#phone",
                            "137" + (10_000_000 + ThreadLocalRandom.current().nextInt(89_999_999)));
                    page.fill("#password", PASSWORD);
                    page.check("#agrees");
                    page.locator("form[action='/signup'] button.primary").click();
                    page.waitForSelector(".note.good");
                    journeys.open(page, "/signup/privacy");
                    Journeys.picture(page, "people-privacy", language, width);
                }
            }
        }
    }

    private static void submit(Page page, String action) {
        page.locator("form[action='" + action + "'] button.primary").click();
    }

    private void pictures(Page page, String name, String path) {
        for (String language : List.of("en", "zh")) {
            for (int width : List.of(360, 1280)) {
                page.setViewportSize(width, width < 500 ? 740 : 800);
                journeys.open(page, path + "?lang=" + language);
                Journeys.picture(page, name, language, width);
            }
        }
    }

    private String account(Role role, UUID enterprise) {
        String login = "people-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "丁厂长", "Ding, plant owner", role, enterprise));
        return login;
    }

    private Enterprise enterprise(String name, String englishName) {
        String uscc = "91371581MB" + (1_000_000 + ThreadLocalRandom.current().nextInt(8_999_999));
        String gln = "95297" + (1_000_000 + ThreadLocalRandom.current().nextInt(8_999_999));
        return enterprises.register(new Enterprise(
                UUID.randomUUID(),
                uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                gln + CheckDigits.of(gln),
                gln.substring(0, 9),
                EnterpriseKind.ASSEMBLER,
                name,
                englishName,
                "371581",
                null,
                null,
                true));
    }
}
