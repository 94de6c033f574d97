package org.raceway.enterprises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.raceway.Journeys.picture;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.Journeys;
import org.raceway.RacewayIntegrationTest;
import org.raceway.access.Isolation;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An enterprise comes in, is looked at, changes, is suspended and goes: in a real browser, in both languages, at a desk and on a phone. */
@RacewayIntegrationTest
class EnterpriseJourneyIntegrationTests {
    private static final String PASSWORD = "enterprise-journey";

    private final Accounts accounts;
    private final Records records;
    private final Isolation isolation;
    private final int port;

    @Autowired
    EnterpriseJourneyIntegrationTests(
            Accounts accounts, Records records, Isolation isolation, @LocalServerPort int port) {
        this.accounts = accounts;
        this.records = records;
        this.isolation = isolation;
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "zh,360", "en,1280", "en,360"})
    void comesIn(String language, int width) {
        Journeys journeys = Journeys.on(port);
        String uscc = EnterpriseSamples.uscc();
        String wrong = uscc.substring(0, 17) + (uscc.charAt(17) == '0' ? '1' : '0');
        try (BrowserContext own = journeys.context(language, width);
                BrowserContext desk = journeys.context(language, width)) {
            Page page = journeys.logIn(own, person(Role.APPLICANT, null), PASSWORD);
            journeys.open(page, "/registration");
            picture(page, "registration", language, width);
            page.click("#start-registration");
            page.waitForSelector("#uscc");
            page.fill("#name", "临清鸿轴轴承有限公司");
            page.fill("#englishName", "Linqing Hongzhou Bearing Co., Ltd.");
            page.fill("#uscc", wrong);
            page.waitForSelector("#uscc-live .tag.bad");
            assertThat(page.locator("#uscc-live").textContent()).contains(uscc.substring(17));
            picture(page, "registration-uscc-live", language, width);
            page.click("#next");
            page.waitForSelector(".note.bad");
            picture(page, "registration-uscc-wrong", language, width);
            assertThat(page.inputValue("#name")).isEqualTo("临清鸿轴轴承有限公司");
            page.fill("#uscc", uscc.toLowerCase(java.util.Locale.ROOT));
            page.waitForSelector("#uscc-live .tag.good");
            page.click("#next");

            page.waitForSelector("#industry");
            page.fill("#industry", "3451 滚动轴承制造");
            page.selectOption("#kind", "ASSEMBLER");
            page.check("input[name=kinds][value=GRINDER]");
            page.fill("#employees", "86");
            page.fill("#revenueTenThousandYuan", "3200");
            page.waitForFunction("() => /300/.test(document.querySelector('#scale-live').textContent)");
            picture(page, "registration-business", language, width);
            page.click("#next");

            page.waitForSelector("#county");
            page.fill("#county", "371581");
            page.fill("#address", "临清市烟店镇轴承大道 8 号");
            page.fill("#contacts-0-name", "赵敏");
            page.fill("#contacts-0-phone", "13806351234");
            picture(page, "registration-place", language, width);
            page.click("#next");

            page.waitForSelector("#add-licence");
            // The file is kept though the number is missing: nobody must choose it twice.
            page.fill("#issuer", "临清市市场监督管理局");
            page.setInputFiles(
                    "#file",
                    new FilePayload("营业执照.pdf", "application/pdf", "%PDF-1.7\n%test".getBytes(StandardCharsets.UTF_8)));
            page.click("#add-licence");
            page.waitForSelector("#number-error");
            assertThat(page.inputValue("#issuer")).isEqualTo("临清市市场监督管理局");
            picture(page, "registration-licence-wrong", language, width);
            page.fill("#number", uscc);
            page.click("#add-licence");
            page.waitForSelector(".recent li");
            picture(page, "registration-licences", language, width);
            page.click("#next");
            page.waitForSelector("#submit");
            picture(page, "registration-confirm", language, width);
            page.click("#submit");
            page.waitForSelector(".note.watch");
            page.click("#urge");
            page.waitForURL(Pattern.compile(".*\\?urged"));
            picture(page, "registration-in-review", language, width);
            String id = page.url().replaceAll(".*/registration/([^?]*).*", "$1");

            Page office = journeys.logIn(desk, person(Role.OPERATOR, null), PASSWORD);
            journeys.open(office, "/applications?name=" + uscc);
            assertThat(office.locator("tbody tr").count()).isEqualTo(1);
            picture(office, "applications", language, width);
            journeys.open(office, "/applications/" + id);
            picture(office, "application", language, width);
            office.click("#reject");
            office.waitForSelector("#reason-error");
            office.fill("#reason", "联系人请填写法定代表人");
            office.click("#reject");
            office.waitForSelector(".note.bad");

            journeys.open(page, "/registration/" + id);
            picture(page, "registration-rejected", language, width);
            page.click("#edit");
            journeys.open(page, "/registration/" + id + "/place");
            page.fill("#contacts-0-name", "钱进");
            page.click("#next");
            page.waitForSelector("#add-licence");
            page.click("#next");
            page.click("#submit");
            page.waitForSelector(".note.watch");

            journeys.open(office, "/applications/" + id);
            assertThat(office.locator("#changes").count()).isEqualTo(1);
            picture(office, "application-again", language, width);
            office.click("#approve");
            office.waitForSelector(".note.good");
            picture(office, "application-approved", language, width);
        }
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "zh,360", "en,1280", "en,360"})
    void livesAndGoes(String language, int width) {
        Journeys journeys = Journeys.on(port);
        Enterprise enterprise = admit("临清长河轴承有限公司");
        Enterprise twin = admit("长河轴承厂");
        try (BrowserContext own = journeys.context(language, width);
                BrowserContext desk = journeys.context(language, width)) {
            Page page = journeys.logIn(own, person(Role.PLANT_OWNER, enterprise.id()), PASSWORD);
            journeys.open(page, "/my-enterprise");
            picture(page, "my-enterprise", language, width);
            page.locator(
                            "details summary",
                            new Page.LocatorOptions().setHasText(Pattern.compile("添加一项能力|Add a capability")))
                    .click();
            page.selectOption("#kind", "CAPACITY");
            page.fill("#name", "6204 深沟球轴承");
            page.click("#add-capability");
            page.waitForSelector("#amount-error");
            page.fill("#amount", "1200");
            page.fill("#unit", "万套/年");
            page.click("#add-capability");
            page.waitForURL(Pattern.compile(".*/my-enterprise.*"));
            assertThat(page.locator("main").textContent()).contains("1200 万套/年");
            page.click("#change-place");
            page.waitForSelector("#address");
            page.fill("#address", "临清市烟店镇新址 9 号");
            page.click("#to-confirm");
            page.waitForSelector("#submit");
            picture(page, "my-enterprise-change", language, width);
            page.click("#submit");
            page.waitForSelector(".note.good");
            picture(page, "my-enterprise-changed", language, width);

            Page office = journeys.logIn(desk, person(Role.OPERATOR, null), PASSWORD);
            journeys.open(office, "/enterprises/" + enterprise.id());
            picture(office, "enterprise-operator", language, width);
            office.locator("details.panel summary").first().click();
            office.fill("#reason", "环保核查");
            office.click("#suspend");
            office.waitForSelector("#reinstate");
            picture(office, "enterprise-suspended", language, width);
            office.click("#reinstate");
            office.waitForSelector(
                    "#suspend",
                    new Page.WaitForSelectorOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));

            journeys.open(office, "/enterprises/duplicates");
            picture(office, "duplicates", language, width);
            journeys.open(office, "/enterprises/merge?from=" + twin.id() + "&into=" + enterprise.id());
            picture(office, "merge", language, width);
            office.fill("#reason", "同一企业重复登记");
            office.click("#merge");
            office.waitForURL(Pattern.compile(".*/enterprises/" + enterprise.id()));

            journeys.open(page, "/my-enterprise/exit");
            picture(page, "exit", language, width);
            page.fill("#reason", "停产");
            page.click("#ask-to-leave");
            page.waitForSelector("#stay");
            picture(page, "exit-asked", language, width);
            page.click("#stay");
            page.waitForSelector("#ask-to-leave");
        }
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "en,360"})
    void admitsFromAWorkbook(String language, int width) {
        Journeys journeys = Journeys.on(port);
        try (BrowserContext desk = journeys.context(language, width)) {
            Page office = journeys.logIn(desk, person(Role.OPERATOR, null), PASSWORD);
            journeys.open(office, "/enterprises/admissions");
            picture(office, "admissions", language, width);
            StringBuilder table = new StringBuilder();
            for (AdmissionColumn column : AdmissionColumn.values()) {
                table.append(table.isEmpty() ? "" : ",").append(column.heads()[0]);
            }
            table.append('\n').append(line("甲子轴承", EnterpriseSamples.uscc(), "13806351234"));
            table.append(line("乙丑轴承", EnterpriseSamples.uscc(), "12"));
            office.setInputFiles(
                    "#file",
                    new FilePayload("企业.csv", "text/csv", table.toString().getBytes(StandardCharsets.UTF_8)));
            office.click("#send");
            office.waitForSelector("#confirm");
            picture(office, "admission-checked", language, width);
            office.click("#confirm");
            office.waitForSelector(".note.good");
            picture(office, "admission-done", language, width);
        }
    }

    @Test
    void showsAVisitorOnlyPublicFacts() {
        Journeys journeys = Journeys.on(port);
        Enterprise enterprise = admit("临清访客轴承有限公司");
        try (BrowserContext context = journeys.context("zh", 1280)) {
            Page page = journeys.logIn(
                    context, person(Role.QUALITY, admit("临清别处轴承有限公司").id()), PASSWORD);
            journeys.open(page, "/enterprises/" + enterprise.id());
            assertThat(page.locator("main").textContent())
                    .contains("临清访客轴承有限公司")
                    .doesNotContain("13806351234");
            assertThat(page.locator("#contacts").count()).isZero();
            picture(page, "enterprise-visitor", "zh", 1280);
            assertThat(page.navigate(journeys.address("/applications")).status())
                    .isEqualTo(403);
        }
    }

    private static String line(String name, String uscc, String phone) {
        StringBuilder line = new StringBuilder();
        for (AdmissionColumn column : AdmissionColumn.values()) {
            line.append(line.isEmpty() ? "" : ",")
                    .append('"')
                    .append(
                            switch (column) {
                                case NAME -> name;
                                case USCC -> uscc;
                                case PHONE -> phone;
                                default -> column.example();
                            })
                    .append('"');
        }
        return line.append('\n').toString();
    }

    private Enterprise admit(String name) {
        return isolation.everywhere(() -> records.admit(
                EnterpriseSamples.form(name, EnterpriseSamples.uscc(), null),
                FactSource.REVIEWED,
                new Actor(null, "测试", "Test")));
    }

    private String person(Role role, @Nullable UUID enterprise) {
        String login = "journey-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "赵敏", "Zhao Min", role, enterprise));
        return login;
    }
}
