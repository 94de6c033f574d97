package org.raceway.people.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.TestBrowser;
import org.raceway.people.AccountPrincipal;
import org.raceway.people.Accounts;
import org.raceway.people.Principals;
import org.raceway.people.Role;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@RacewayIntegrationTest
class SecondFactorIntegrationTests {
    private static final String PASSWORD = "seven tulips roll";
    private static final int PIXELS = 4;

    private final Accounts accounts;
    private final WholeDatabase database;
    private final Principals principals;
    private final SignInDatabase tables;
    private final int port;

    @Autowired
    SecondFactorIntegrationTests(
            Accounts accounts,
            WholeDatabase database,
            Principals principals,
            SignInDatabase tables,
            @LocalServerPort int port) {
        this.principals = principals;
        this.tables = tables;
        this.accounts = accounts;
        this.database = database;
        this.port = port;
    }

    @Test
    void asksForACodeThatWorksOnce() {
        Person person = withSecondFactor();
        TestBrowser browser = browser();
        HttpResponse<String> answer = browser.signIn(person.login(), PASSWORD);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login/code");
        assertThat(browser.isSignedIn()).isFalse();

        browser.get("/login/code");
        assertThat(enter(browser, "000000").statusCode()).isEqualTo(401);
        String code = person.nextCode();
        assertThat(enter(browser, code).statusCode()).isEqualTo(302);
        assertThat(browser.isSignedIn()).isTrue();

        TestBrowser other = browser();
        other.signIn(person.login(), PASSWORD);
        other.get("/login/code");
        assertThat(enter(other, code).statusCode()).isEqualTo(401);
        assertThat(other.isSignedIn()).isFalse();
    }

