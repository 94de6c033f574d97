package org.raceway.people.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@RacewayIntegrationTest
class SignInJourneyIntegrationTests {
    private static final String PASSWORD = "seven tulips roll";

    private final Accounts accounts;
    private final Journeys journeys;
    private final String address;

    @Autowired
    SignInJourneyIntegrationTests(Accounts accounts, @LocalServerPort int port) {
        this.accounts = accounts;
        this.journeys = Journeys.on(port);
        this.address = "http://localhost:" + port;
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "zh,360", "en,1280", "en,360"})
    void addsAPasskeyAndComesInByIt(String language, int width) {
        String login = person();
        try (BrowserContext context = journeys.context(language, width)) {
            Page page = context.newPage();
            authenticator(context, page);
            signIn(page, login);
            page.navigate(address + "/me/security");
            page.fill("#passkey-label", "办公室电脑");
            page.click("#add-passkey");
            page.waitForSelector("[data-remove-passkey]");
            Journeys.picture(page, "security", language, width);

            context.clearCookies();
            page.navigate(address + "/login");
            Journeys.picture(page, "login-passkey", language, width);
            page.click("#by-passkey");
            page.waitForURL(address + "/");
            page.navigate(address + "/me/security");
            assertThat(page.content()).contains("办公室电脑");

            page.click("[data-remove-passkey]");
            page.waitForURL("**/me/security?done=passkeyRemoved");
            context.clearCookies();
            page.navigate(address + "/login");
            page.click("#by-passkey");
            page.waitForSelector("[data-passkey-error]:not([hidden])");
        }
    }

    @Test
    void refusesADeviceThatHasNotCheckedItsOwner() {
        try (BrowserContext context = journeys.context("en", 1280)) {
            Page page = context.newPage();
            CDPSession devices = authenticator(context, page);
            signIn(page, person());
            page.navigate(address + "/me/security");
            JsonObject unverified = new JsonObject();
            unverified.addProperty("authenticatorId", lastAuthenticator);
            unverified.addProperty("isUserVerified", false);
            devices.send("WebAuthn.setUserVerified", unverified);
            page.fill("#passkey-label", "somebody else's finger");
            page.click("#add-passkey");
            page.waitForSelector("[data-passkey-error]:not([hidden])");
        }
    }

    @ParameterizedTest
    @CsvSource({"zh,360", "en,1280"})
    void showsEveryPageOfSigningIn(String language, int width) {
        try (BrowserContext context = journeys.context(language, width)) {
            Page page = context.newPage();
            page.navigate(address + "/login/forgotten");
            Journeys.picture(page, "login-forgotten", language, width);
            signIn(page, person());
            page.navigate(address + "/me/security/password");
            Journeys.picture(page, "security-password", language, width);
            page.navigate(address + "/me/security/second-factor");
            Journeys.picture(page, "second-factor", language, width);
            page.navigate(address + "/rescue?login=" + person());
            Journeys.picture(page, "rescue", language, width);
        }
    }

    private String lastAuthenticator = "";

    /** A device inside of the browser that holds passkeys and says that it has checked its owner. */
    private CDPSession authenticator(BrowserContext context, Page page) {
        CDPSession session = context.newCDPSession(page);
        session.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject arguments = new JsonObject();
        arguments.add("options", options);
        lastAuthenticator = session.send("WebAuthn.addVirtualAuthenticator", arguments)
                .get("authenticatorId")
                .getAsString();
        return session;
    }

    private void signIn(Page page, String login) {
        page.navigate(address + "/login");
        page.fill("#username", login);
        page.fill("#password", PASSWORD);
        page.click("button.primary");
        page.waitForURL(address + "/");
    }

    private String person() {
        String login = "journey-" + UUID.randomUUID().toString().substring(0, 8);
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "王小明", "Wang Xiaoming", Role.OPERATOR, null));
        return login;
    }
}
