package org.raceway.consents;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.platform.Texts;
import org.raceway.traceability.Capture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A bank asks, the owner looks at what would be read and grants less, the bank reads, the owner sees it and revokes. */
@RacewayIntegrationTest
class ConsentJourneyIntegrationTests {
    private static final Pattern ONE = Pattern.compile(".*/consents/[0-9a-f-]{36}$");

    private final Enterprises enterprises;
    private final Accounts accounts;
    private final Capture capture;
    private final StoredConsents consents;
    private final int port;

    @Autowired
    ConsentJourneyIntegrationTests(
            Enterprises enterprises,
            Accounts accounts,
            Capture capture,
            StoredConsents consents,
            @LocalServerPort int port) {
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.capture = capture;
        this.consents = consents;
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "zh,360", "en,1280", "en,360"})
    void asksGrantsReadsAndRevokes(String language, int width) throws Exception {
        Journeys journeys = Journeys.on(port);
        ConsentParties parties = new ConsentParties(enterprises, accounts);
        parties.ship(capture);
        boolean english = language.equals("en");
        try (BrowserContext bankContext = journeys.context(language, width);
                BrowserContext ownerContext = journeys.context(language, width)) {
            Page bank = journeys.logIn(bankContext, parties.bankerLogin, ConsentParties.PASSWORD);
            Page owner = journeys.logIn(ownerContext, parties.ownerLogin, ConsentParties.PASSWORD);

            ask(journeys, bank, parties, language, width);
            String consent = path(bank);

            journeys.open(owner, "/");
            Journeys.picture(owner, "consents-start", language, width);
            journeys.open(owner, "/consents");
            assertThat(owner.locator("tbody tr").count()).isOne();
            Journeys.picture(owner, "consents-waiting", language, width);
            owner.locator("tbody a").first().click();
            owner.waitForURL(ONE);
            for (int place = 0; place < 2; place++) {
                owner.locator(".consent-field details summary").nth(place).click();
            }
            owner.waitForSelector(".preview table");
            assertThat(owner.locator(".preview table").first().textContent()).contains(parties.plant.uscc());
            Journeys.picture(owner, "consent-decide", language, width);
            owner.uncheck("input[value='enterprises.profile']");
            owner.locator("#decide button.primary").click();
            owner.waitForSelector("#revoke");
            Journeys.picture(owner, "consent-granted", language, width);

            journeys.open(bank, "/consents/received");
            Journeys.picture(bank, "consents-received", language, width);
            journeys.open(bank, consent);
            Journeys.picture(bank, "consent-read", language, width);
            bank.locator(".read-now input[name=from]").fill("2026-10-01");
            bank.locator(".read-now input[name=to]").fill("2026-10-31");
            bank.locator(".read-now button").click();
            bank.waitForSelector(".table-part tbody tr");
            assertThat(bank.locator(".table-part tbody").textContent()).contains("502");
            assertThat(bank.locator(".note.watch").textContent())
                    .contains(english ? "was recorded" : "已于")
                    .contains(english ? parties.plant.englishName() : parties.plant.name());
            Journeys.picture(bank, "consent-data", language, width);
            assertThat(exported(bank)).contains(english ? "only for Loan application 17" : "仅用于贷款申请 17");

            journeys.open(owner, "/consents/reads");
            assertThat(owner.locator("tbody tr").count()).isEqualTo(2);
            LocalDate today = LocalDate.now(Period.ZONE);
            assertThat(owner.locator("tbody tr").first().textContent())
                    .contains(
                            english
                                    ? "ICBC Linqing read your deliveries of October on "
                                            + ReadSentence.day(today, today, Texts.of(Locale.ENGLISH))
                                            + " for loan application 17"
                                    : "临清农商银行 于 " + today.getMonthValue() + "月" + today.getDayOfMonth()
                                            + "日 为『贷款申请 17』读取了贵企业 10 月的交货记录");
            Journeys.picture(owner, "consents-reads", language, width);

            UUID id = UUID.fromString(consent.substring(consent.lastIndexOf('/') + 1));
            consents.derive(
                    parties.banker,
                    List.of(id),
                    new DerivedResult("finance", "17", "贷款申请 17 的信用评分", "Credit score for loan application 17"));
            journeys.open(owner, consent);
            Journeys.picture(owner, "consent-before-revoking", language, width);
            owner.locator("#revoke button").click();
            owner.waitForSelector(".ledger-steps li:nth-child(3)");
            assertThat(owner.locator("#revoke").count()).isZero();
            assertThat(owner.locator(".tag.bad").count()).isGreaterThanOrEqualTo(2);
            Journeys.picture(owner, "consent-revoked", language, width);
            journeys.open(owner, "/consents/given");
            Journeys.picture(owner, "consents-given", language, width);
            journeys.open(owner, "/consents/rules");
            Journeys.picture(owner, "consents-rules", language, width);

            journeys.open(bank, consent + "/data/traceability.deliveries?from=2026-10-01&to=2026-10-31");
            assertThat(bank.locator("tbody").count()).isZero();
            assertThat(bank.locator("main").textContent()).contains(english ? "No consent in force" : "没有有效的授权");
            Journeys.picture(bank, "consent-data-revoked", language, width);
            assertThat(bank.request()
                            .get(journeys.address(consent
                                    + "/data/traceability.deliveries?from=2026-10-01&to=2026-10-31&export=xlsx"))
                            .status())
                    .isEqualTo(403);
            assertThat(owner.request()
                            .get(journeys.address(
                                    consent + "/data/traceability.deliveries?from=2026-10-01&to=2026-10-31"))
                            .status())
                    .as("not one's own")
                    .isEqualTo(403);
        }
    }

    private static void ask(Journeys journeys, Page bank, ConsentParties parties, String language, int width) {
        journeys.open(bank, "/consents/new");
        bank.fill("#granter-find", parties.plant.uscc());
        bank.locator("form[action='/consents/new'] button.primary").click();
        bank.locator(".choices a").first().click();
        bank.locator(".choices a").first().click();
        bank.waitForSelector("#reference");
        bank.fill("#reference", "17");
        bank.locator("#message").fill("流动资金贷款 300 万元");
        bank.locator("form[method=post] input[name=fields]")
                .evaluateAll("boxes => boxes.forEach(box => box.checked = false)");
        bank.locator("main form[method=post] button.primary").click();
        bank.waitForSelector(".note.bad");
        Journeys.picture(bank, "consent-request-refused", language, width);
        bank.check("input[value='enterprises.profile']");
        bank.check("input[value='traceability.deliveries']");
        bank.fill("#from", "2026-09-01");
        bank.fill("#to", "2026-11-30");
        Journeys.picture(bank, "consent-request", language, width);
        bank.locator("main form[method=post] button.primary").click();
        bank.waitForURL(ONE);
        Journeys.picture(bank, "consent-requested", language, width);
    }

    private static String exported(Page page) throws IOException {
        Download download = page.waitForDownload(
                () -> page.locator("a[data-export][href*='export=csv']").click());
        return Files.readString(download.path());
    }

    private static String path(Page page) {
        return page.url().substring(page.url().indexOf("/consents/"));
    }
}
