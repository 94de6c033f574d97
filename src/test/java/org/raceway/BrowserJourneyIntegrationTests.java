package org.raceway;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.sandbox.SandboxCluster;
import org.raceway.sandbox.SandboxSize;
import org.raceway.traceability.Capture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people do, in a real browser, in both languages, at a desk and on a phone. Pictures go to target/screenshots. */
@RacewayIntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserJourneyIntegrationTests {
    private static final Path EXAMPLE = Path.of("src/main/resources/static/assets/example-capture.json");
    private static final Path EXAMPLE_XML = Path.of("src/main/resources/static/assets/example-capture.xml");
    private static final String HEAT = "https://id.gs1.org/01/09521234000013/10/H2611001";
    private static final String UNKNOWN_GTIN = "0952880400001" + CheckDigits.of("0952880400001");
    private static final String PASSWORD = "browser-journey";

    private final Capture capture;
    private final Accounts accounts;
    private final Enterprises enterprises;
    private final int port;
    private Journeys journeys;

    @Autowired
    @SuppressWarnings("NullAway.Init") // the browser is opened before all tests, or they are skipped
    BrowserJourneyIntegrationTests(
            Capture capture, Accounts accounts, Enterprises enterprises, @LocalServerPort int port) {
        this.capture = capture;
        this.accounts = accounts;
        this.enterprises = enterprises;
        this.port = port;
    }

    @BeforeAll
    void openBrowser() {
        journeys = Journeys.on(port);
        String uscc = "91371599MA3BRWXRT";
        Enterprise plant = enterprises.register(new Enterprise(
                UUID.randomUUID(),
                uscc + UnifiedSocialCreditCode.checkCharacter(uscc),
                "952987600001" + CheckDigits.of("952987600001"),
                "9529876",
                EnterpriseKind.ASSEMBLER,
                "临清试航轴承有限公司",
                "Linqing Shihang Bearings",
                "371581",
                null,
                null,
                true));
        for (Role role : Role.values()) {
            accounts.create(new Accounts.NewAccount(
                    login(role), PASSWORD, "王小明", "Wang Xiaoming", role, role == Role.OPERATOR ? null : plant.id()));
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void showsEachRoleItsStartPage(Role role) {
        try (BrowserContext context = context("zh", 1280)) {
            Page page = logIn(context, role);
            for (String language : List.of("zh", "en")) {
                for (int width : List.of(1280, 360)) {
                    page.setViewportSize(width, width < 500 ? 740 : 800);
                    open(page, "/?lang=" + language);
                    assertThat(page.locator(".doors").count()).isEqualTo(1);
                    Journeys.picture(page, "start-" + role.name().toLowerCase(Locale.ROOT), language, width);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "zh,360", "en,1280", "en,360"})
    void capturesByUploadAndFindsTheEvent(String language, int width) throws Exception {
        try (BrowserContext context = context(language, width)) {
            Page page = context.newPage();
            page.navigate(address("/login"));
            Journeys.picture(page, "login", language, width);
            page.close();
            page = logIn(context, Role.QUALITY);
            open(page, "/capture");
            Journeys.picture(page, "capture", language, width);

            page.setInputFiles("#file", EXAMPLE);
            submit(page);
            page.waitForURL(Pattern.compile(".*/captures/.*"));
            assertThat(page.locator(".note.good").count()).isEqualTo(1);
            Journeys.picture(page, "capture-stored", language, width);

            open(page, "/capture");
            String broken = Files.readString(EXAMPLE)
                    .replace("\"bizStep\": \"commissioning\"", "\"bizStep\": \"commisioning\"")
                    .replace("60000", "-60000");
            page.fill("#text", broken);
            submit(page);
            page.waitForURL(Pattern.compile(".*/captures/.*"));
            assertThat(page.locator("tbody tr").count()).isGreaterThanOrEqualTo(2);
            Journeys.picture(page, "capture-refused", language, width);

            open(page, "/capture");
            page.fill("#text", "this is no document");
            submit(page);
            page.waitForSelector(".note.bad");
            Journeys.picture(page, "capture-unreadable", language, width);

            open(page, "/captures");
            assertThat(page.locator("tbody tr").count()).isGreaterThanOrEqualTo(2);
            Journeys.picture(page, "captures", language, width);

            open(page, "/events?identifier=" + org.raceway.platform.Page.encode(HEAT));
            assertThat(page.locator("tbody tr").count()).isGreaterThanOrEqualTo(2);
            Journeys.picture(page, "events", language, width);
            page.locator("tbody tr a").first().click();
            page.waitForURL(Pattern.compile(".*/events/[0-9a-f-]{36}"));
            page.locator("main details summary").last().click();
            Journeys.picture(page, "event", language, width);
        }
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "zh,360", "en,1280", "en,360"})
    void followsABearingToItsSteelAndAHeatToItsBearings(String language, int width) {
        try (BrowserContext context = context(language, width)) {
            Page page = logIn(context, Role.OPERATOR);
            open(page, "/genealogy");
            Journeys.picture(page, "genealogy-empty", language, width);
            open(page, "/genealogy?id=" + encode(example("unit")));
            page.waitForSelector(".g-node.start");
            Journeys.picture(page, "genealogy-unit", language, width);
            assertThat(numberOf(page, SMALLEST_WORD))
                    .as("the graph can be read")
                    .isGreaterThanOrEqualTo(10);

            page.locator(".g-node.start").click();
            assertThat(page.locator(".genealogy-panel").textContent())
                    .contains(word(language, "检验结论合格", "Inspection resultpass"));
            assertThat(page.evaluate(SEEN, ".g-node.picked"))
                    .as("the picked node stands in view")
                    .isEqualTo(true);
            Journeys.picture(page, "genealogy-inspection", language, width);
            page.locator(".genealogy-panel li button").first().click();
            page.waitForSelector(".genealogy-panel pre");
            page.keyboard().press("Escape");
            assertThat(page.locator(".genealogy-panel").isVisible()).isFalse();

            page.locator(".g-node:not(.step)", heat()).first().focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".genealogy-panel").textContent()).contains(word(language, "质保书", "Certificate"));
            assertThat(page.evaluate(SEEN, ".g-node.picked")).isEqualTo(true);
            Journeys.picture(page, "genealogy-certificate", language, width);
            page.keyboard().press("Escape");

            page.selectOption("#group", "enterprise");
            page.waitForSelector(".g-node.group");
            Journeys.picture(page, "genealogy-by-enterprise", language, width);
            int before = page.locator(".g-node").count();
            page.locator(".g-node.group").first().click();
            assertThat(page.locator(".g-node").count()).isGreaterThan(before);
            Journeys.picture(page, "genealogy-group-open", language, width);
            page.selectOption("#group", "auto");

            int all = page.locator(".g-node").count();
            page.waitForResponse(
                    Pattern.compile(".*/api/v1/genealogy\\?.*at=.*"),
                    () -> page.evaluate("() => { const time = document.querySelector('#time'); time.value = 600;"
                            + " time.dispatchEvent(new Event('input')); }"));
            page.waitForURL(Pattern.compile(".*[?&]at=.*"));
            assertThat(page.locator(".g-node").count()).isBetween(2, all);
            assertThat(page.locator(".genealogy-tools output").textContent()).startsWith("2025-");
            Journeys.picture(page, "genealogy-earlier", language, width);

            open(page, "/genealogy?direction=downstream&id=" + encode(example("heat")));
            page.waitForSelector(".g-node.group");
            Journeys.picture(page, "genealogy-heat", language, width);
            page.locator(".g-node.group:not(.step)").first().click();
            page.locator(".g-node:not(.group):not(.step):not(.start)").first().click();
            page.waitForSelector(".genealogy-panel li button");
            Journeys.picture(page, "genealogy-heat-lot", language, width);
        }
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "zh,360", "en,1280", "en,360"})
    void scansCodesWithoutALogin(String language, int width) {
        try (BrowserContext context = context(language, width)) {
            Page page = context.newPage();
            AtomicLong bytes = new AtomicLong();
            page.onResponse(response -> bytes.addAndGet(response.body().length));
            scan(page, example("unit"), "good");
            Journeys.picture(page, "scan-in-order", language, width);
            assertThat(bytes.get()).as("everything that the page loads").isBetween(1L, 100_000L);
            scan(page, example("unit") + "X", "watch");
            Journeys.picture(page, "scan-suspicious", language, width);
            scan(page, example("box"), "good");
            Journeys.picture(page, "scan-box", language, width);
            scan(page, "https://id.gs1.org/01/" + UNKNOWN_GTIN + "/21/1", "unknown");
            Journeys.picture(page, "scan-unknown", language, width);
        }
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "en,360"})
    void showsTheDaysWithEventsAndWhatTheyAreMadeOf(String language, int width) {
        TestCluster.load(capture, enterprises);
        Enterprise assembler = SandboxCluster.enterprises(SandboxSize.SMALL, SandboxCluster.SEED).stream()
                .filter(enterprise -> enterprise.kind() == EnterpriseKind.ASSEMBLER)
                .findFirst()
                .orElseThrow();
        if (!accounts.exists("browser-assembler")) {
            accounts.create(new Accounts.NewAccount(
                    "browser-assembler", PASSWORD, "李工", "Li", Role.PLANT_OWNER, assembler.id()));
        }
        try (BrowserContext context = context(language, width)) {
            Page page = logIn(context, "browser-assembler");
            page.waitForSelector(".chart-canvas svg");
            Journeys.picture(page, "start-chart", language, width);
            String all = page.locator(".chart figcaption").textContent();
            page.locator(".chart summary").click();
            assertThat(page.locator(".chart tbody tr").count()).isEqualTo(30);
            page.locator(".chart .source a").click();
            page.waitForURL(Pattern.compile(".*/events\\?from=.*"));
            String total = page.locator(".table-tools .total").textContent().replaceAll("[^0-9,]", "");
            assertThat(all).contains(total);
        }
    }

    private void scan(Page page, String id, String tone) {
        open(page, id.substring("https://id.gs1.org".length()));
        assertThat(page.locator(".verdict." + tone).count()).as(id).isEqualTo(1);
    }

    private String example(String name) {
        return Objects.requireNonNull(
                TestCluster.load(capture, enterprises).examples().get(name));
    }

    private static Page.LocatorOptions heat() {
        return new Page.LocatorOptions().setHasText(Pattern.compile("(炉钢|Heat) ·"));
    }

    private static String word(String language, String chinese, String english) {
        return language.equals("zh") ? chinese : english;
    }

    private static String encode(String value) {
        return org.raceway.platform.Page.encode(value);
    }

    private static double numberOf(Page page, String script) {
        return ((Number) page.evaluate(script)).doubleValue();
    }

    @Test
    void capturesTheExampleInXml() {
        try (BrowserContext context = context("en", 1280)) {
            Page page = logIn(context, Role.PLANT_OWNER);
            open(page, "/capture");
            page.setInputFiles("#file", EXAMPLE_XML);
            submit(page);
            page.waitForURL(Pattern.compile(".*/captures/.*"));
            assertThat(page.locator(".note.good").count()).isEqualTo(1);
        }
    }

    @Test
    void refusesAnEmptyFormBesideTheFieldAndOnTop() {
        try (BrowserContext context = context("en", 1280)) {
            Page page = logIn(context, Role.QUALITY);
            open(page, "/capture");
            submit(page);
            page.waitForSelector(".note.bad");
            assertThat(page.locator("#file-error").count()).isEqualTo(1);
            assertThat(page.getAttribute("#file", "aria-invalid")).isEqualTo("true");
            Journeys.picture(page, "capture-empty", "en", 1280);
        }
    }

    @Test
    void keepsThePageWhenTheLanguageSwitches() {
        try (BrowserContext context = context("zh", 1280)) {
            Page page = logIn(context, Role.QUALITY);
            open(page, "/events?type=OBJECT&sort=time");
            assertThat(page.textContent("h1")).contains("事件台账");
            page.locator(".top .language").click();
            page.waitForURL(Pattern.compile(".*lang=en.*"));
            assertThat(page.url()).contains("/events?type=OBJECT&sort=time");
            assertThat(page.textContent("h1")).contains("Events");
            open(page, "/captures");
            assertThat(page.textContent("h1")).contains("Captures");
        }
    }

    @Test
    void keepsRoomsToTheirRoles() {
        try (BrowserContext context = context("en", 1280)) {
            Page page = logIn(context, Role.BANK);
            assertThat(page.navigate(address("/enterprises")).status()).isEqualTo(403);
            Journeys.picture(page, "forbidden", "en", 1280);
            assertThat(page.navigate(address("/no/such/page")).status()).isEqualTo(404);
            context.clearCookies();
            page = logIn(context, Role.OPERATOR);
            open(page, "/enterprises?name=Shihang");
            assertThat(page.locator("tbody tr").count()).isEqualTo(1);
            Journeys.picture(page, "enterprises", "en", 1280);
        }
    }

    @Test
    void exportsWhatIsFiltered() {
        try (BrowserContext context = context("en", 1280)) {
            Page page = logIn(context, Role.OPERATOR);
            open(page, "/enterprises?name=Shihang");
            Path csv = page.waitForDownload(() -> page.getByText("CSV", new Page.GetByTextOptions().setExact(true))
                            .click())
                    .path();
            String text = new String(Files.readAllBytes(csv), StandardCharsets.UTF_8);
            assertThat(text.lines()).hasSize(2);
            assertThat(text).startsWith("\uFEFFName,").contains("Linqing Shihang Bearings");
            Path sheet = page.waitForDownload(() -> page.getByText("Excel", new Page.GetByTextOptions().setExact(true))
                            .click())
                    .path();
            assertThat(Files.size(sheet)).isGreaterThan(1_000);
            assertThat(page.locator("[data-export-progress]").textContent()).contains("enterprises.xlsx exported");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void remembersTheChosenColumnsAndPrintsOnlyTheContent() {
        try (BrowserContext context = context("en", 1280)) {
            Page page = logIn(context, Role.OPERATOR);
            open(page, "/enterprises");
            page.getByText("Columns").click();
            Journeys.picture(page, "enterprises-columns", "en", 1280);
            page.locator("[data-column-choice][value=county]").uncheck();
            page.keyboard().press("Escape");
            assertThat(page.locator("th[data-column=county]").isVisible()).isFalse();
            page.reload();
            assertThat(page.locator("th[data-column=county]").isVisible()).isFalse();
            assertThat(page.locator("th[data-column=gln]").isVisible()).isTrue();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator(".rail").isVisible()).isFalse();
            assertThat(page.locator(".query").isVisible()).isFalse();
            assertThat(page.locator("tbody tr").first().isVisible()).isTrue();
            Journeys.picture(page, "enterprises-print", "en", 1280);
        }
    }

    @Test
    void remembersWhichSectionsOfTheRailAreClosed() {
        try (BrowserContext context = context("zh", 1280)) {
            Page page = logIn(context, Role.PLANT_OWNER);
            page.locator(".rail [data-section=ENTERPRISE] summary").click();
            page.waitForCondition(() -> context.cookies().stream()
                    .anyMatch(cookie -> cookie.name.equals("raceway-folded") && cookie.value.equals("ENTERPRISE")));
            page.reload();
            assertThat(page.locator(".rail a[href='/people']").isVisible()).isFalse();
            assertThat(page.locator(".rail a[href='/keys']").isVisible()).isTrue();
            Journeys.picture(page, "rail-closed", "zh", 1280);
            open(page, "/people");
            assertThat(page.locator(".rail a[href='/people']").isVisible())
                    .as("where one stands is never closed")
                    .isTrue();
            for (String language : List.of("zh", "en")) {
                page.setViewportSize(360, 740);
                open(page, "/people?lang=" + language);
                page.locator(".phone-bar > .menu > summary").click();
                assertThat(page.locator(".phone-bar .menu-body a[href='/people']")
                                .isVisible())
                        .isTrue();
                page.locator(".phone-bar .menu-body .section")
                        .last()
                        .locator("summary")
                        .click();
                assertThat(page.locator(".phone-bar .menu-body a[href='/keys']").isVisible())
                        .isTrue();
                Journeys.picture(page, "rail-phone", language, 360);
            }
        }
    }

    @Test
    void showsDarkByChoiceAndIsReachedByKeyboard() {
        try (BrowserContext context = context("zh", 1280)) {
            Page page = logIn(context, Role.PLANT_OWNER);
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.className")).isEqualTo("skip");
            page.locator("[data-theme-switch]").click();
            Journeys.picture(page, "start-dark", "zh", 1280);
            open(page, "/captures");
            assertThat(page.getAttribute("html", "data-theme")).isEqualTo("dark");
            Journeys.picture(page, "captures-dark", "zh", 1280);
        }
    }

    private static String login(Role role) {
        return "browser-" + role.name().toLowerCase(Locale.ROOT);
    }

    private BrowserContext context(String language, int width) {
        return journeys.context(language, width);
    }

    private Page logIn(BrowserContext context, Role role) {
        return logIn(context, login(role));
    }

    private Page logIn(BrowserContext context, String login) {
        return journeys.logIn(context, login, PASSWORD);
    }

    private void open(Page page, String path) {
        journeys.open(page, path);
    }

    private static void submit(Page page) {
        page.locator("form[data-upload] button[type=submit]").click();
    }

    private String address(String path) {
        return journeys.address(path);
    }

    /** The height of the graph's smallest letters as they stand on the screen, in pixels. */
    private static final String SMALLEST_WORD = """
            () => { const svg = document.querySelector('.genealogy-frame svg');
              const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
              return Math.min(...[...svg.querySelectorAll('text')].map(e => parseFloat(getComputedStyle(e).fontSize))) * scale; }
            """;

    /** Whether the whole of an element can be seen: inside its frame, inside the window, under nothing. */
    private static final String SEEN = """
            selector => { const e = document.querySelector(selector), r = e.getBoundingClientRect();
              const f = document.querySelector('.genealogy-frame').getBoundingClientRect();
              const middle = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
              return r.left >= f.left && r.right <= f.right && r.top >= f.top && r.bottom <= f.bottom && e.contains(middle); }
            """;
}
