package org.raceway.people.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Through a real provider, with a browser. */
@RacewayIntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderJourneyIntegrationTests {
    private static final String PASSWORD = "seven tulips roll";

    private final Accounts accounts;
    private final Journeys journeys;
    private final int port;
    private final String address;
    private GroupProvider provider;

    @Autowired
    ProviderJourneyIntegrationTests(Accounts accounts, @LocalServerPort int port) {
        this.accounts = accounts;
        this.journeys = Journeys.on(port);
        this.port = port;
        this.address = "http://localhost:" + port;
    }

    @BeforeAll
    void start() {
        provider = new GroupProvider(port, "lina-zh", "lina-en");
    }

    @AfterAll
    void stop() {
        provider.close();
    }

    @ParameterizedTest
    @CsvSource({"zh,360", "en,1280"})
    void linksALoginComesInByItWithOneClickAndUnlinksIt(String language, int width) {
        String login = "group-" + UUID.randomUUID().toString().substring(0, 8);
        String there = "lina-" + language;
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "李娜", "Li Na", Role.OPERATOR, null));
        try (BrowserContext context = journeys.context(language, width)) {
            Page page = context.newPage();
            page.navigate(address + "/login");
            Journeys.picture(page, "login-providers", language, width);
            page.click("[data-provider=group]");
            page.fill("[name=username]", there);
            page.fill("[name=password]", GroupProvider.PASSWORD);
            page.click("button[type=submit]");

            page.waitForURL(address + "/login/unlinked");
            assertThat(page.content()).contains(there + "@group.example.com");
            Journeys.picture(page, "login-unlinked", language, width);
            page.click("#link-existing");
            Journeys.picture(page, "login-pending", language, width);
            page.fill("#username", login);
            page.fill("#password", PASSWORD);
            page.click("button.primary");
            page.waitForURL(address + PendingLogins.CONFIRM);
            Journeys.picture(page, "login-link", language, width);
            page.click("#link");
            page.waitForURL("**/me/security?done=loginLinked");
            Journeys.picture(page, "security-logins", language, width);

            context.clearCookies(new BrowserContext.ClearCookiesOptions().setDomain("localhost"));
            page.navigate(address + "/login");
            page.click("[data-provider=group]");
            page.waitForURL(address + "/");

            page.navigate(address + "/me/security");
            page.click("[data-remove-login]");
            page.waitForURL("**/me/security?done=loginUnlinked");
            page.click("[data-link-provider=group]");
            page.waitForURL(address + PendingLogins.CONFIRM);
            Journeys.picture(page, "login-link-password", language, width);
            page.fill("#password", "not my password");
            page.click("#link");
            page.waitForSelector("#password-error");
            page.click("#not-now");
            page.waitForURL(address + "/");

            page.navigate(address + Providers.CALLBACK + "group?code=x&state=x");
            Journeys.picture(page, "login-refused", language, width);
            context.clearCookies(new BrowserContext.ClearCookiesOptions().setDomain("localhost"));
            page.navigate(address + "/login");
            page.click("[data-provider=group]");
            page.waitForURL(address + "/login/unlinked");
            page.click("#link-new");
            Journeys.picture(page, "signup-provider", language, width);
        }
    }
}
