package org.raceway.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** One-time links reach mailboxes that belong to no account yet, and stand nowhere in clear. */
@RacewayIntegrationTest
class LinkMailIntegrationTests {
    private static final String PASSWORD = "seven tulips roll";
    private static final String SITE = "https://brain.example.com";

    private final Accounts accounts;
    private final SignUps signUps;
    private final WholeDatabase database;
    private final RestTestClient http;
    private final int port;

    @Autowired
    LinkMailIntegrationTests(
            Accounts accounts,
            SignUps signUps,
            WholeDatabase database,
            RestTestClient http,
            @Value("${raceway.mail.port}") int port) {
        this.accounts = accounts;
        this.signUps = signUps;
        this.database = database;
        this.http = http;
        this.port = port;
    }

    @Test
    void mailsAnInvitationOnceTheServerIsBackAndForgetsItsLink() throws Exception {
        String operator = "link-mail-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(operator, PASSWORD, "平台运营", "Operator", Role.OPERATOR, null));
        String email = mailbox();
        Map<?, ?> answer = Objects.requireNonNull(http.post()
                .uri("/api/v1/invitations?lang=en")
                .headers(headers -> headers.setBasicAuth(operator, PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("name", "王芳", "email", email, "roles", new String[] {"OPERATOR"}))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        assertThat(answer.get("mailed")).isEqualTo(true);
        String link = String.valueOf(answer.get("link"));
        String token = link.substring(link.lastIndexOf('/') + 1);

        await(() -> sealed(LinkMail.INVITATION) > 0);
        assertThat(database.client()
                        .sql("""
                                select count(*) from delivery
                                where delivery::text like '%' || :token || '%' or delivery::text like '%' || :email || '%'
                                """)
                        .param("token", token)
                        .param("email", email)
                        .query(Integer.class)
                        .single())
                .as("what stands in clear")
                .isZero();

        GreenMail server = start();
        try {
            MimeMessage mail = await(server, email);
            assertThat(text(mail)).contains("王芳").contains(SITE + "/invitation/" + token);
            assertThat(text(mail)).as("a stranger has no preferences").doesNotContain("/inbox/preferences");
            await(() -> sealed(LinkMail.INVITATION) == 0);
        } finally {
            server.stop();
        }
        http.get().uri("/invitation/" + token).exchange().expectStatus().isOk();
    }

    @Test
    void confirmsTheAddressOfASignUpOnce() throws Exception {
        String email = mailbox();
        GreenMail server = start();
        try {
            SignUps.Opened opened = open(email);
            assertThat(opened.mail()).isEqualTo(SignUps.ConfirmationMail.SENT);
            String token = token(text(await(server, email)));
            assertThat(isConfirmed(opened.account())).isFalse();
            http.get().uri("/signup/confirm/" + token).exchange().expectStatus().isOk();
            assertThat(isConfirmed(opened.account()))
                    .as("a look confirms nothing")
                    .isFalse();

            assertThat(signUps.confirm(token + "x")).isFalse();
            assertThat(signUps.confirm("")).isFalse();
            assertThat(signUps.confirm(token)).isTrue();
            assertThat(isConfirmed(opened.account())).isTrue();
            assertThat(signUps.confirm(token)).as("used twice").isFalse();
        } finally {
            server.stop();
        }
    }

    @Test
    void confirmsNothingAfterThreeDaysNorAfterAnotherLinkNorAnAddressThatWasGivenUp() {
        String email = mailbox();
        UUID account = open(email).account();
        String first = signUps.confirmation(account, email);
        String second = signUps.confirmation(account, email);
        assertThat(signUps.confirm(first)).as("there is a later one").isFalse();
        database.client()
                .sql("update email_confirmation set expires_at = ? where account = ?")
                .params(java.sql.Timestamp.from(Instant.now().minusSeconds(1)), account)
                .update();
        assertThat(signUps.confirm(second)).as("expired").isFalse();

        String third = signUps.confirmation(account, email);
        database.client()
                .sql("update account set email = ? where id = ?")
                .params(mailbox(), account)
                .update();
        assertThat(signUps.confirm(third)).as("no longer their address").isFalse();
        assertThat(isConfirmed(account)).isFalse();
    }

    @Test
    void confirmsNoAddressThatIsSomebodyElses() {
        String email = mailbox();
        UUID early = open(email).account();
        UUID late = open(email).account();
        String hers = signUps.confirmation(early, email);
        String his = signUps.confirmation(late, email.toUpperCase(Locale.ROOT));
        database.client()
                .sql("update account set email = upper(email) where id = ?")
                .param(late)
                .update();
        assertThat(signUps.confirm(hers)).isTrue();
        assertThat(signUps.confirm(his)).isFalse();
        assertThat(isConfirmed(late)).isFalse();
    }

    @Test
    void mailsToTheNewAddressWhenSomebodyChangesTheirs() throws Exception {
        String email = mailbox();
        UUID account = open(email).account();
        String changed = mailbox();
        GreenMail server = start();
        try {
            assertThat(signUps.mailConfirmation(account, changed, "en")).isEqualTo(SignUps.ConfirmationMail.SENT);
            MimeMessage mail = await(server, changed);
            assertThat(mail.getSubject()).isEqualTo("Raceway: confirm your e-mail address");
            database.client()
                    .sql("update account set email = ? where id = ?")
                    .params(changed, account)
                    .update();
            assertThat(signUps.confirm(token(text(mail)))).isTrue();
        } finally {
            server.stop();
        }
        for (int i = 2; i <= SignUps.MOST_CONFIRMATIONS - 1; i++) {
            signUps.mailConfirmation(account, changed, "zh");
        }
        assertThat(signUps.mailConfirmation(account, changed, "zh")).isEqualTo(SignUps.ConfirmationMail.TOO_MANY);
    }

    @Test
    void neitherSendsNorKeepsALinkThatIsVoid() throws Exception {
        String email = mailbox();
        UUID account = open(email).account();
        await(() -> waiting(account).equals("WAITING"));
        database.client()
                .sql("update delivery set void_at = now() - interval '1 second' where account = ?")
                .param(account)
                .update();
        GreenMail server = start();
        try {
            await(() -> waiting(account).equals("DEAD"));
            assertThat(server.getReceivedMessages())
                    .noneMatch(message -> recipient(message).equals(email));
        } finally {
            server.stop();
        }
        assertThat(database.client()
                        .sql("select count(*) from delivery where account = ? and letter_sealed is not null")
                        .param(account)
                        .query(Integer.class)
                        .single())
                .isZero();
        String operator = "link-mail-" + UUID.randomUUID();
        accounts.create(new Accounts.NewAccount(operator, PASSWORD, "平台运营", "Operator", Role.OPERATOR, null));
        http.post()
                .uri("/api/v1/deliveries/{id}/resend", delivery(account))
                .headers(headers -> headers.setBasicAuth(operator, PASSWORD))
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("letter-void");
    }

    private SignUps.Opened open(String email) {
        String phone = "13" + ThreadLocalRandom.current().nextLong(100_000_000L, 1_000_000_000L);
        return signUps.open(
                new SignUps.Form("申请人", phone, email, PASSWORD, true, "zh"),
                Role.APPLICANT,
                "address-" + UUID.randomUUID());
    }

    private static String mailbox() {
        return "link-" + UUID.randomUUID() + "@example.org";
    }

    private static String token(String text) {
        Matcher link = Pattern.compile(Pattern.quote(SITE) + "/signup/confirm/([A-Za-z0-9_-]{43})")
                .matcher(text);
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private GreenMail start() {
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    private static MimeMessage await(GreenMail server, String email) {
        MimeMessage[] found = new MimeMessage[1];
        await(() -> {
            for (MimeMessage message : server.getReceivedMessages()) {
                if (recipient(message).equals(email)) {
                    found[0] = message;
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    private static String recipient(MimeMessage message) {
        try {
            return message.getAllRecipients()[0].toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(MimeMessage mail) throws Exception {
        return (String) ((Multipart) mail.getContent()).getBodyPart(0).getContent();
    }

    private int sealed(String kind) {
        return database.client()
                .sql("select count(*) from delivery where kind = ? and letter_sealed like '_1.%'")
                .param(kind)
                .query(Integer.class)
                .single();
    }

    private String waiting(UUID account) {
        return database.client()
                .sql("select state from delivery where account = ? order by id desc limit 1")
                .param(account)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private UUID delivery(UUID account) {
        return database.client()
                .sql("select id from delivery where account = ?")
                .param(account)
                .query(UUID.class)
                .single();
    }

    private boolean isConfirmed(UUID account) {
        return database.client()
                .sql("select email_confirmed_at is not null from account where id = ?")
                .param(account)
                .query(Boolean.class)
                .single();
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("in time").isBefore(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