    @Test
    void takesEachRecoveryCodeOnce() {
        Person person = withSecondFactor();
        assertThat(person.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
        TestBrowser browser = browser();
        browser.signIn(person.login(), PASSWORD);
        browser.get("/login/code");
        String code = person.recoveryCodes().get(3);
        assertThat(enter(browser, code.toLowerCase(Locale.ROOT)).statusCode()).isEqualTo(302);
        assertThat(browser.get("/me/security").body()).contains("Recovery codes left: 9");

        TestBrowser other = browser();
        other.signIn(person.login(), PASSWORD);
        other.get("/login/code");
        assertThat(enter(other, code).statusCode()).isEqualTo(401);
    }

    @Test
    void pausesWhoGuessesCodes() {
        Person person = withSecondFactor();
        TestBrowser browser = browser();
        browser.signIn(person.login(), PASSWORD);
        browser.get("/login/code");
        for (int guess = 0; guess < 4; guess++) {
            assertThat(enter(browser, "00000" + guess).statusCode()).isEqualTo(401);
        }
        assertThat(enter(browser, "000009").statusCode()).isEqualTo(429);
        assertThat(enter(browser, person.nextCode()).statusCode()).isEqualTo(429);
    }

    @Test
    void keepsTheSecretSealed() {
        Person person = withSecondFactor();
        assertThat(database.client()
                        .sql(
                                "select secret from second_factor where account = (select id from account where login = ?)")
                        .param(person.login())
                        .query(String.class)
                        .single())
                .startsWith("a1.")
                .doesNotContain(person.secret());
    }

    @Test
    void letsNobodyInWithoutTheFirstFactor() {
        TestBrowser browser = browser();
        assertThat(browser.get("/login/code").headers().firstValue("Location").orElseThrow())
                .endsWith("/login");
        browser.get("/login");
        assertThat(enter(browser, "000000").headers().firstValue("Location").orElseThrow())
                .contains("/login?stale");
    }

    @Test
    void leadsWhoHasToHaveOneToSetItUpAndNotOutOfIt() {
        String login = person();
        database.client()
                .sql("update account set second_factor_demanded = true where login = ?")
                .param(login)
                .update();
        TestBrowser browser = browser();
        browser.signIn(login, PASSWORD);
        assertThat(browser.get("/").headers().firstValue("Location").orElseThrow())
                .endsWith(SecondFactorFilter.SET_UP);
        assertThat(browser.get(SecondFactorFilter.SET_UP).body()).contains("Your role needs a second factor");
        setUp(browser);
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(browser.get(SecondFactorFilter.SET_UP).body()).doesNotContain("/remove\"");
        assertThat(browser.post(SecondFactorFilter.SET_UP + "/remove", Map.of("password", PASSWORD))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void demandsOneOfTheRolesThatSettingsNameButNotInASandbox() {
        AccountPrincipal operator = principals.ofLogin(person()).orElseThrow();
        SignInSettings settings = LiveSessionsTests.defaults();
        assertThat(new SecondFactorPolicy(settings, "none", tables).demands(operator))
                .isTrue();
        assertThat(new SecondFactorPolicy(settings, "small", tables).demands(operator))
                .isFalse();
    }

    @Test
    void takesItAwayAfterThePassword() {
        String login = person();
        TestBrowser browser = browser();
        browser.signIn(login, PASSWORD);
        setUp(browser);
        browser.get(SecondFactorFilter.SET_UP);
        assertThat(browser.post(SecondFactorFilter.SET_UP + "/remove", Map.of("password", "not my password"))
                        .body())
                .contains("present password is wrong");
        browser.post(SecondFactorFilter.SET_UP + "/remove", Map.of("password", PASSWORD));
        assertThat(browser()
                        .signIn(login, PASSWORD)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .doesNotContain("code");
    }

    private Person withSecondFactor() {
        String login = person();
        TestBrowser browser = browser();
        browser.signIn(login, PASSWORD);
        return setUp(browser).named(login);
    }

    private Person setUp(TestBrowser browser) {
        String page = browser.get(SecondFactorFilter.SET_UP + "?lang=en").body();
        String secret = secretOf(page);
        assertThat(page.replaceAll("<[^>]+>", " ").replace(" ", "")).contains(secret);
        // A period ago, so that the present one is still unused.
        String code = Totp.code(bytes(secret), Totp.step(Instant.now()) - 1);
        String answer = browser.post(SecondFactorFilter.SET_UP, Map.of("code", code, "password", PASSWORD))
                .body();
        List<String> codes = Pattern.compile("<code>([A-Z2-7-]+)</code>")
                .matcher(answer)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(codes).hasSize(10);
        return new Person("", secret, codes);
    }

    /** Reads the QR code as a phone would. */
    static String secretOf(String page) {
        Matcher svg = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\".*?fill=\"#000\" d=\"([^\"]+)\"", Pattern.DOTALL)
                .matcher(page.substring(page.indexOf("class=\"qr\"")));
        assertThat(svg.find()).isTrue();
        int size = Integer.parseInt(svg.group(1)) * PIXELS;
        int[] picture = new int[size * size];
        Arrays.fill(picture, 0xffffff);
        Pattern.compile("M(\\d+) (\\d+)h1").matcher(svg.group(2)).results().forEach(module -> {
            int left = Integer.parseInt(module.group(1)) * PIXELS;
            int top = Integer.parseInt(module.group(2)) * PIXELS;
            for (int row = top; row < top + PIXELS; row++) {
                Arrays.fill(picture, row * size + left, row * size + left + PIXELS, 0);
            }
        });
        try {
            String text = new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new GlobalHistogramBinarizer(new RGBLuminanceSource(size, size, picture))),
                            // Drawn, not photographed: looking for its corners fails with one in some hundred codes.
                            Map.of(DecodeHintType.PURE_BARCODE, true))
                    .getText();
            assertThat(text).startsWith("otpauth://totp/Raceway:").contains("issuer=Raceway");
            return text.replaceAll(".*secret=([A-Z2-7]+).*", "$1");
        } catch (ReaderException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] bytes(String base32) {
        byte[] bytes = new byte[base32.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int place = 0; place < base32.length(); place++) {
            buffer = (buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(base32.charAt(place));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >> bits);
            }
        }
        return bytes;
    }

    private HttpResponse<String> enter(TestBrowser browser, String code) {
        return browser.post("/login/code", Map.of("code", code));
    }

    private String person() {
        String login = "second-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "测试员", "Tester", Role.OPERATOR, null));
        return login;
    }

    private TestBrowser browser() {
        return new TestBrowser(port, "Firefox");
    }

    private record Person(String login, String secret, List<String> recoveryCodes) {
        Person named(String name) {
            return new Person(name, secret, recoveryCodes);
        }

        String nextCode() {
            return Totp.code(bytes(secret), Totp.step(Instant.now()));
        }
    }
}
