package org.raceway.people.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.raceway.RacewayIntegrationTest;
import org.raceway.TestBrowser;
import org.raceway.TestProviders;
import org.raceway.people.Accounts;
import org.raceway.people.Principals;
import org.raceway.people.Role;
import org.raceway.people.signin.HostileProvider.Signature;
import org.raceway.platform.Page;
import org.raceway.platform.ProblemException;
import org.raceway.platform.WholeDatabase;
import org.raceway.platform.outgoing.Outgoing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.ui.ConcurrentModel;

/** Coming in by another provider's login, by the letters that go to and fro. */
@RacewayIntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderSignInIntegrationTests {
    private static final String PASSWORD = "seven tulips roll";
    private static final UnaryOperator<JWTClaimsSet.Builder> AS_IT_IS = UnaryOperator.identity();

    private final Accounts accounts;
    private final JdbcClient database;
    private final ApplicationContext parts;
    private final int port;
    private HostileProvider provider;

    @Autowired
    ProviderSignInIntegrationTests(
            Accounts accounts, WholeDatabase database, ApplicationContext parts, @LocalServerPort int port) {
        this.parts = parts;
        this.accounts = accounts;
        this.database = database.client();
        this.port = port;
    }

    /** Nobody else uses this provider, so it has not been asked before. */
    @BeforeAll
    void saysThatAProviderIsAwayAndFindsItOnceItIsThere() throws InterruptedException {
        TestBrowser browser = browser();
        assertThat(browser.get("/login?lang=en").body()).contains("Sign in with Supplier Portal");
        HttpResponse<String> away = browser.get("/login/with/hostile");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).contains("can't be reached", "Sign in another way");
        assertThat(browser.get("/login?lang=zh").body()).contains("用供应链门户登录");
        assertThat(browser.get("/login/with/hostile").body()).contains("第三方登录暂时不可用");

        provider = new HostileProvider(TestProviders.HOSTILE_PORT);
        Instant end = Instant.now().plus(Providers.REST).plusSeconds(5);
        while (browser.get("/login/with/hostile").statusCode() != 302) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(200);
        }
    }

    @AfterEach
    void behave() {
        provider.tokenStatus = 200;
        provider.delay = Duration.ZERO;
    }

    @AfterAll
    void stop() {
        provider.close();
    }

    @Test
    void linksAnUnknownLoginAfterItsPersonHasSignedInAndLetsThemInByItFromThenOn() {
        String login = person();
        String subject = subject();
        TestBrowser browser = browser();
        assertThat(location(comeBack(browser, subject))).endsWith("/login/unlinked");
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.get("/login/unlinked?lang=en").body())
                .contains("no account here is linked", subject + "@example.com");
        assertThat(location(browser.signIn(login, PASSWORD))).endsWith(PendingLogins.CONFIRM);
        assertThat(browser.get(PendingLogins.CONFIRM).body()).contains(login).doesNotContain("type=\"password\"");
        assertThat(location(browser.post(PendingLogins.CONFIRM, Map.of()))).endsWith("done=loginLinked");

        TestBrowser other = browser();
        assertThat(location(comeBack(other, subject))).isEqualTo("http://localhost:" + port + "/");
        assertThat(other.isSignedIn()).isTrue();
        assertThat(other.get("/me/security?lang=en").body())
                .contains("Supplier Portal · " + subject + "@example.com", "last used");
        assertThat(audited(login)).contains("people.add-way-in PROVIDER hostile", "people.sign-in PROVIDER hostile");
        assertThat(database.sql("""
                        select kind from notice where account = (select id from account where login = ?)
                        """).param(login).query(String.class).list())
                .contains("people.way-added", "people.new-device");
    }

    @Test
    void sendsPeopleThereWithPkceAndExchangesTheCodeByItsVerifier() {
        TestBrowser browser = browser();
        Begun begun = begin(browser);
        assertThat(begun.parameters())
                .containsEntry("response_type", "code")
                .containsEntry("client_id", TestProviders.CLIENT)
                .containsEntry("redirect_uri", "http://localhost:" + port + "/login/oauth2/code/hostile")
                .containsEntry("code_challenge_method", "S256");
        assertThat(String.valueOf(begun.parameters().get("scope")).split(" ")).contains("openid", "email", "profile");
        assertThat(begun.state()).hasSizeGreaterThan(40);
        String code = provider.code(AS_IT_IS, Signature.RIGHT, subject(), begun.nonce());
        browser.get(begun.back(code));
        Map<String, String> exchange = provider.exchanges.stream()
                .filter(form -> code.equals(form.get("code")))
                .findFirst()
                .orElseThrow();
        assertThat(exchange)
                .containsEntry("redirect_uri", begun.parameters().get("redirect_uri"))
                .doesNotContainKey("client_secret");
        assertThat(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(sha256(String.valueOf(exchange.get("code_verifier")))))
                .isEqualTo(begun.parameters().get("code_challenge"));
        assertThat(provider.authorizations)
                .allMatch(header -> header.equals("Basic "
                        + Base64.getEncoder()
                                .encodeToString((TestProviders.CLIENT + ":" + TestProviders.SECRET)
                                        .getBytes(StandardCharsets.UTF_8))));
        assertThat(begin(browser).parameters().get("code_challenge"))
                .isNotEqualTo(begun.parameters().get("code_challenge"));
    }

    static List<Arguments> tokensThatLie() {
        return List.of(
                lie("another issuer", claims -> claims.issuer("https://other.example.com"), Signature.RIGHT),
                lie("no issuer", claims -> claims.issuer(null), Signature.RIGHT),
                lie("another audience", claims -> claims.audience("somebody-else"), Signature.RIGHT),
                lie("no audience", claims -> claims.audience(List.of()), Signature.RIGHT),
                lie(
                        "two audiences and no authorized party",
                        claims -> claims.audience(List.of(TestProviders.CLIENT, "somebody-else")),
                        Signature.RIGHT),
                lie("another authorized party", claims -> claims.claim("azp", "somebody-else"), Signature.RIGHT),
                lie(
                        "expired",
                        claims -> claims.issueTime(ago(Duration.ofHours(2))).expirationTime(ago(Duration.ofHours(1))),
                        Signature.RIGHT),
                lie("never expiring", claims -> claims.expirationTime(null), Signature.RIGHT),
                lie(
                        "of tomorrow",
                        claims -> claims.issueTime(ago(Duration.ofDays(-1))).expirationTime(ago(Duration.ofDays(-2))),
                        Signature.RIGHT),
                lie("another nonce", claims -> claims.claim("nonce", "another"), Signature.RIGHT),
                lie("no nonce", claims -> claims.claim("nonce", null), Signature.RIGHT),
                lie("nobody", claims -> claims.subject(null), Signature.RIGHT),
                lie("a subject without end", claims -> claims.subject("x".repeat(256)), Signature.RIGHT),
                lie("another's key", AS_IT_IS, Signature.STRANGERS),
                lie("unsigned", AS_IT_IS, Signature.NONE),
                lie("signed with the shared secret", AS_IT_IS, Signature.SHARED_SECRET));
    }

    private static Arguments lie(String name, UnaryOperator<JWTClaimsSet.Builder> change, Signature signature) {
        return Arguments.of(Named.of(name, change), signature);
    }

    private static Date ago(Duration time) {
        return Date.from(Instant.now().minus(time));
    }

    @ParameterizedTest
    @MethodSource("tokensThatLie")
    void believesNoTokenThatLies(UnaryOperator<JWTClaimsSet.Builder> change, Signature signature) {
        String subject = linkedSubject(person());
        TestBrowser browser = browser();
        Begun begun = begin(browser);
        HttpResponse<String> answer =
                browser.get(begun.back(provider.code(change, signature, subject, begun.nonce())) + "&lang=en");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("could not be verified");
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(location(browser.get("/login/unlinked"))).endsWith("/login?stale");
    }

    @Test
    void takesAnAnswerOnceAndOnlyWhereItWasAskedFor() {
        String subject = linkedSubject(person());
        TestBrowser browser = browser();
        Begun begun = begin(browser);
        String back = begun.back(provider.code(AS_IT_IS, Signature.RIGHT, subject, begun.nonce()));

        TestBrowser other = browser();
        begin(other);
        int exchanged = provider.exchanges.size();
        assertThat(other.get(back).statusCode())
                .as("asked for in another browser")
                .isEqualTo(400);
        assertThat(browser().get(back).statusCode()).as("asked for nowhere").isEqualTo(400);
        assertThat(browser.get("/login/oauth2/code/hostile?code=x&state=x").statusCode())
                .as("another state")
                .isEqualTo(400);
        assertThat(browser.get("/login/oauth2/code/hostile?code=x").statusCode())
                .as("no state")
                .isEqualTo(400);
        assertThat(browser.get(back.replace("/hostile", "/group")).statusCode())
                .as("at another provider's address")
                .isEqualTo(400);
        assertThat(provider.exchanges).hasSize(exchanged);
        // The last one has used the state up.
        HttpResponse<String> answer = browser.get(back + "&lang=en");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("no longer valid");

        assertThat(comeBack(browser, subject).statusCode()).isEqualTo(302);
        assertThat(browser.isSignedIn()).isTrue();
    }

    @Test
    void takesNoAnswerTwice() {
        String subject = linkedSubject(person());
        TestBrowser browser = browser();
        Begun begun = begin(browser);
        String back = begun.back(provider.code(AS_IT_IS, Signature.RIGHT, subject, begun.nonce()));
        assertThat(browser.get(back).statusCode()).isEqualTo(302);
        assertThat(browser.get(back).statusCode()).isEqualTo(400);

        Begun again = begin(browser);
        String used = back.substring(back.indexOf("code=") + 5, back.indexOf("&state"));
        assertThat(browser.get(again.back(used)).statusCode())
                .as("a code that was used")
                .isEqualTo(502);
    }

    @Test
    void takesNoAnswerThatNamesAnotherIssuer() {
        String subject = linkedSubject(person());
        TestBrowser browser = browser();
        Begun begun = begin(browser);
        String back = begun.back(provider.code(AS_IT_IS, Signature.RIGHT, subject, begun.nonce()));
        assertThat(browser.get(back + "&iss=" + Page.encode("https://other.example.com"))
                        .statusCode())
                .isEqualTo(502);
        Begun right = begin(browser);
        String code = provider.code(AS_IT_IS, Signature.RIGHT, subject, right.nonce());
        assertThat(browser.get(right.back(code) + "&iss=" + Page.encode(provider.issuer()))
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void saysWhenThePersonOrTheProviderSaysNo() {
        TestBrowser browser = browser();
        String back = "/login/oauth2/code/hostile?lang=en&state="
                + Page.encode(begin(browser).state());
        HttpResponse<String> declined = browser.get(back + "&error=access_denied");
        assertThat(declined.statusCode()).isEqualTo(403);
        assertThat(declined.body()).contains("Sign-in cancelled", "/login/with/hostile");
        back = "/login/oauth2/code/hostile?state=" + Page.encode(begin(browser).state());
        assertThat(browser.get(back + "&error=" + Page.encode("<script>")).statusCode())
                .isEqualTo(502);
        back = "/login/oauth2/code/hostile?state=" + Page.encode(begin(browser).state());
        assertThat(browser.get(back + "&error=temporarily_unavailable").statusCode())
                .isEqualTo(503);
        assertThat(browser.get("/login/with/nobody").statusCode()).isEqualTo(404);
        assertThat(browser.get("/login/oauth2/code/nobody?state=x").statusCode())
                .isEqualTo(404);
    }

    @Test
    void waitsForAProviderOnlySoLong() {
        TestBrowser browser = browser();
        Begun begun = begin(browser);
        provider.tokenStatus = 503;
        assertThat(browser.get(begun.back("x")).statusCode()).isEqualTo(503);
        begun = begin(browser);
        provider.delay = Duration.ofSeconds(9);
        Instant since = Instant.now();
        assertThat(browser.get(begun.back("x")).statusCode()).isEqualTo(503);
        assertThat(Duration.between(since, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void linksNothingByAnAddressAlone() {
        String subject = subject();
        String victim = person();
        database.sql("update account set email = ?, email_confirmed_at = now() where login = ?")
                .params(subject + "@example.com", victim)
                .update();
        TestBrowser browser = browser();
        Begun begun = begin(browser);
        String code =
                provider.code(claims -> claims.claim("email_verified", true), Signature.RIGHT, subject, begun.nonce());
        assertThat(location(browser.get(begun.back(code)))).endsWith("/login/unlinked");
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(links(victim)).isEmpty();
    }

    @Test
    void asksForTheAccountsSecondFactorUnlessTheProviderHasSeenOne() {
        String login = person();
        String subject = linkedSubject(login);
        TestBrowser desk = browser();
        desk.signIn(login, PASSWORD);
        String secret = SecondFactorIntegrationTests.secretOf(
                desk.get(SecondFactorFilter.SET_UP + "?lang=en").body());
        desk.post(
                SecondFactorFilter.SET_UP,
                Map.of(
                        "code",
                        Totp.code(SecondFactorIntegrationTests.bytes(secret), Totp.step(Instant.now()) - 1),
                        "password",
                        PASSWORD));

        TestBrowser browser = browser();
        assertThat(location(comeBack(browser, subject))).endsWith("/login/code");
        assertThat(browser.isSignedIn()).isFalse();
        browser.get("/login/code");
        browser.post(
                "/login/code",
                Map.of("code", Totp.code(SecondFactorIntegrationTests.bytes(secret), Totp.step(Instant.now()))));
        assertThat(browser.isSignedIn()).isTrue();

        TestBrowser other = browser();
        Begun begun = begin(other);
        other.get(begun.back(provider.code(
                claims -> claims.claim("amr", List.of("pwd", "otp")), Signature.RIGHT, subject, begun.nonce())));
        assertThat(other.isSignedIn()).isTrue();
        TestBrowser third = browser();
        Begun weak = begin(third);
        assertThat(location(third.get(weak.back(provider.code(
                        claims -> claims.claim("amr", List.of("pwd")), Signature.RIGHT, subject, weak.nonce())))))
                .endsWith("/login/code");
    }

    @Test
    void letsNobodyIntoAClosedAccount() {
        String login = person();
        String subject = linkedSubject(login);
        database.sql("update account set status = 'SUSPENDED' where login = ?")
                .param(login)
                .update();
        TestBrowser browser = browser();
        HttpResponse<String> answer = comeBack(browser, subject);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(audited(login)).contains("people.sign-in PROVIDER ");
    }

    @Test
    void linksForWhoIsSignedInAfterThePasswordAndUnlinksAgain() {
        String login = person();
        String subject = subject();
        TestBrowser browser = browser();
        browser.signIn(login, PASSWORD);
        Begun begun = begin(browser, "/me/security/logins/new/hostile");
        String code = provider.code(AS_IT_IS, Signature.RIGHT, subject, begun.nonce());
        assertThat(location(browser.get(begun.back(code)))).endsWith(PendingLogins.CONFIRM);
        assertThat(browser.get(PendingLogins.CONFIRM).body()).contains("type=\"password\"");
        HttpResponse<String> wrong = browser.post(PendingLogins.CONFIRM, Map.of("password", "not my password"));
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(links(login)).isEmpty();
        browser.post(PendingLogins.CONFIRM, Map.of("password", PASSWORD));
        assertThat(links(login)).hasSize(1);

        String other = person();
        TestBrowser others = browser();
        others.signIn(other, PASSWORD);
        Begun taken = begin(others, "/me/security/logins/new/hostile");
        HttpResponse<String> refused =
                others.get(taken.back(provider.code(AS_IT_IS, Signature.RIGHT, subject, taken.nonce())) + "&lang=en");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Linked to another account");
        others.get("/me/security");
        assertThat(others.call(
                                "DELETE",
                                "/api/v1/me/security/logins/" + links(login).getFirst(),
                                "")
                        .statusCode())
                .isEqualTo(404);

        browser.get("/me/security");
        assertThat(location(browser.post("/me/security/logins/" + links(login).getFirst() + "/remove", Map.of())))
                .endsWith("done=loginUnlinked");
        assertThat(links(login)).isEmpty();
        assertThat(location(comeBack(browser(), subject))).endsWith("/login/unlinked");
        assertThat(audited(login)).contains("people.remove-way-in PROVIDER " + provider.issuer());
    }

    @Test
    void doesNotLinkToSomebodyWhoSignedInOnlyByAnotherProvider() {
        String login = person();
        String known = linkedSubject(login);
        TestBrowser browser = browser();
        assertThat(location(comeBack(browser, subject()))).endsWith("/login/unlinked");
        assertThat(location(comeBack(browser, known))).endsWith(PendingLogins.CONFIRM);
        assertThat(browser.get(PendingLogins.CONFIRM).body()).contains("type=\"password\"");
        assertThat(browser.post(PendingLogins.CONFIRM, Map.of()).statusCode()).isEqualTo(403);
        assertThat(links(login)).hasSize(1);
        browser.post("/me/security/logins/cancel", Map.of());
        assertThat(location(browser.get(PendingLogins.CONFIRM))).endsWith("/me/security");
    }

    @Test
    void signsUpWithAnAddressThatIsProvenOnlyIfTheProviderSaysSo() {
        for (boolean verified : List.of(true, false)) {
            String subject = subject();
            TestBrowser browser = browser();
            Begun begun = begin(browser);
            browser.get(begun.back(provider.code(
                    claims -> claims.claim("email_verified", verified).claim("name", "李娜"),
                    Signature.RIGHT,
                    subject,
                    begun.nonce())));
            String email = subject + "@example.com";
            assertThat(browser.get("/signup?lang=en").body())
                    .contains("value=\"李娜\"", "value=\"" + email + "\"", "will be linked");
            HttpResponse<String> signedUp = browser.post(
                    "/signup", Map.of("name", "李娜", "email", email, "password", PASSWORD, "agrees", "true"));
            assertThat(signedUp.body()).contains("It is linked to Supplier Portal");
            assertThat(database.sql("select email_confirmed_at is not null from account where login = ?")
                            .param(email)
                            .query(Boolean.class)
                            .single())
                    .isEqualTo(verified);
            TestBrowser other = browser();
            comeBack(other, subject);
            assertThat(other.isSignedIn()).isTrue();
        }
    }

    @Test
    void slowsDownWhoTriesAnswers() {
        ProviderPages bounded = new ProviderPages(
                parts.getBean(Providers.class),
                parts.getBean(ProviderExchange.class),
                parts.getBean(LinkedLogins.class),
                parts.getBean(PendingLogins.class),
                parts.getBean(Principals.class),
                parts.getBean(SignIn.class),
                parts.getBean(MySecurityChanges.class),
                LiveSessionsTests.defaults(),
                Clock.systemUTC(),
                parts);
        int taken = 0;
        MockHttpServletResponse answer = new MockHttpServletResponse();
        while (answer.getStatus() != 429 && taken < 1000) {
            answer = new MockHttpServletResponse();
            bounded.back(null, "hostile", new MockHttpServletRequest(), answer, Locale.ENGLISH, new ConcurrentModel());
            taken++;
        }
        assertThat(taken).isBetween(61, 70);
    }

    @Test
    void believesNoDescriptionOfAnotherIssuerAndDoesNotAskAgainAtOnce() {
        try (HostileProvider other = new HostileProvider(0);
                Providers known = providers(other.issuer(), false)) {
            other.description = said -> {
                said.put("issuer", "https://other.example.com");
                return said;
            };
            assertThatThrownBy(() -> known.registration("x")).isInstanceOf(ProblemException.class);
            assertThatThrownBy(() -> known.registration("x")).isInstanceOf(ProblemException.class);
            assertThat(other.asked).hasSize(1);
        }
    }

    @Test
    void reachesInsideOnlyForProvidersOfWhichTheSettingsSaySo() {
        try (HostileProvider inside = new HostileProvider(0)) {
            String issuer = inside.issuer().replace("localhost", "127.0.0.1");
            try (Providers known = providers(issuer, false)) {
                assertThatThrownBy(() -> known.registration("x")).isInstanceOf(ProblemException.class);
                assertThat(inside.asked).isEmpty();
            }
            inside.description = said -> {
                said.put("issuer", issuer);
                return said;
            };
            try (Providers known = providers(issuer, true)) {
                assertThat(known.registration("x").getProviderDetails().getIssuerUri())
                        .isEqualTo(issuer);
            }
        }
    }

    private Providers providers(String issuer, boolean inside) {
        return new Providers(
                new ClientSettings(
                        Map.of("x", new ClientSettings.Registration("raceway", "", "", "", "", Set.of("openid"))),
                        Map.of("x", new ClientSettings.Provider(issuer))),
                new ProviderSettings(
                        Map.of("x", new ProviderSettings.Provider("", "", inside, Set.of())), Duration.ofSeconds(5)),
                LiveSessionsTests.defaults(),
                parts.getBean(Outgoing.class),
                Clock.systemUTC());
    }

    private String linkedSubject(String login) {
        String subject = subject();
        database.sql("""
                        insert into linked_login (id, account, issuer, subject, label, linked_at)
                        select gen_random_uuid(), id, ?, ?, 'linked before', now() from account where login = ?
                        """).params(provider.issuer(), subject, login).update();
        return subject;
    }

    private List<UUID> links(String login) {
        return database.sql("select id from linked_login where account = (select id from account where login = ?)")
                .param(login)
                .query(UUID.class)
                .list();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Begun begin(TestBrowser browser) {
        return begin(browser, "/login/with/hostile");
    }

    private Begun begin(TestBrowser browser, String path) {
        return new Begun(
                HostileProvider.form(URI.create(location(browser.get(path))).getRawQuery()));
    }

    private HttpResponse<String> comeBack(TestBrowser browser, String subject) {
        Begun begun = begin(browser);
        return browser.get(begun.back(provider.code(AS_IT_IS, Signature.RIGHT, subject, begun.nonce())));
    }

    private record Begun(Map<String, String> parameters) {
        String state() {
            return String.valueOf(parameters.get("state"));
        }

        String nonce() {
            return String.valueOf(parameters.get("nonce"));
        }

        String back(String code) {
            return "/login/oauth2/code/hostile?code=" + code + "&state=" + Page.encode(state());
        }
    }

    private List<String> audited(String login) {
        return database.sql("""
                        select action || ' ' || coalesce(details ->> 'way', '') || ' ' || coalesce(details ->> 'provider', '')
                        from audit_entry where subject = (select cast(id as text) from account where login = ?)
                        """).param(login).query(String.class).list();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private TestBrowser browser() {
        return new TestBrowser(port, "Firefox " + UUID.randomUUID());
    }

    private static String subject() {
        return "subject-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private String person() {
        String login = "provider-" + UUID.randomUUID().toString().substring(0, 8);
        accounts.create(new Accounts.NewAccount(login, PASSWORD, "王小明", "Wang Xiaoming", Role.OPERATOR, null));
        return login;
    }
}
