package org.raceway;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a real browser makes of the policy. That no page of the other journeys breaks it is checked with every picture. */
@RacewayIntegrationTest
class BrowserSecurityIntegrationTests {
    private static final String LOGIN = "browser-security";
    private static final String PASSWORD = "browser-security-1";

    private final Journeys journeys;
    private final Accounts accounts;

    @Autowired
    BrowserSecurityIntegrationTests(Accounts accounts, @LocalServerPort int port) {
        this.accounts = accounts;
        journeys = Journeys.on(port);
    }

    @BeforeEach
    void openAccount() {
        if (!accounts.exists(LOGIN)) {
            accounts.create(new Accounts.NewAccount(LOGIN, PASSWORD, "测试", "Test", Role.OPERATOR, null));
        }
    }

    @Test
    void refusesInlineScriptsAndStylesThatSomebodyGotIntoAPage() {
        try (BrowserContext context = journeys.unwatchedContext()) {
            Queue<String> refused = new ConcurrentLinkedQueue<>();
            context.onConsoleMessage(message -> refused.add(message.text()));
            Page page = journeys.logIn(context, LOGIN, PASSWORD);
            page.evaluate("""
                    () => {
                      document.querySelector('main').insertAdjacentHTML('beforeend',
                        '<p id="painted" style="color: rgb(1, 2, 3)">x</p><img src="data:," onerror="window.broken = 1">');
                      const script = document.createElement('script');
                      script.textContent = 'window.broken = 2';
                      document.body.append(script);
                      const sheet = document.createElement('style');
                      sheet.textContent = '#painted { color: rgb(4, 5, 6) }';
                      document.head.append(sheet);
                    }
                    """);
            page.waitForCondition(() -> refused.size() >= 4);
            assertThat(page.evaluate("window.broken")).isNull();
            assertThat(page.evaluate("getComputedStyle(document.getElementById('painted')).color"))
                    .isNotIn("rgb(1, 2, 3)", "rgb(4, 5, 6)");
        }
    }

    @Test
    void drawsAChartAndItsTooltipWithinThePolicy() {
        try (BrowserContext context = journeys.unwatchedContext()) {
            Queue<String> said = new ConcurrentLinkedQueue<>();
            context.onConsoleMessage(message -> said.add(message.type() + " " + message.text()));
            Page page = journeys.logIn(context, LOGIN, PASSWORD);
            Locator canvas = page.locator(".chart-canvas svg").first();
            if (canvas.count() == 0) {
                // Nothing captured yet by whom this role looks at: the library is tried by itself.
                page.addScriptTag(new Page.AddScriptTagOptions().setUrl("/assets/vendor/echarts-6.1.0.min.js"));
                page.evaluate("""
                        () => {
                          const box = document.createElement('div');
                          box.className = 'chart-canvas';
                          document.querySelector('main').prepend(box);
                          echarts.init(box, null, {renderer: 'svg'}).setOption({animation: false,
                            tooltip: {trigger: 'axis', renderMode: 'richText'}, xAxis: {type: 'category', data: ['a', 'b']},
                            yAxis: {type: 'value'}, series: [{type: 'bar', name: 'n', data: [1, 2]}]});
                        }
                        """);
                canvas = page.locator(".chart-canvas svg").first();
            }
            int before = canvas.locator("text").count();
            canvas.hover();
            Locator drawn = canvas;
            page.waitForCondition(() -> drawn.locator("text").count() > before);
            assertThat(said).isEmpty();
        }
    }

    @Test
    void keepsTheSessionFromScripts() {
        try (BrowserContext context = journeys.unwatchedContext()) {
            Page page = journeys.logIn(context, LOGIN, PASSWORD);
            List<Cookie> cookies = context.cookies();
            Cookie session = cookies.stream()
                    .filter(cookie -> cookie.name.equals("raceway-session"))
                    .findFirst()
                    .orElseThrow();
            assertThat(session.httpOnly).isTrue();
            assertThat(session.sameSite).hasToString("LAX");
            assertThat((String) page.evaluate("document.cookie")).doesNotContain(session.value);
        }
    }
}
