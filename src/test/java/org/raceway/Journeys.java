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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The browser of all journeys, started by the first. Pictures go to {@code target/screenshots}, named by page, language and width,
 * and are refused when the page is one that no customer should see.
 */
public final class Journeys {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static @Nullable Browser browser;

    /** What the content security policy has refused on any page so far. */
    private static final Queue<String> REFUSED = new ConcurrentLinkedQueue<>();

    private final int port;

    private Journeys(int port) {
        this.port = port;
    }

    /** Of the application on this port; the test is skipped, with the reason, where there is no browser. */
    public static synchronized Journeys on(int port) {
        if (browser == null) {
            Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                    .map(Path::of)
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
            Assumptions.assumeTrue(
                    chromium != null, "no Chromium under /usr/bin: install it (Debian: chromium fonts-noto-cjk)");
            try {
                Files.createDirectories(SCREENSHOTS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Playwright playwright = Playwright.create();
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(chromium)
                            .setArgs(List.of("--no-sandbox")));
        }
        return new Journeys(port);
    }

    /**
     * A person with a browser of their own; close it.
     *
     * @param language zh or en
     * @param width of the window in pixels, 360 for a phone
     */
    public BrowserContext context(String language, int width) {
        BrowserContext context = plainContext(language, width);
        context.onConsoleMessage(message -> {
            String text = message.text();
            if (text.contains("Content Security Policy") || text.contains("Refused to")) {
                REFUSED.add(message.page().url() + ": " + text);
            }
        });
        return context;
    }

    /** One whose pages may break the policy, to see what comes of it. */
    BrowserContext unwatchedContext() {
        return plainContext("en", 1280);
    }

    private static BrowserContext plainContext(String language, int width) {
        Browser started = browser;
        if (started == null) {
            throw new IllegalStateException("no browser");
        }
        BrowserContext context = started.newContext(new Browser.NewContextOptions()
                .setLocale(language.equals("zh") ? "zh-CN" : "en-GB")
                .setViewportSize(width, width < 500 ? 740 : 800));
        context.setDefaultTimeout(20_000);
        return context;
    }

    /** Signs in by the form and waits for the start page. */
    public Page logIn(BrowserContext context, String login, String password) {
        Page page = context.newPage();
        page.navigate(address("/login"));
        page.fill("#username", login);
        page.fill("#password", password);
        page.locator("form[action='/login'] button.primary").click();
        page.waitForURL(address("/") + "**");
        page.waitForSelector(".doors");
        return page;
    }

    /** Opens a page of the application. */
    public void open(Page page, String path) {
        page.navigate(address(path));
    }

    /** The whole address of a path. */
    public String address(String path) {
        return "http://localhost:" + port + path;
    }

    /** A picture, after checks that no picture shows: nothing hangs over the edge, each field has its name, ink is dark enough. */
    public static void picture(Page page, String name, String language, int width) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + "-" + language + "-" + width + ".png"))
                // What is fixed to the window would lie across the middle of a long picture.
                .setFullPage(page.evaluate("window.scrollY").equals(0)));
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as("%s is not wider than the screen", name)
                .isLessThanOrEqualTo(width);
        assertThat(REFUSED).as("refused by the content security policy").isEmpty();
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
