package org.raceway.cards;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A plant owner who has never seen it: the first lot, its card, the phone in the workshop, with and without a signal. */
@RacewayIntegrationTest
class CardsJourneyIntegrationTests {
    private static final String PASSWORD = "first-lot-in-ten-minutes";

    private final Enterprises enterprises;
    private final Accounts accounts;
    private final WholeDatabase whole;

    @LocalServerPort
    private int port;

    @Autowired
    CardsJourneyIntegrationTests(Enterprises enterprises, Accounts accounts, WholeDatabase whole) {
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.whole = whole;
    }

    @Test
    void tracesAFirstLotFromThePhone() {
        Journeys journeys = Journeys.on(port);
        for (String language : List.of("zh", "en")) {
            String login = owner();
            try (BrowserContext context = journeys.context(language, 360)) {
                Page page = journeys.logIn(context, login, PASSWORD);
                journeys.open(page, "/cards");
                Journeys.picture(page, "cards-empty", language, 360);
                page.locator(".page-actions a[href='/cards/new']").click();
                page.fill("#name", language.equals("zh") ? "6204 外圈锻件" : "6204 outer ring forging");
                page.check("#route-FORGING");
                page.check("#route-TURNING");
                page.fill("#quantity", "abc");
                Journeys.picture(page, "cards-new", language, 360);
                page.click("form.form button.primary");
                assertThat(page.locator("#quantity-error").isVisible()).isTrue();
                Journeys.picture(page, "cards-new-error", language, 360);
                page.fill("#quantity", "500");
                page.click("form.form button.primary");
                page.waitForURL("**/cards/*?issued");
                Journeys.picture(page, "cards-card", language, 360);
                String thing = page.locator("code").innerText();

                journeys.open(page, "/record");
                Journeys.picture(page, "record", language, 360);
                scan(page, thing);
                page.waitForSelector("[data-card]:not([hidden])");
                assertThat(page.inputValue("#record-quantity")).isEqualTo("500");
                assertThat(page.isChecked("input[value=FORGING]")).isTrue();
                page.fill("#record-quantity", "498");
                Journeys.picture(page, "record-card", language, 360);
                page.click("[data-entry] button.primary");
                page.waitForCondition(() -> words(page, "good").contains("498"));
                Journeys.picture(page, "record-done", language, 360);

                page.fill("#record-code", thing);
                page.click("[data-type] button");
                page.waitForSelector("[data-card]:not([hidden])");
                assertThat(page.isChecked("input[value=TURNING]")).isTrue();
                assertThat(page.inputValue("#record-quantity")).isEqualTo("498");
                page.fill("#record-quantity", "499");
                page.click("[data-entry] button.primary");
                page.waitForSelector("[data-queue] input");
                Journeys.picture(page, "record-more", language, 360);
                page.fill("[data-queue] input", language.equals("zh") ? "上道少报一件" : "one not recorded before");
                page.locator("[data-queue] button").first().click();
                page.waitForCondition(() -> words(page, "good").contains("499"));

                journeys.open(page, "/genealogy?id=" + thing);
                assertThat(page.locator("main").textContent()).contains("6204");
                Journeys.picture(page, "cards-genealogy", language, 360);
                page.setViewportSize(1280, 800);
                journeys.open(page, "/cards");
                Journeys.picture(page, "cards", language, 1280);
                page.locator("tbody a").first().click();
                page.waitForSelector(".facts");
                assertThat(page.locator("main").innerText()).contains("499");
                Journeys.picture(page, "cards-card", language, 1280);
                journeys.open(page, "/cards/new");
                Journeys.picture(page, "cards-new", language, 1280);
            }
        }
    }

