package org.raceway.people.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.TestBrowser;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.web.servlet.client.RestTestClient;

@RacewayIntegrationTest
class SignInIntegrationTests {
    private static final String PASSWORD = "seven tulips roll";
    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";

    private final Accounts accounts;
    private final JdbcClient database;
    private final JdbcClient users;
    private final RestTestClient http;
    private final int port;
    private final int mailPort;

    @Autowired
    SignInIntegrationTests(
            Accounts accounts,
            WholeDatabase database,
            JdbcClient users,
            RestTestClient http,
            @LocalServerPort int port,
            @Value("${raceway.mail.port}") int mailPort) {
        this.mailPort = mailPort;
        this.users = users;
        this.accounts = accounts;
        this.database = database.client();
        this.http = http;
        this.port = port;
    }

    @Test
    void letsInByTheRightPasswordWithANewSessionId() {
        String login = person();
        TestBrowser browser = browser();
        browser.get("/login");
        String before = browser.cookie("raceway-session").orElseThrow();
        HttpResponse<String> answer = browser.signIn(login, PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(browser.cookie("raceway-session")).isPresent().get().isNotEqualTo(before);
        assertThat(browser.isSignedIn()).isTrue();
        browser.get("/me/security");
        browser.post("/logout", Map.of());
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void leadsBackToThePageThatWasAskedFor() {
        TestBrowser browser = browser();
        assertThat(browser.get("/me/security").headers().firstValue("Location").orElseThrow())
                .endsWith("/login");
        assertThat(browser.signIn(person(), PASSWORD)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .contains("/me/security");
    }

    @Test
    void upgradesABcryptHashWhenItsPersonComesIn() {
        String login = person();
        database.sql("update account set password_hash = ? where login = ?")
                .params("{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD), login)
                .update();
        assertThat(browser().signIn(login, PASSWORD).statusCode()).isEqualTo(302);
        assertThat(hash(login)).startsWith("{argon2id}$argon2id$v=19$m=7168,t=5,p=1$");
        assertThat(browser().signIn(login, PASSWORD).statusCode()).isEqualTo(302);
    }

    @Test
    void pausesAGuessedAccountButNotOnADeviceThatItKnows() {
        String login = person();
        TestBrowser own = browser();
        own.signIn(login, PASSWORD);
        own.get("/me/security");
        own.post("/logout", Map.of());

        List<Integer> statuses = new ArrayList<>();
        for (int guess = 0; guess < 7; guess++) {
            statuses.add(browser().signIn(login, "guess number " + guess).statusCode());
        }
        assertThat(statuses).containsExactly(401, 401, 401, 401, 429, 429, 429);
        HttpResponse<String> elsewhere = browser().signIn(login, PASSWORD);
        assertThat(elsewhere.statusCode()).isEqualTo(429);
        assertThat(elsewhere.body()).contains("Too many attempts");

        assertThat(own.signIn(login, PASSWORD).statusCode()).isEqualTo(302);

        // The pause ends by itself, and the right password ends the count.
        letPauseEnd(login);
        assertThat(browser().signIn(login, PASSWORD).statusCode()).isEqualTo(302);
        assertThat(browser().signIn(login, "guess").statusCode()).isEqualTo(401);
    }

    @Test
    void pausesLongerEachTimeButNeverForGood() {
        String login = person();
        List<Duration> pauses = new ArrayList<>();
        for (int guess = 1; guess <= 12; guess++) {
            browser().signIn(login, "guess number " + guess);
            database.sql("""
                            select cast(extract(epoch from paused_until - last_at) as bigint) from sign_in_attempt
                            where account = (select id from account where login = ?) and paused_until is not null
                            """)
                    .param(login)
                    .query(Long.class)
                    .optional()
                    .ifPresent(seconds -> pauses.add(Duration.ofSeconds(seconds)));
            letPauseEnd(login);
        }
        assertThat(pauses)
                .startsWith(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(8))
                .endsWith(Duration.ofMinutes(15), Duration.ofMinutes(15))
                .hasSize(8);
    }

    @Test
    void answersAnUnknownLoginAsAKnownOne() {
        String known = person();
        String unknown = "nobody-" + UUID.randomUUID();
        for (int guess = 0; guess < 7; guess++) {
            HttpResponse<String> one = browser().signIn(known, "guess number " + guess);
            HttpResponse<String> other = browser().signIn(unknown, "guess number " + guess);
            assertThat(other.statusCode()).isEqualTo(one.statusCode());
            assertThat(withoutWhatDiffers(other.body(), unknown)).isEqualTo(withoutWhatDiffers(one.body(), known));
        }
    }

    @Test
    void takesAsLongForAnUnknownLogin() {
        String known = person();
        long[] nanoseconds = new long[2];
        // Less than a pause's worth of attempts each.
        for (int guess = 0; guess < 4; guess++) {
            long start = System.nanoTime();
            basic(known, "guess number " + guess);
            long middle = System.nanoTime();
            basic("nobody-" + UUID.randomUUID(), "guess number " + guess);
            nanoseconds[0] += middle - start;
            nanoseconds[1] += System.nanoTime() - middle;
        }
        // Without the hash of nobody it would be a tenth.
        assertThat((double) nanoseconds[1] / nanoseconds[0]).isBetween(0.4, 2.5);
    }

    @Test
    void countsGuessesByHttpBasicAsWell() {
        String login = person();
        for (int guess = 0; guess < 5; guess++) {
            basic(login, "guess number " + guess);
        }
        assertThat(basic(login, PASSWORD)).isEqualTo(429);
        letPauseEnd(login);
        assertThat(basic(login, PASSWORD)).isEqualTo(200);
    }

    @Test
    void showsAndEndsSessions() {
        String login = person();
        TestBrowser desk = browser();
        TestBrowser phone = new TestBrowser(
                port,
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36 MicroMessenger/8");
        TestBrowser other = browser();
        desk.signIn(login, PASSWORD);
        phone.signIn(login, PASSWORD);
        other.signIn(login, PASSWORD);

        String page = desk.get("/me/security").body();
        assertThat(page)
                .contains("Chrome · Windows")
                .contains("微信 WeChat · Android")
                .contains("This one");
        String id = sessionIdBeside(page, "微信 WeChat · Android");
        assertThat(desk.post("/me/security/sessions/" + id + "/end", Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(phone.isSignedIn()).isFalse();
        assertThat(other.isSignedIn()).isTrue();

        desk.get("/me/security");
        desk.post("/me/security/sessions/end", Map.of());
        assertThat(other.isSignedIn()).isFalse();
        assertThat(desk.isSignedIn()).isTrue();
        assertThat(desk.call("GET", "/api/v1/me/security", "").body()).contains("\"own\":true");
    }

    @Test
    void endsNobodyElsesSession() {
        TestBrowser mine = browser();
        mine.signIn(person(), PASSWORD);
        TestBrowser foreign = browser();
        foreign.signIn(person(), PASSWORD);
        String body = foreign.call("GET", "/api/v1/me/security", "").body();
        String id = body.replaceAll("(?s).*\"sessions\":\\[\\{\"id\":\"([^\"]+)\".*", "$1");
        mine.get("/me/security");
        assertThat(mine.call("DELETE", "/api/v1/me/security/sessions/" + id, "").statusCode())
                .isEqualTo(404);
        assertThat(foreign.isSignedIn()).isTrue();
    }

    @Test
    void changesThePasswordAndSignsOutEverywhereElse() {
        String login = person();
        TestBrowser desk = browser();
        TestBrowser other = browser();
        desk.signIn(login, PASSWORD);
        other.signIn(login, PASSWORD);
        assertThat(basic(login, PASSWORD)).isEqualTo(200);

        desk.get("/me/security/password");
        assertThat(change(desk, PASSWORD, "woaini1314").body()).contains("so common");
        assertThat(change(desk, PASSWORD, login + "2026").body()).contains("mostly your account");
        assertThat(change(desk, "not my password", "eleven ships sail").body()).contains("present password is wrong");
        String before = desk.cookie("raceway-session").orElseThrow();
        assertThat(change(desk, PASSWORD, "eleven ships sail").statusCode()).isEqualTo(302);

        assertThat(desk.isSignedIn()).isTrue();
        assertThat(desk.cookie("raceway-session")).isPresent().get().isNotEqualTo(before);
        assertThat(other.isSignedIn()).isFalse();
        assertThat(basic(login, PASSWORD)).isEqualTo(401);
        assertThat(basic(login, "eleven ships sail")).isEqualTo(200);
    }

    @Test
    void takesTheSamePasswordFromEveryKeyboard() {
        String login = person();
        TestBrowser desk = browser();
        desk.signIn(login, PASSWORD);
        desk.get("/me/security/password");
        assertThat(change(desk, PASSWORD, "ＡＢ轴心 ﬁne 钢珠滚动").statusCode()).isEqualTo(302);
        assertThat(browser().signIn(login, "AB轴心 fine 钢珠滚动").statusCode()).isEqualTo(302);
    }

    @Test
    void remembersAPhoneAndExchangesItsSecretEachTime() {
        String login = person();
        TestBrowser phone = remembered(login);
        String first = phone.cookie(RememberedDevices.COOKIE).orElseThrow();
        phone.forget("raceway-session");
        assertThat(phone.isSignedIn()).isTrue();
        String second = phone.cookie(RememberedDevices.COOKIE).orElseThrow();
        assertThat(second).isNotEqualTo(first);
        phone.get("/me/security");
        phone.post("/logout", Map.of());
        assertThat(phone.cookie(RememberedDevices.COOKIE)).isEmpty();
        phone.put(RememberedDevices.COOKIE, second);
        assertThat(phone.isSignedIn()).isFalse();
    }

    @Test
    void forgetsAllPhonesWhenASecretComesASecondTime() {
        String login = person();
        TestBrowser phone = remembered(login);
        TestBrowser thief = browser();
        thief.put(
                RememberedDevices.COOKIE, phone.cookie(RememberedDevices.COOKIE).orElseThrow());
        phone.forget("raceway-session");
        assertThat(phone.isSignedIn()).isTrue();
        database.sql("""
                        update remembered_device set rotated_at = rotated_at - interval '1 minute'
                        where account = (select id from account where login = ?)
                        """).param(login).update();
        assertThat(thief.isSignedIn()).isFalse();
        phone.forget("raceway-session");
        assertThat(phone.isSignedIn()).isFalse();
    }

    @Test
    void refusesHttpBasicToWhomASecondFactorIsDemandedOf() {
        String login = person();
        database.sql("update account set second_factor_demanded = true where login = ?")
                .param(login)
                .update();
        assertThat(basic(login, PASSWORD)).isEqualTo(401);
        TestBrowser browser = browser();
        browser.signIn(login, PASSWORD);
        assertThat(browser.get("/").headers().firstValue("Location").orElseThrow())
                .endsWith(SecondFactorFilter.SET_UP);
        assertThat(browser.call("GET", "/api/v1/enterprises", "").body()).contains("second-factor-missing");
    }

    @Test
    void tellsThePersonOfANewDeviceAndOfGuesses() {
        String login = person();
        browser().signIn(login, PASSWORD);
        assertThat(notices(login)).isEmpty();
        browser().signIn(login, PASSWORD);
        for (int guess = 0; guess < 5; guess++) {
            browser().signIn(login, "guess number " + guess);
        }
        assertThat(notices(login)).containsExactlyInAnyOrder("people.new-device", "people.paused");
        assertThat(database.sql("""
                        select action || ' ' || outcome from audit_entry
                        where subject = (select cast(id as text) from account where login = ?)
                        """).param(login).query(String.class).list())
                .hasSize(7)
                .contains("people.sign-in done", "people.sign-in refused");
    }

    @Test
    void handsTheOperatorALinkThatWorksOnce() {
        String login = person();
        TestBrowser guesser = browser();
        for (int guess = 0; guess < 5; guess++) {
            guesser.signIn(login, "guess number " + guess);
        }
        TestBrowser operator = browser();
        operator.signIn(person(), PASSWORD);
        String page = operator.get("/rescue?login=" + login).body();
        assertThat(page).contains("have to wait until");
        String id = page.replaceAll("(?s).*name=\"account\" value=\"([^\"]+)\".*", "$1");
        page = operator.post("/rescue/link", Map.of("account", id, "login", login))
                .body();
        String link = page.replaceAll("(?s).*id=\"link\">([^<]+)<.*", "$1");
        assertThat(link).startsWith(PasswordLinks.PATH);

        TestBrowser person = browser();
        assertThat(person.get(link + "?lang=en").headers().firstValue("Referrer-Policy"))
                .hasValue("no-referrer");
        assertThat(person.post(link, Map.of("next", "woaini1314")).body()).contains("so common");
        assertThat(person.post(link, Map.of("next", "eleven ships sail")).statusCode())
                .isEqualTo(302);
        assertThat(person.get(link).statusCode()).isEqualTo(410);
        assertThat(person.signIn(login, "eleven ships sail").statusCode()).isEqualTo(302);
        assertThat(notices(login)).contains("people.password-link", "people.password-changed");
    }

    @Test
    void mailsALinkToWhoHasAConfirmedAddressAndSaysNothingToOthers() throws Exception {
        String login = person();
        database.sql("update account set email = ?, email_confirmed_at = now() where login = ?")
                .params(login + "@example.com", login)
                .update();
        TestBrowser browser = browser();
        browser.get("/login/forgotten?lang=en");
        String known = browser.post("/login/forgotten", Map.of("login", login + "@example.com"))
                .body();
        String unknown = browser.post("/login/forgotten", Map.of("login", "nobody@example.com"))
                .body();
        assertThat(withoutWhatDiffers(known, login)).isEqualTo(withoutWhatDiffers(unknown, login));
        assertThat(notices(login)).as("the link is in no notice").isEmpty();
        GreenMail server = new GreenMail(new ServerSetup(mailPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        String link;
        try {
            assertThat(server.waitForIncomingEmail(30_000, 1)).isTrue();
            link = link(server, login + "@example.com");
        } finally {
            server.stop();
        }
        assertThat(database.sql("select count(*) from delivery where delivery::text like '%' || ? || '%'")
                        .param(link.substring(link.lastIndexOf('/') + 1))
                        .query(Integer.class)
                        .single())
                .as("what stands in clear")
                .isZero();
        assertThat(browser.get(link).statusCode()).isEqualTo(200);
    }

    @Test
    void closesAnAccountWithItsSessionsUntilItIsOpenedAgain() {
        String login = person();
        UUID account = database.sql("select id from account where login = ?")
                .param(login)
                .query(UUID.class)
                .single();
        TestBrowser person = browser();
        person.signIn(login, PASSWORD);
        assertThat(person.isSignedIn()).isTrue();
        assertThat(basic(login, PASSWORD)).isEqualTo(200);
        TestBrowser operator = browser();
        operator.signIn(person(), PASSWORD);
        operator.get("/rescue?login=" + login);
        Map<String, String> why =
                Map.of("account", account.toString(), "login", login, "reason", "left the enterprise");
        assertThat(operator.post("/rescue/suspend", Map.of("account", account.toString(), "login", login))
                        .statusCode())
                .as("without a reason")
                .isEqualTo(422);
        assertThat(operator.post("/rescue/suspend", why).body()).contains("/rescue/readmit");
        assertThat(person.isSignedIn()).isFalse();
        person.signIn(login, PASSWORD);
        assertThat(person.isSignedIn()).isFalse();
        assertThat(basic(login, PASSWORD)).isEqualTo(401);
        assertThat(operator.post("/rescue/suspend", why).statusCode()).isEqualTo(409);

        assertThat(operator.post("/rescue/readmit", why).statusCode()).isEqualTo(200);
        person.signIn(login, PASSWORD);
        assertThat(person.isSignedIn()).isTrue();
        assertThat(notices(login)).contains("people.readmitted");
        assertThat(database.sql("""
                        select action || ' ' || (details->>'reason') from audit_entry
                        where subject = ? and action like 'people.%-account' order by id
                        """)
                        .param(account.toString())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "people.suspend-account left the enterprise", "people.readmit-account left the enterprise");
    }

    @Test
    void rescuesNoAuditorByTheOperatorAndNobodyThemselves() {
        String auditor = "signin-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(auditor, PASSWORD, "审计", "Auditor", Role.AUDITOR, null));
        String self = person();
        TestBrowser operator = browser();
        operator.signIn(self, PASSWORD);
        assertThat(operator.get("/rescue?login=" + auditor).statusCode()).isEqualTo(403);
        assertThat(operator.get("/rescue?login=" + self).statusCode()).isEqualTo(403);
    }

    @Test
    void closesItsTablesToTheLoginThatEverythingElseUses() {
        assertThatThrownBy(() -> users.sql("select count(*) from second_factor")
                        .query(Long.class)
                        .single())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void leadsAStaleLoginPageBackToAFreshOne() {
        TestBrowser browser = browser();
        browser.get("/login");
        browser.forget("raceway-session");
        assertThat(browser.post("/login", Map.of("username", "a", "password", "b"))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("/login?stale");
    }

    private TestBrowser remembered(String login) {
        TestBrowser phone = browser();
        phone.get("/login?lang=en");
        phone.post("/login", Map.of("username", login, "password", PASSWORD, "remember", "true"));
        assertThat(phone.isSignedIn()).isTrue();
        return phone;
    }

    private HttpResponse<String> change(TestBrowser browser, String present, String next) {
        return browser.post("/me/security/password", Map.of("present", present, "next", next));
    }

    private String person() {
        String login = "signin-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "测试员", "Tester", Role.OPERATOR, null));
        return login;
    }

    private TestBrowser browser() {
        return new TestBrowser(port, CHROME);
    }

    private int basic(String login, String password) {
        return http.get()
                .uri("/api/v1/enterprises")
                .headers(headers -> headers.setBasicAuth(login, password))
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private static String link(GreenMail server, String address) throws Exception {
        Instant end = Instant.now().plusSeconds(30);
        while (Instant.now().isBefore(end)) {
            for (MimeMessage message : server.getReceivedMessages()) {
                if (message.getAllRecipients()[0].toString().equals(address)) {
                    String text = (String)
                            ((Multipart) message.getContent()).getBodyPart(0).getContent();
                    return text.replaceAll("(?s).*https://brain.example.com(" + PasswordLinks.PATH + "\\S+).*", "$1");
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no mail to " + address);
    }

    private void letPauseEnd(String login) {
        database.sql("""
                        update sign_in_attempt set paused_until = null
                        where account = (select id from account where login = ?)
                        """).param(login).update();
    }

    private List<String> notices(String login) {
        return database.sql("select kind from notice where account = (select id from account where login = ?)")
                .param(login)
                .query(String.class)
                .list();
    }

    private String hash(String login) {
        return database.sql("select password_hash from account where login = ?")
                .param(login)
                .query(String.class)
                .single();
    }

    private static String sessionIdBeside(String page, String device) {
        String row = page.substring(page.indexOf(device));
        return row.replaceAll("(?s).*?/me/security/sessions/([0-9a-f-]+)/end.*", "$1");
    }

    private static String withoutWhatDiffers(String body, String login) {
        return body.replace(login, "LOGIN")
                .replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "")
                .replaceAll("\\d\\d:\\d\\d", "TIME");
    }
}
