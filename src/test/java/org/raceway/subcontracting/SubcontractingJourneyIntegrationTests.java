package org.raceway.subcontracting;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.traceability.Capture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The owner sees what is missing, follows it to the events, agrees on a loss; the heat treater sees the same account. */
@RacewayIntegrationTest
class SubcontractingJourneyIntegrationTests {
    private final Enterprises enterprises;
    private final Accounts accounts;
    private final Capture capture;
    private final int port;

    @Autowired
    SubcontractingJourneyIntegrationTests(
            Enterprises enterprises, Accounts accounts, Capture capture, @LocalServerPort int port) {
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.capture = capture;
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource({"zh,360", "en,1280"})
    void followsWhatIsMissing(String language, int width) {
        Journeys journeys = Journeys.on(port);
        Plants plants = new Plants(enterprises, accounts, capture);
        boolean english = language.equals("en");
        try (BrowserContext ownerContext = journeys.context(language, width);
                BrowserContext partnerContext = journeys.context(language, width)) {
            Page owner = journeys.logIn(ownerContext, plants.turner.login(), Plants.PASSWORD);
            journeys.open(owner, "/subcontracting");
            assertThat(owner.textContent("tbody")).contains("500").contains("394");
            Journeys.picture(owner, "subcontracting", language, width);
            owner.locator("tbody a").first().click();
            assertThat(owner.textContent("tbody")).contains(english ? "Missing" : "缺少");
            Journeys.picture(owner, "subcontracting-lots", language, width);
            owner.locator("tbody a").first().click();
            assertThat(owner.textContent("tbody")).contains("FI-9");
            Journeys.picture(owner, "subcontracting-lot", language, width);

            journeys.open(owner, "/subcontracting/terms");
            owner.selectOption("#partner", plants.heatTreater.id().toString());
            owner.fill("#allowancePercent", "120");
            owner.locator("form[action='/subcontracting/terms'] button.primary").click();
            Journeys.picture(owner, "subcontracting-terms-wrong", language, width);
            assertThat(owner.inputValue("#partner"))
                    .isEqualTo(plants.heatTreater.id().toString());
            owner.fill("#allowancePercent", "1.5");
            owner.fill("#days", "10");
            owner.locator("form[action='/subcontracting/terms'] button.primary").click();
            owner.waitForSelector("tbody");
            Journeys.picture(owner, "subcontracting-terms", language, width);

            Page partner = journeys.logIn(partnerContext, plants.heatTreater.login(), Plants.PASSWORD);
            journeys.open(partner, "/subcontracting/received");
            assertThat(partner.textContent("tbody")).contains("500").contains("394");
            Journeys.picture(partner, "subcontracting-received", language, width);
            partner.locator("tbody a").first().click();
            assertThat(partner.textContent("tbody")).contains(english ? "Overdue" : "逾期未回");
            partner.locator("tbody a").first().click();
            assertThat(partner.textContent("tbody")).contains("FI-9");
        }
    }
}