    @Test
    void losesNothingWithoutASignalAndAfterACrash() {
        Journeys journeys = Journeys.on(port);
        String login = owner();
        try (BrowserContext context = journeys.context("zh", 360)) {
            Page page = journeys.logIn(context, login, PASSWORD);
            journeys.open(page, "/cards/new");
            page.fill("#name", "6204 内圈");
            page.check("#route-TURNING");
            page.fill("#quantity", "100");
            page.click("form.form button.primary");
            page.waitForURL("**/cards/*?issued");
            String thing = page.locator("code").innerText();
            journeys.open(page, "/record");
            page.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
            // Once more, so that the worker has the page and its files.
            journeys.open(page, "/record");
            page.waitForFunction("async () => !!(await (await caches.open('raceway-record')).match('/record'))");

            context.setOffline(true);
            Instant twoDaysAgo = Instant.now().minus(Duration.ofDays(2));
            page.clock().setFixedTime(Date.from(twoDaysAgo));
            record(page, thing, "40");
            record(page, thing, "30");
            Journeys.picture(page, "record-offline", "zh", 360);
            assertThat(page.locator("[data-queue] li").count()).isEqualTo(2);

            // The page dies; a new one opens without a signal and has both.
            page.close();
            Page again = context.newPage();
            journeys.open(again, "/record");
            again.waitForSelector("[data-queue] li");
            assertThat(again.locator("[data-queue] li").count()).isEqualTo(2);
            record(again, thing, "20");
            assertThat(entries(thing)).isEmpty();

            again.clock().setFixedTime(Date.from(Instant.now()));
            context.setOffline(false);
            again.click("[data-send]");
            again.waitForSelector(
                    "[data-queue-part]", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN));
            assertThat(entries(thing)).containsExactly("40", "30", "20");
            assertThat(whole.client()
                            .sql(
                                    "select happened_at < now() - interval '47 hours' from card_entry"
                                            + " join card on card.id = card_entry.card where thing = :thing order by number limit 1")
                            .param("thing", thing)
                            .query(Boolean.class)
                            .single())
                    .isTrue();

            // A phone whose clock stands years ago: told, and recorded with the time of receipt when the person says
            // so.
            again.clock().setFixedTime(Date.from(Instant.parse("2019-01-01T00:00:00Z")));
            enter(again, thing, "5");
            again.waitForSelector("[data-queue] li .stack");
            assertThat(again.locator("[data-queue]").innerText())
                    .contains("手机时间不对")
                    .contains("2019");
            Journeys.picture(again, "record-clock", "zh", 360);
            again.locator("[data-queue] button").first().click();
            again.waitForSelector(
                    "[data-queue-part]", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN));
            assertThat(entries(thing)).containsExactly("40", "30", "20", "5");
        }
    }

    private static void record(Page page, String thing, String quantity) {
        enter(page, thing, quantity);
        page.waitForCondition(() -> !words(page, "good").isEmpty());
    }

    /** Without waiting for what becomes of it. */
    private static void enter(Page page, String thing, String quantity) {
        page.fill("#record-code", thing);
        page.click("[data-type] button");
        page.waitForSelector("[data-card]:not([hidden])");
        page.check("input[value=TURNING]");
        page.fill("#record-quantity", quantity);
        page.click("[data-entry] button.primary");
        page.waitForSelector("[data-find]:not([hidden])");
    }

    private static String words(Page page, String kind) {
        Locator note = page.locator("[data-" + kind + "-words]");
        return note.isVisible() ? note.innerText() : "";
    }

    /** Holds the card before the camera: what it sees is drawn instead. */
    private static void scan(Page page, String thing) {
        StringBuilder rows = new StringBuilder();
        for (boolean[] row :
                PrintCode.qr("http://brain.example.com" + thing.substring("https://id.gs1.org".length()))) {
            for (boolean dark : row) {
                rows.append(dark ? '#' : '.');
            }
            rows.append('\n');
        }
        page.evaluate("""
                rows => {
                  const lines = rows.trim().split("\\n");
                  const canvas = document.createElement("canvas");
                  canvas.width = canvas.height = (lines.length + 8) * 8;
                  const pen = canvas.getContext("2d");
                  const draw = () => {
                    pen.fillStyle = "#fff";
                    pen.fillRect(0, 0, canvas.width, canvas.height);
                    pen.fillStyle = "#000";
                    lines.forEach((line, y) => [...line].forEach((dark, x) => dark === "#" && pen.fillRect((x + 4) * 8, (y + 4) * 8, 8, 8)));
                    setTimeout(draw, 50);
                  };
                  draw();
                  Object.defineProperty(navigator, "mediaDevices",
                    {configurable: true, value: {getUserMedia: async () => canvas.captureStream(10)}});
                }
                """, rows.toString());
        page.click("[data-scan]");
    }

    private List<String> entries(String thing) {
        return whole
                .client()
                .sql("select card_entry.quantity from card_entry join card on card.id = card_entry.card"
                        + " where thing = :thing order by number")
                .param("thing", thing)
                .query(BigDecimal.class)
                .list()
                .stream()
                .map(Quantities::text)
                .toList();
    }

    private String owner() {
        String uscc = "91371581MA3" + ThreadLocalRandom.current().nextInt(100_000, 999_999);
        Enterprise enterprise = enterprises.register(new Enterprise(
                UUID.randomUUID(),
                uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                null,
                null,
                EnterpriseKind.FORGE,
                "临清首批锻造厂",
                "Linqing First Lot Forge",
                "371581",
                null,
                null,
                true));
        String login = "first-lot-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "王厂长", "Mr Wang", Role.PLANT_OWNER, enterprise.id()));
        return login;
    }
}
