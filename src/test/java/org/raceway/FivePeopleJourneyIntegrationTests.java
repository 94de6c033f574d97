package org.raceway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.raceway.Journeys.picture;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.EnterpriseKind;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.CheckDigits;
import org.raceway.identifiers.gs1.UnifiedSocialCreditCode;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.WholeDatabase;
import org.raceway.traceability.Capture;
import org.raceway.traceability.CaptureBehaviour;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Five people of five enterprises, with five roles: a plant's owner registers and is admitted, invites the mill's owner, who belongs to
 * both from then on; the bank asks for the plant's deliveries, gets and reads them; the buyer and the bureau's officer can't; the owner
 * sees who read what and revokes. The operator reviews, the auditor finds all of it in the trail.
 */
@RacewayIntegrationTest
class FivePeopleJourneyIntegrationTests {
    private static final String PASSWORD = "five-people-walk-7";
    private static final Pattern CONSENT = Pattern.compile(".*/consents/[0-9a-f-]{36}$");
    private static final String BANK = "临清农商银行";
    private static final String BANK_IN_ENGLISH = "Linqing Rural Bank";
    private static final String PLANT = "临清五人轴承有限公司";
    private static final String PLANT_IN_ENGLISH = "Linqing Five People Bearings";

    private final Enterprises enterprises;
    private final Accounts accounts;
    private final Capture capture;
    private final WholeDatabase database;
    private final int port;

