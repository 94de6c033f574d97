package org.raceway.recalls;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.enterprises.Enterprises;
import org.raceway.people.Accounts;
import org.raceway.traceability.Capture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A heat treater looks at what is affected, opens the recall; the others deal with their goods on the phone; it is closed. */
@RacewayIntegrationTest
class RecallJourneyIntegrationTests {
    private static final Pattern FOUND = Pattern.compile(".*/recalls/new/[A-Za-z0-9_-]+$");
    private static final Pattern ONE = Pattern.compile(".*/recalls/[0-9a-f-]{36}$");

    private final Enterprises enterprises;
    private final Accounts accounts;
    private final Capture capture;
    private final int port;

    @Autowired
    RecallJourneyIntegrationTests(
            Enterprises enterprises, Accounts accounts, Capture capture, @LocalServerPort int port) {
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.capture = capture;
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource({"zh,360", "en,1280"})
    void recallsFromNoticeToClosingReport(String language, int width) {
        Journeys journeys = Journeys.on(port);
        RecallChain chain = new RecallChain(enterprises, accounts, capture);
        boolean english = language.equals("en");
        try (BrowserContext own = journeys.context(language, width);
                BrowserContext plant = journeys.context(language, width)) {
            Page initiator = journeys.logIn(own, chain.heatTreater.login(), RecallChain.PASSWORD);
            journeys.open(initiator, "/recalls");
            Journeys.picture(initiator, "recalls-empty", language, width);
            String recall = open(journeys, initiator, chain, language, width);

            Page holder = journeys.logIn(plant, chain.assembler.login(), RecallChain.PASSWORD);
            journeys.open(holder, "/tasks");
            assertThat(holder.locator("main").textContent()).contains(english ? "Soft inner rings" : "6204 内圈硬度不足");
            Journeys.picture(holder, "recall-task", language, width);
            journeys.open(holder, recall);
            assertThat(holder.locator("#progress").count()).isZero();
            assertThat(holder.locator(".goods > li").count()).isEqualTo(3);
            Journeys.picture(holder, "recall-notice", language, width);
            holder.locator("#mine button.large").click();
            holder.waitForSelector("#mine .note.good");
            Locator box = holder.locator(".goods > li").first();
            assertThat(box.textContent()).contains(english ? "Box" : "箱");
            box.locator("button[value=QUARANTINED]").click();
            holder.waitForSelector(".ledger-steps li:nth-child(2)");
            Journeys.picture(holder, "recall-quarantined", language, width);
            holder.locator(".goods > li")
                    .first()
                    .locator("button[value=RETURNED]")
                    .click();
            holder.waitForSelector(".goods > li.done");
            holder.locator(".goods > li:not(.done)").first().locator("summary").click();
            holder.locator(".goods > li:not(.done)")
                    .first()
                    .locator("input[name=quantity]")
                    .fill("999");
            holder.locator(".goods > li:not(.done)")
                    .first()
                    .locator("button[value=DESTROYED]")
                    .click();
            holder.waitForSelector(".note.bad");
            Journeys.picture(holder, "recall-too-much", language, width);
            destroyTheRest(journeys, holder, recall);
            Journeys.picture(holder, "recall-handled", language, width);
            journeys.open(holder, recall + "/items");
            Journeys.picture(holder, "recall-items", language, width);

            journeys.open(initiator, recall);
            Journeys.picture(initiator, "recall-progress", language, width);
            initiator.fill("#conclusion", english ? "All dealt with." : "全部处置完毕。");
            initiator.locator("#close button.primary").click();
            initiator.waitForSelector(".note.bad");
            assertThat(initiator.locator(".note.bad").first().textContent()).contains("10");
            Journeys.picture(initiator, "recall-not-yet", language, width);

            for (RecallChain.Party party : new RecallChain.Party[] {chain.distributor, chain.shop}) {
                try (BrowserContext other = journeys.context(language, width)) {
                    Page page = journeys.logIn(other, party.login(), RecallChain.PASSWORD);
                    destroyTheRest(journeys, page, recall);
                }
            }
            journeys.open(initiator, recall);
            initiator.locator("form[action$='/search'] button").click();
            initiator.waitForSelector(".note.good");
            initiator.fill("#conclusion", english ? "All dealt with." : "全部处置完毕，已通知炉台停用并校准热电偶。");
            initiator.locator("#close button.primary").click();
            initiator.waitForSelector(".steps li[aria-current=step]:nth-child(3)");
            Journeys.picture(initiator, "recall-closed", language, width);
            byte[] pdf = initiator
                    .request()
                    .get(journeys.address(recall) + "/report.pdf")
                    .body();
            assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("%PDF-");
            byte[] sheet = initiator
                    .request()
                    .get(journeys.address(recall) + "/holders?export=xlsx")
                    .body();
            assertThat(sheet).startsWith('P', 'K');
            journeys.open(initiator, "/recalls");
            Journeys.picture(initiator, "recalls-list", language, width);
        }
    }

    private static String open(Journeys journeys, Page page, RecallChain chain, String language, int width) {
        boolean english = language.equals("en");
        journeys.open(page, "/recalls/new");
        page.fill("#ids", "https://id.gs1.org/01/09506000134353/10/A");
        page.locator("form:has(#ids) button.primary").click();
        page.waitForSelector(".note.bad");
        Journeys.picture(page, "recall-wrong-code", language, width);
        page.fill("#ids", chain.furnaceLot);
        page.locator("form:has(#ids) button.primary").click();
        page.waitForURL(FOUND);
        assertThat(page.locator("main").textContent())
                .contains(english ? "Linqing Lanyue" : "临清澜岳")
                .doesNotContain(english ? "Shuohe" : "朔禾");
        Journeys.picture(page, "recall-found", language, width);
        page.fill("#title", english ? "Soft inner rings 6204" : "6204 内圈硬度不足");
        page.selectOption("#reason", "HEAT_TREATMENT");
        page.fill(
                "#description",
                english
                        ? "Furnace 2 ran too cold: 56.4 HRC instead of 61."
                        : "2 号炉温偏低，硬度 56.4 HRC，低于 61 HRC 的下限，受载后可能早期疲劳。");
        page.fill(
                "#advice",
                english ? "Stop using and selling them, put them aside and send them back." : "停止使用和销售，单独存放，联系供货方退货。");
        page.locator("#draft button.primary").click();
        page.waitForURL(ONE);
        Journeys.picture(page, "recall-draft", language, width);
        page.locator("#open button.primary").click();
        page.waitForSelector("form[action$='/search']");
        Journeys.picture(page, "recall-open", language, width);
        String url = page.url();
        return Objects.requireNonNull(url.substring(url.indexOf("/recalls/")));
    }

    private static void destroyTheRest(Journeys journeys, Page page, String recall) {
        journeys.open(page, recall);
        while (page.locator(".goods > li:not(.done)").count() > 0) {
            int done = page.locator(".goods > li.done").count();
            page.locator(".goods > li:not(.done)")
                    .first()
                    .locator("button[value=DESTROYED]")
                    .click();
            page.waitForSelector(".goods > li.done >> nth=" + done);
        }
    }
}
