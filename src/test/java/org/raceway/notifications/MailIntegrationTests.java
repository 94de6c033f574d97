package org.raceway.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.notifications.ScriptedMailServer.Manner;
import org.raceway.people.Accounts;
import org.raceway.people.Role;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Mails leave the house once somebody takes them, whatever the server does until then. */
@RacewayIntegrationTest
class MailIntegrationTests {
    private final Notifications notifications;
    private final Accounts accounts;
    private final DailyMails dailyMails;
    private final DeliveryWorker worker;
    private final MailFailures failures;
    private final WholeDatabase database;
    private final TransactionTemplate transaction;
    private final int port;

    @Autowired
    MailIntegrationTests(
            Notifications notifications,
            Accounts accounts,
            DailyMails dailyMails,
            DeliveryWorker worker,
            MailFailures failures,
            WholeDatabase database,
            PlatformTransactionManager transactions,
            @Value("${raceway.mail.port}") int port) {
        this.notifications = notifications;
        this.accounts = accounts;
        this.dailyMails = dailyMails;
        this.worker = worker;
        this.failures = failures;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.port = port;
    }

    @Test
    void writesInTheReadersLanguageAsTextAndAsHtml() throws Exception {
        GreenMail server = start();
        try {
            Reader english = reader("en");
            Reader chinese = reader("zh");
            send(english, "<b>Store</b>");
            send(chinese, "仓库群");

            MimeMessage mail = await(server, english).getFirst();
            assertThat(mail.getSubject()).isEqualTo("The webhook \"<b>Store</b>\" fails");
            assertThat(mail.getHeader("Message-ID")[0]).endsWith("@example.com>");
            Multipart parts = (Multipart) mail.getContent();
            assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
            assertThat((String) parts.getBodyPart(0).getContent())
                    .contains("it last said: 93000")
                    .contains("https://brain.example.com/webhooks");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat((String) parts.getBodyPart(1).getContent())
                    .contains("href=\"https://brain.example.com/webhooks\"")
                    .contains("&lt;b&gt;Store")
                    .doesNotContain("<b>");
            assertThat(await(server, chinese).getFirst().getSubject()).isEqualTo("群机器人“仓库群”推送失败");
        } finally {
            server.stop();
        }
    }

    @Test
    void losesNothingWhileTheServerIsDown() {
        Reader reader = reader("zh");
        send(reader, "a");
        send(reader, "b");
        await(() -> attempts(reader) > 0);
        assertThat(state(reader)).containsOnly("WAITING");

        GreenMail server = start();
        try {
            assertThat(await(server, reader, 2)).hasSize(2);
            await(() -> state(reader).stream().allMatch("SENT"::equals));
        } finally {
            server.stop();
        }
    }

    @Test
    void outlastsAServerThatHangs() throws Exception {
        Reader reader = reader("zh");
        try (ScriptedMailServer silent = new ScriptedMailServer(port, Manner.SILENT)) {
            send(reader, "a");
            await(() -> silent.connections() > 0 && error(reader).contains("timed out"));
        }
        GreenMail server = start();
        try {
            assertThat(await(server, reader)).hasSize(1);
        } finally {
            server.stop();
        }
    }

    @Test
    void givesUpARecipientThatTheServerRefusesAndSendsAgainOnDemand() throws Exception {
        Reader reader = reader("zh");
        try (ScriptedMailServer strict = new ScriptedMailServer(port, Manner.REFUSES_RECIPIENTS)) {
            send(reader, "a");
            await(() -> state(reader).contains("DEAD"));
            assertThat(error(reader)).contains("550 5.1.1 no such mailbox");
            assertThat(strict.messages).isEmpty();
        }

        Reader operator = reader("en");
        database.client()
                .sql("delete from notice where kind = ?")
                .param(NotificationPages.MAIL_FAILED)
                .update();
        failures.tell();
        failures.tell();
        assertThat(database.client()
                        .sql("select count(*) from notice where account = ? and kind = ?")
                        .params(operator.id(), NotificationPages.MAIL_FAILED)
                        .query(Integer.class)
                        .single())
                .as("told once a day")
                .isEqualTo(1);

        GreenMail server = start();
        try {
            database.client()
                    .sql("update delivery set state = 'WAITING', next_at = now() where account = ?")
                    .param(reader.id())
                    .update();
            worker.wake();
            assertThat(await(server, reader)).hasSize(1);
        } finally {
            server.stop();
        }
    }

    @Test
    void waitsForAServerThatDefers() throws Exception {
        Reader reader = reader("zh");
        try (ScriptedMailServer greylisting = new ScriptedMailServer(port, Manner.DEFERS_RECIPIENTS)) {
            send(reader, "a");
            await(() -> attempts(reader) > 1);
            assertThat(state(reader)).containsExactly("WAITING");
            assertThat(error(reader)).contains("450 4.2.0 greylisted");
            assertThat(greylisting.messages).isEmpty();

            // As after three days.
            database.client()
                    .sql("update delivery set expires_at = now() where account = ?")
                    .param(reader.id())
                    .update();
            await(() -> state(reader).contains("DEAD"));
        }
    }

