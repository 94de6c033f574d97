package org.raceway.scans;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.traceability.Capture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A buyer reports a code from a phone; its maker sees where it was scanned, decides, and answers. */
@RacewayIntegrationTest
class FalseCodeJourneyIntegrationTests {
    private final Enterprises enterprises;
    private final Accounts accounts;
    private final Capture capture;
    private final ScanLog log;
    private final Findings findings;
    private final Reports reports;
    private final int port;

    @Autowired
    FalseCodeJourneyIntegrationTests(
            Enterprises enterprises,
            Accounts accounts,
            Capture capture,
            ScanLog log,
            Findings findings,
            Reports reports,
            @LocalServerPort int port) {
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.capture = capture;
        this.log = log;
        this.findings = findings;
        this.reports = reports;
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource({"zh,360", "en,1280"})
    void takesAReportFromAPhoneToTheMakerAndBack(String language, int width) {
        TestMaker maker = new TestMaker(enterprises, accounts, capture);
        maker.issue("8801", 1);
        maker.event("8801", "OBSERVE", "retail_selling", 3);
        Journeys journeys = Journeys.on(port);
        String receipt;
        try (BrowserContext context = journeys.context(language, width)) {
            Page buyer = context.newPage();
            journeys.open(buyer, maker.path("8801"));
            assertThat(context.cookies())
                    .as("a look at the page costs no cookie")
                    .noneMatch(cookie -> cookie.name.contains("SESSION"));
            Journeys.picture(buyer, "scan-page-with-report", language, width);
            buyer.locator(".tell-link a").click();
            buyer.fill("#note", language.equals("zh") ? "激光刻字模糊，包装与以前不同" : "Blurred laser mark, different packing");
            buyer.fill("#seller", language.equals("zh") ? "某网店" : "A web shop");
            buyer.selectOption("#region", "44");
            Journeys.picture(buyer, "false-code-tell", language, width);
            buyer.locator("button[value=report]").click();
            buyer.waitForSelector(".receipt");
            receipt = Objects.requireNonNull(buyer.locator(".receipt").textContent());
            Journeys.picture(buyer, "false-code-told", language, width);
        }
        reports.place(new Reports.Words(maker.path("8801"), "65", "", ""), "203.0.113.9", "Phone");
        log.flush();
        findings.weigh();
        try (BrowserContext context = journeys.context(language, width)) {
            Page page = journeys.logIn(context, maker.login, TestMaker.PASSWORD);
            assertThat(page.locator(".to-do li").count()).isEqualTo(2);
            journeys.open(page, "/scans");
            assertThat(page.locator("tbody tr").count()).isEqualTo(1);
            Journeys.picture(page, "false-codes", language, width);
            page.locator("tbody td a").first().click();
            page.waitForSelector(".scan-map");
            assertThat(page.locator(".scan-map .route").count()).isEqualTo(1);
            assertThat(page.locator(".scan-map .place").count()).isEqualTo(2);
            Journeys.picture(page, "false-code", language, width);
            page.fill("#note", language.equals("zh") ? "网店所售为仿冒品，已取证" : "The web shop sells copies");
            page.locator("button[value=CONFIRMED]").click();
            page.waitForSelector("button[value=OPEN]");
            journeys.open(page, "/scans/reports");
            Journeys.picture(page, "false-code-reports", language, width);
            page.locator("tbody td a").first().click();
            page.waitForSelector("#answer");
            Journeys.picture(page, "false-code-report", language, width);
            page.fill("#answer", language.equals("zh") ? "该店未经授权，请停止使用并保留凭证。" : "Not our dealer: keep the receipt.");
            page.locator("button[value=ANSWERED]").click();
            page.waitForLoadState(LoadState.LOAD);
            assertThat(page.locator("#answer").count()).isZero();
            journeys.open(page, "/scans/rules");
            page.fill("#visitorsADay", "40");
            Journeys.picture(page, "false-code-rules", language, width);
            page.locator("form[action='/scans/rules'] button.primary").click();
            page.waitForSelector(".note.good");
            assertThat(page.inputValue("#visitorsADay")).isEqualTo("40");
            journeys.open(page, "/tasks");
            assertThat(page.locator("a[href^='/scans']")
                            .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(receipt))
                            .count())
                    .isZero();
        }
        try (BrowserContext context = journeys.context(language, width)) {
            Page buyer = context.newPage();
            journeys.open(buyer, "/scanned/" + receipt);
            assertThat(buyer.locator(".answer").count()).isEqualTo(1);
            Journeys.picture(buyer, "false-code-receipt", language, width);
        }
    }
}