    @Autowired
    FivePeopleJourneyIntegrationTests(
            Enterprises enterprises,
            Accounts accounts,
            Capture capture,
            WholeDatabase database,
            @LocalServerPort int port) {
        this.enterprises = enterprises;
        this.accounts = accounts;
        this.capture = capture;
        this.database = database;
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource({"zh,1280", "en,360"})
    void walkFromRegistrationToRevocation(String language, int width) {
        Journeys journeys = Journeys.on(port);
        boolean english = language.equals("en");
        String uscc = uscc();
        String phone = "139" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
        Enterprise bank = enterprise(EnterpriseKind.BANK, BANK, BANK_IN_ENGLISH);
        String banker = person(Role.BANK, bank, "尹经理", "Yin");
        String miller =
                person(Role.STEEL_MILL, enterprise(EnterpriseKind.STEEL_MILL, "临清辂禾特钢", "Luhe Steel"), "郭主任", "Guo");
        String buyer =
                person(Role.BUYER, enterprise(EnterpriseKind.DISTRIBUTOR, "临清泓枢销售", "Hongshu Sales"), "白采购", "Bai");
        String officer =
                person(Role.BUREAU, enterprise(EnterpriseKind.BUREAU, "聊城市工信局", "Industry Bureau"), "鞠科长", "Ju");
        String reviewer = person(Role.OPERATOR, null, "平台运营", "Operator");
        String auditor = person(Role.AUDITOR, null, "审计员", "Auditor");
        try (BrowserContext ownersOwn = journeys.context(language, width);
                BrowserContext banksOwn = journeys.context(language, width);
                BrowserContext millsOwn = journeys.context(language, width);
                BrowserContext buyersOwn = journeys.context(language, width);
                BrowserContext bureausOwn = journeys.context(language, width);
                BrowserContext desk = journeys.context(language, width);
                BrowserContext auditorsOwn = journeys.context(language, width)) {

            Page owner = signUp(journeys, ownersOwn, phone, language, width);
            String application = register(journeys, owner, uscc);

            Page office = journeys.logIn(desk, reviewer, PASSWORD);
            journeys.open(office, "/tasks");
            picture(office, "five-1-operators-tasks", language, width);
            journeys.open(office, "/applications/" + application);
            office.click("#approve");
            office.waitForSelector(".note.good");

            journeys.open(owner, "/");
            assertThat(owner.locator("body").textContent()).contains(english ? PLANT_IN_ENGLISH : PLANT);
            picture(owner, "five-2-admitted", language, width);

            String invitation = invite(journeys, owner, language, width);
            Page mill = journeys.logIn(millsOwn, miller, PASSWORD);
            mill.navigate(invitation);
            picture(mill, "five-3-invitation", language, width);
            mill.locator("form[action^='/invitation/'] button.primary").click();
            mill.waitForURL(Pattern.compile(".*/\\?done=joined"));
            journeys.open(mill, "/me");
            assertThat(mill.locator("main").textContent())
                    .contains(english ? PLANT_IN_ENGLISH : PLANT)
                    .contains(english ? "Luhe Steel" : "临清辂禾特钢");
            picture(mill, "five-4-member-of-two", language, width);

            ship(uscc, bank);
            Page banking = journeys.logIn(banksOwn, banker, PASSWORD);
            String consent = ask(journeys, banking, uscc);
            journeys.open(owner, "/tasks");
            picture(owner, "five-5-owners-tasks", language, width);
            journeys.open(owner, consent);
            owner.locator("#decide button.primary").click();
            owner.waitForSelector("#revoke");

            journeys.open(banking, consent);
            banking.locator(".read-now input[name=from]").fill("2026-10-01");
            banking.locator(".read-now input[name=to]").fill("2026-10-31");
            banking.locator(".read-now button").click();
            banking.waitForSelector(".table-part tbody tr");
            assertThat(banking.locator(".table-part tbody").textContent()).contains("500");
            picture(banking, "five-6-bank-reads", language, width);
            String data = consent + "/data/traceability.deliveries?from=2026-10-01&to=2026-10-31";

            Page buying = journeys.logIn(buyersOwn, buyer, PASSWORD);
            assertThat(status(journeys, buying, consent)).isEqualTo(404);
            assertThat(status(journeys, buying, data)).isEqualTo(404);
            Page bureau = journeys.logIn(bureausOwn, officer, PASSWORD);
            assertThat(status(journeys, bureau, data)).isEqualTo(404);
            assertThat(status(journeys, bureau, "/applications/" + application)).isEqualTo(403);
            picture(bureau, "five-7-bureau-refused", language, width);

            journeys.open(owner, "/consents/reads");
            LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
            assertThat(owner.locator("tbody tr").first().textContent())
                    .contains(
                            english
                                    ? BANK_IN_ENGLISH + " read your deliveries of October on "
                                    : BANK + " 于 " + today.getMonthValue() + "月" + today.getDayOfMonth() + "日")
                    .contains(english ? "for loan application 17" : "贷款申请 17");
            picture(owner, "five-8-owner-sees-reads", language, width);
            journeys.open(owner, consent);
            owner.locator("#revoke button").click();
            owner.waitForSelector(".ledger-steps li:nth-child(3)");
            journeys.open(banking, data);
            assertThat(banking.locator("tbody").count()).isZero();
            picture(banking, "five-9-bank-after-revocation", language, width);

            Page auditing = journeys.logIn(auditorsOwn, auditor, PASSWORD);
            journeys.open(auditing, "/audit");
            auditing.waitForSelector("tbody tr");
            picture(auditing, "five-10-audit", language, width);
            assertThat(status(journeys, office, "/audit")).isEqualTo(403);
        }
    }

    private static Page signUp(Journeys journeys, BrowserContext context, String phone, String language, int width) {
        Page page = context.newPage();
        journeys.open(page, "/signup");
        picture(page, "five-0-sign-up", language, width);
        page.fill("#name", "赵敏");
        page.fill("#phone", phone);
        page.fill("#password", PASSWORD);
        page.check("#agrees");
        page.locator("form[action='/signup'] button.primary").click();
        page.waitForSelector(".note.good");
        page.close();
        return journeys.logIn(context, phone, PASSWORD);
    }

    private static String register(Journeys journeys, Page page, String uscc) {
        journeys.open(page, "/registration");
        page.click("#start-registration");
        page.waitForSelector("#uscc");
        page.fill("#name", PLANT);
        page.fill("#englishName", PLANT_IN_ENGLISH);
        page.fill("#uscc", uscc);
        page.waitForSelector("#uscc-live .tag.good");
        page.click("#next");
        page.waitForSelector("#industry");
        page.fill("#industry", "3451 滚动轴承制造");
        page.selectOption("#kind", "ASSEMBLER");
        page.fill("#employees", "86");
        page.fill("#revenueTenThousandYuan", "3200");
        page.click("#next");
        page.waitForSelector("#county");
        page.fill("#county", "371581");
        page.fill("#address", "临清市烟店镇轴承大道 8 号");
        page.fill("#contacts-0-name", "赵敏");
        page.fill("#contacts-0-phone", "13806351234");
        page.click("#next");
        page.waitForSelector("#add-licence");
        page.fill("#number", uscc);
        page.fill("#issuer", "临清市市场监督管理局");
        page.setInputFiles(
                "#file",
                new FilePayload("营业执照.pdf", "application/pdf", "%PDF-1.7\n%test".getBytes(StandardCharsets.UTF_8)));
        page.click("#add-licence");
        page.waitForSelector(".recent li");
        page.click("#next");
        page.waitForSelector("#submit");
        page.click("#submit");
        page.waitForSelector(".note.watch");
        return page.url().replaceAll(".*/registration/([^?]*).*", "$1");
    }

    private static String invite(Journeys journeys, Page owner, String language, int width) {
        journeys.open(owner, "/people/invitations/new");
        owner.fill("#name", "郭主任");
        owner.check("input[name=role][value=QUALITY]");
        owner.locator("form[action='/people/invitations'] button.primary").click();
        owner.waitForSelector("#link");
        picture(owner, "five-3-invited", language, width);
        return owner.inputValue("#link");
    }

    private static String ask(Journeys journeys, Page bank, String uscc) {
        journeys.open(bank, "/consents/new");
        bank.fill("main input[name=find]", uscc);
        bank.locator("form[action='/consents/new'] button.primary").click();
        bank.locator(".choices a").first().click();
        bank.locator(".choices a").first().click();
        bank.waitForSelector("#reference");
        bank.fill("#reference", "17");
        bank.locator("#message").fill("流动资金贷款 300 万元");
        bank.locator("form[method=post] input[name=fields]")
                .evaluateAll("boxes => boxes.forEach(box => box.checked = box.value === 'traceability.deliveries')");
        bank.fill("#from", "2026-09-01");
        bank.fill("#to", "2026-11-30");
        bank.locator("main form[method=post] button.primary").click();
        bank.waitForURL(CONSENT);
        return bank.url().substring(bank.url().indexOf("/consents/"));
    }

    private void ship(String uscc, Enterprise to) {
        UUID plant = database.client()
                .sql("select id from enterprise where uscc = :uscc")
                .param("uscc", uscc)
                .query(UUID.class)
                .single();
        capture.capture(
                plant,
                """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-11-02T03:04:05Z","epcisBody":{"eventList":[
                 {"type":"ObjectEvent","eventTime":"2026-10-05T08:00:00+08:00","eventTimeZoneOffset":"+08:00",
                  "quantityList":[{"epcClass":"urn:epc:class:lgtin:9521110.000001.L5","quantity":500}],"action":"OBSERVE",
                  "bizStep":"shipping","disposition":"in_transit",
                  "destinationList":[{"type":"owning_party","destination":"https://id.gs1.org/417/%s"}]}]}}
                """.formatted(to.gln()).getBytes(StandardCharsets.UTF_8),
                "application/ld+json",
                CaptureBehaviour.ROLLBACK,
                "journey");
    }

    private static int status(Journeys journeys, Page page, String path) {
        Response response = Objects.requireNonNull(page.navigate(journeys.address(path)));
        return response.status();
    }

    private String person(
            Role role, @org.jspecify.annotations.Nullable Enterprise of, String name, String englishName) {
        String login = "five-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, name, englishName, role, of == null ? null : of.id()));
        return login;
    }

    private Enterprise enterprise(EnterpriseKind kind, String name, String englishName) {
        String prefix = "95" + ThreadLocalRandom.current().nextInt(10_000, 99_999);
        String gln = prefix + "00001";
        return enterprises.register(new Enterprise(
                UUID.randomUUID(),
                uscc(),
                gln + CheckDigits.of(gln),
                prefix,
                kind,
                name,
                englishName,
                "371581",
                null,
                null,
                true));
    }

    private static String uscc() {
        String uscc = "91371581MA" + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);
        return uscc + UnifiedSocialCreditCode.checkCharacter(uscc);
    }
}
