package org.raceway.people.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.raceway.Journeys.picture;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Somebody connects a machine: makes a key, sees it once, changes it, lowers its limit, ends it. */
@RacewayIntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysJourneyIntegrationTests {
    private static final String OWNER = "keys-journey";
    private static final String PASSWORD = "keys-journey-walks";

    private final Enterprises enterprises;
    private final Accounts accounts;
    private final int port;

    @Autowired
    KeysJourneyIntegrationTests(Enterprises enterprises, Accounts accounts, @LocalServerPort int port) {
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.port = port;
    }

    @BeforeAll
    void openAccount() {
        String uscc = "91371581MA3KEYTX3";
        Enterprise plant = enterprises.register(new Enterprise(
                UUID.randomUUID(),
                uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                "952987900001" + CheckDigits.of("952987900001"),
                "9529879",
                EnterpriseKind.ASSEMBLER,
                "临西联网轴承有限公司",
                "Linxi Lianwang Bearings",
                "371581",
                null,
                null,
                true));
        accounts.create(new Accounts.NewAccount(OWNER, PASSWORD, "王小明", "Wang Xiaoming", Role.PLANT_OWNER, plant.id()));
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "zh,360", "en,1280", "en,360"})
    void makesRotatesAndRevokesAKey(String language, int width) {
        Journeys journeys = Journeys.on(port);
        try (BrowserContext context = journeys.context(language, width)) {
            Page page = journeys.logIn(context, OWNER, PASSWORD);
            journeys.open(page, "/keys/new?lang=" + language);
            page.fill("#name", language.equals("zh") ? "二车间网关" : "Gateway of workshop 2");
            page.locator("main form.form button.primary").click();
            page.waitForSelector(".note.bad");
            picture(page, "key-new-refused", language, width);

            page.check("input[value='events.capture']");
            page.check("input[value='events.read']");
            page.fill("#addresses", "127.0.0.0/8 ::1");
            picture(page, "key-new", language, width);
            page.locator("main form.form button.primary").click();
            page.waitForSelector("#secret");
            String secret = page.textContent("#secret");
            assertThat(KeyText.read(secret)).isNotNull();
            picture(page, "key-secret", language, width);
            page.reload();
            assertThat(page.locator("#secret").count())
                    .as("a form that is sent again shows no secret")
                    .isZero();

            page.waitForURL(Pattern.compile(".*/keys/[0-9a-f-]{36}"));
            assertThat(page.content()).doesNotContain(secret.substring(21, 64));
            picture(page, "key", language, width);
            page.fill("#requests", "600");
            page.locator("form[action$='/limit'] button").click();
            page.waitForSelector("main .facts");
            assertThat(page.content()).contains("600");

            page.locator("form[action$='/rotate'] button").click();
            page.waitForSelector("#secret");
            assertThat(page.textContent("#secret"))
                    .startsWith(secret.substring(0, 20))
                    .isNotEqualTo(secret);

            journeys.open(page, "/keys");
            assertThat(page.locator("tbody tr").count()).isGreaterThanOrEqualTo(1);
            picture(page, "keys", language, width);
            page.locator("tbody tr a").first().click();
            page.locator("main details summary").last().click();
            picture(page, "key-revoke", language, width);
            page.locator("form[action$='/revoke'] button").click();
            page.waitForSelector("main .tag.unknown");
            picture(page, "key-revoked", language, width);
        }
    }
}