    @Test
    void repeatsWithTheSameMessageIdWhatMayHaveArrived() throws Exception {
        Reader reader = reader("zh");
        try (ScriptedMailServer breaking = new ScriptedMailServer(port, Manner.BREAKS_AFTER_MESSAGE)) {
            send(reader, "a");
            await(() -> breaking.messages.stream()
                            .filter(message -> message.contains(reader.email()))
                            .count()
                    > 1);
            List<String> ids = breaking.messages.stream()
                    .filter(message -> message.contains(reader.email()))
                    .map(message -> message.lines()
                            .filter(line -> line.startsWith("Message-ID:"))
                            .findFirst()
                            .orElseThrow())
                    .distinct()
                    .toList();
            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void takesUpWhatAKilledProcessHeld() {
        GreenMail server = start();
        try {
            Reader reader = reader("zh");
            UUID id = UUID.randomUUID();
            // As a process leaves it that took the delivery and was killed: attempted, its lease run out.
            database.client()
                    .sql("""
                            insert into delivery (id, channel, account, reach, kind, arguments, link, items, state, attempts,
                                                  next_at, created_at, expires_at)
                            values (?, 'MAIL', ?, 'PERSON', ?, '["a", "b"]', '/webhooks', '{}', 'WAITING', 1,
                                    now() - interval '1 second', now(), now() + interval '3 days')
                            """)
                    .params(id, reader.id(), NotificationPages.WEBHOOK_FAILED)
                    .update();
            worker.wake();
            assertThat(await(server, reader)).hasSize(1);
        } finally {
            server.stop();
        }
    }

    @Test
    void tellsOnceADayOfAllThatIsUnreadAndOfNothingWhenNothingIsNew() throws Exception {
        GreenMail server = start();
        try {
            Reader reader = reader("en");
            database.client()
                    .sql("insert into notice_preference (account, kind, mail) values (?, ?, 'DIGEST')")
                    .params(reader.id(), NotificationPages.WEBHOOK_FAILED)
                    .update();
            send(reader, "first");
            send(reader, "second");
            dailyMails.send();
            assertThat(state(reader)).as("its hour has not come").isEmpty();

            database.client()
                    .sql("update notice set created_at = created_at - interval '1 day' where account = ?")
                    .param(reader.id())
                    .update();
            dailyMails.send();
            worker.wake();
            MimeMessage mail = await(server, reader).getFirst();
            assertThat(mail.getSubject()).isEqualTo("Raceway: 2 unread notices");
            assertThat((String) ((Multipart) mail.getContent()).getBodyPart(0).getContent())
                    .contains("The webhook \"first\" fails")
                    .contains("The webhook \"second\" fails");

            dailyMails.send();
            assertThat(state(reader)).as("nothing is new").hasSize(1);
        } finally {
            server.stop();
        }
    }

    private record Reader(UUID id, String email) {}

    private Reader reader(String language) {
        String login = "mail-" + UUID.randomUUID();
        UUID id = accounts.create(new Accounts.NewAccount(login, "long enough 1", "测试", "Test", Role.OPERATOR, null));
        String email = login + "@example.org";
        database.client()
                .sql("update account set email = ?, email_confirmed_at = now(), language = ? where id = ?")
                .params(email, language, id)
                .update();
        return new Reader(id, email);
    }

    private void send(Reader reader, String name) {
        transaction.executeWithoutResult(status -> notifications.send(
                Notice.of(NotificationPages.WEBHOOK_FAILED, Audience.person(reader.id()), "/webhooks")
                        .with(NoticeArgument.of(name), NoticeArgument.of("93000"))));
    }

    private GreenMail start() {
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    private static List<MimeMessage> await(GreenMail server, Reader reader) {
        return await(server, reader, 1);
    }

    private static List<MimeMessage> await(GreenMail server, Reader reader, int count) {
        List<MimeMessage> found = new ArrayList<>();
        await(() -> {
            found.clear();
            for (MimeMessage message : server.getReceivedMessages()) {
                try {
                    if (message.getAllRecipients()[0].toString().equals(reader.email())) {
                        found.add(message);
                    }
                } catch (jakarta.mail.MessagingException e) {
                    throw new IllegalStateException(e);
                }
            }
            return found.size() >= count;
        });
        return found;
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("in time").isBefore(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private List<String> state(Reader reader) {
        return database.client()
                .sql("select state from delivery where account = ?")
                .param(reader.id())
                .query(String.class)
                .list();
    }

    private int attempts(Reader reader) {
        return database.client()
                .sql("select coalesce(max(attempts), 0) from delivery where account = ?")
                .param(reader.id())
                .query(Integer.class)
                .single();
    }

    private String error(Reader reader) {
        return database.client()
                .sql("select coalesce(max(error), '') from delivery where account = ?")
                .param(reader.id())
                .query(String.class)
                .single();
    }
}
