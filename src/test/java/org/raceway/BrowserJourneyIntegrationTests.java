package org.raceway;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.enterprises.Accounts;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.enterprises.Role;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people do, in a real browser, in both languages, at a desk and on a phone. Pictures go to target/screenshots. */
@RacewayIntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserJourneyIntegrationTests {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Path EXAMPLE = Path.of("src/main/resources/static/assets/example-capture.json");
    private static final Path EXAMPLE_XML = Path.of("src/main/resources/static/assets/example-capture.xml");
    private static final String HEAT = "https://id.gs1.org/01/09521234000013/10/H2611001";
    private static final String PASSWORD = "browser-journey";

    private final Accounts accounts;
    private final Enterprises enterprises;
    private final int port;
    private Playwright playwright;
    private Browser browser;

    @Autowired
    @SuppressWarnings("NullAway.Init") // the browser is opened before all tests, or they are skipped
    BrowserJourneyIntegrationTests(Accounts accounts, Enterprises enterprises, @LocalServerPort int port) {
        this.accounts = accounts;
        this.enterprises = enterprises;
        this.port = port;
    }

    @BeforeAll
    void openBrowser() throws Exception {
        Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(
                chromium != null, "no Chromium under /usr/bin: install it (Debian: chromium fonts-noto-cjk)");
        Files.createDirectories(SCREENSHOTS);
        playwright = Playwright.create();
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox")));
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

    @AfterAll
    void closeBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "zh,360", "en,1280", "en,360"})
    void showsEachRoleItsStartPage(String language, int width) {
        try (BrowserContext context = context(language, width)) {
            for (Role role : Role.values()) {
                Page page = logIn(context, role);
                assertThat(page.locator(".doors").count()).isEqualTo(1);
                picture(page, "start-" + role.name().toLowerCase(Locale.ROOT), language, width);
                page.close();
                context.clearCookies();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "zh,360", "en,1280", "en,360"})
    void capturesByUploadAndFindsTheEvent(String language, int width) throws Exception {
        try (BrowserContext context = context(language, width)) {
            Page page = context.newPage();
            page.navigate(address("/login"));
            picture(page, "login", language, width);
            page.close();
            page = logIn(context, Role.QUALITY);
            open(page, "/capture");
            picture(page, "capture", language, width);

            page.setInputFiles("#file", EXAMPLE);
            submit(page);
            page.waitForURL(Pattern.compile(".*/captures/.*"));
            assertThat(page.locator(".note.good").count()).isEqualTo(1);
            picture(page, "capture-stored", language, width);

            open(page, "/capture");
            String broken = Files.readString(EXAMPLE)
                    .replace("\"bizStep\": \"commissioning\"", "\"bizStep\": \"commisioning\"")
                    .replace("60000", "-60000");
            page.fill("#text", broken);
            submit(page);
            page.waitForURL(Pattern.compile(".*/captures/.*"));
            assertThat(page.locator("tbody tr").count()).isGreaterThanOrEqualTo(2);
            picture(page, "capture-refused", language, width);

            open(page, "/capture");
            page.fill("#text", "this is no document");
            submit(page);
            page.waitForSelector(".note.bad");
            picture(page, "capture-unreadable", language, width);

            open(page, "/captures");
            assertThat(page.locator("tbody tr").count()).isGreaterThanOrEqualTo(2);
            picture(page, "captures", language, width);

            open(page, "/events?identifier=" + org.raceway.platform.Page.encode(HEAT));
            assertThat(page.locator("tbody tr").count()).isGreaterThanOrEqualTo(2);
            picture(page, "events", language, width);
            page.locator("tbody tr a").first().click();
            page.waitForURL(Pattern.compile(".*/events/[0-9a-f-]{36}"));
            page.locator("main details summary").last().click();
            picture(page, "event", language, width);
        }
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
            picture(page, "capture-empty", "en", 1280);
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
            picture(page, "forbidden", "en", 1280);
            assertThat(page.navigate(address("/no/such/page")).status()).isEqualTo(404);
            context.clearCookies();
            page = logIn(context, Role.OPERATOR);
            open(page, "/enterprises?name=Shihang");
            assertThat(page.locator("tbody tr").count()).isEqualTo(1);
            picture(page, "enterprises", "en", 1280);
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void showsDarkByChoiceAndIsReachedByKeyboard() {
        try (BrowserContext context = context("zh", 1280)) {
            Page page = logIn(context, Role.PLANT_OWNER);
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.className")).isEqualTo("skip");
            page.locator("[data-theme-switch]").click();
            picture(page, "start-dark", "zh", 1280);
            open(page, "/captures");
            assertThat(page.getAttribute("html", "data-theme")).isEqualTo("dark");
            picture(page, "captures-dark", "zh", 1280);
        }
    }

    private static String login(Role role) {
        return "browser-" + role.name().toLowerCase(Locale.ROOT);
    }

    private BrowserContext context(String language, int width) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(language.equals("zh") ? "zh-CN" : "en-GB")
                .setViewportSize(width, width < 500 ? 740 : 800));
        context.setDefaultTimeout(20_000);
        return context;
    }

    private Page logIn(BrowserContext context, Role role) {
        Page page = context.newPage();
        page.navigate(address("/login"));
        page.fill("#username", login(role));
        page.fill("#password", PASSWORD);
        page.locator("button.primary").click();
        page.waitForURL(address("/") + "**");
        page.waitForSelector(".doors");
        return page;
    }

    private void open(Page page, String path) {
        page.navigate(address(path));
    }

    private static void submit(Page page) {
        page.locator("form[data-upload] button[type=submit]").click();
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }

    /** A picture, after checks that no picture shows: nothing hangs over the edge, each field has its name, ink is dark enough. */
    private static void picture(Page page, String name, String language, int width) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + "-" + language + "-" + width + ".png"))
                .setFullPage(true));
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as("%s is not wider than the screen", name)
                .isLessThanOrEqualTo(width);
        assertThat(page.evaluate(UNNAMED))
                .as("%s: controls without a name", name)
                .isEqualTo(new ArrayList<>());
        assertThat(page.evaluate(PALE))
                .as("%s: text with contrast below 4.5", name)
                .isEqualTo(new ArrayList<>());
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))
                        .count())
                .as("%s has one main heading", name)
                .isEqualTo(1);
    }

    private static final String UNNAMED = """
            () => Array.from(document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a[href]'))
              .filter(e => e.checkVisibility())
              .filter(e => !(e.labels && e.labels.length) && !e.getAttribute('aria-label') && !e.textContent.trim()
                && !e.querySelector('img[alt]:not([alt=""])'))
              .map(e => e.outerHTML.slice(0, 120))
            """;

    private static final String PALE = """
            () => {
              const parse = c => { const m = c.match(/[\\d.]+/g).map(Number); return [m[0], m[1], m[2], m.length > 3 ? m[3] : 1]; };
              const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
                return .2126 * r + .7152 * g + .0722 * b; };
              const ground = e => { for (; e; e = e.parentElement) { const s = getComputedStyle(e);
                if (s.backgroundImage !== 'none') return null;
                const c = parse(s.backgroundColor); if (c[3] > .95) return c; } return [255, 255, 255, 1]; };
              const pale = [];
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) {
                const e = walk.currentNode.parentElement;
                if (!walk.currentNode.textContent.trim() || !e.checkVisibility() || e.closest('script, .visually-hidden, .skip, svg, option')) continue;
                const behind = ground(e);
                if (!behind) continue;
                const a = light(parse(getComputedStyle(e).color).slice(0, 3)), b = light(behind.slice(0, 3));
                const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
                if (contrast < 4.5) pale.push(contrast.toFixed(2) + ' ' + walk.currentNode.textContent.trim().slice(0, 40));
              }
              return pale;
            }
            """;
}
