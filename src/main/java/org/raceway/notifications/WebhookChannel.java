package org.raceway.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Permission;
import org.raceway.platform.Texts;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.raceway.platform.outgoing.Outcome;
import org.raceway.platform.outgoing.Outgoing;
import org.raceway.platform.secrets.SecretCipher;
import org.raceway.platform.secrets.UnopenableException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages to webhooks, through the client that connects to nothing inside the operator's network. */
@Component
class WebhookChannel implements DeliveryChannel {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** How long to wait where a robot has had its messages of the minute. */
    private static final Duration UNTIL_WINDOW_MOVES = Duration.ofSeconds(20);

    private static final Duration LONGEST_REST = Duration.ofMinutes(5);
    private static final Duration TELL_AGAIN_AFTER = Duration.ofDays(1);
    private static final int GONE = 410;

    private final JdbcClient database;
    private final Outgoing outgoing;
    private final SecretCipher cipher;
    private final DeliverySettings settings;
    private final MailSettings mail;
    private final ObjectProvider<Notifications> notifications;
    private final TransactionTemplate transactions;
    private final TimeOrderedIds ids;
    private final Clock clock;

    WebhookChannel(
            WholeDatabase database,
            Outgoing outgoing,
            SecretCipher cipher,
            DeliverySettings settings,
            MailSettings mail,
            ObjectProvider<Notifications> notifications,
            PlatformTransactionManager transactions,
            TimeOrderedIds ids,
            Clock clock) {
        this.database = database.client();
        this.outgoing = outgoing;
        this.cipher = cipher;
        this.settings = settings;
        this.mail = mail;
        this.notifications = notifications;
        this.transactions = new TransactionTemplate(transactions);
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Delivery.Channel channel() {
        return Delivery.Channel.WEBHOOK;
    }

    @Override
    public Attempt attempt(Delivery delivery) {
        UUID id = delivery.webhook();
        Target target = id == null ? null : target(id).orElse(null);
        if (target == null || !target.enabled()) {
            return new Attempt.Pointless();
        }
        Instant now = clock.instant();
        Instant rest = target.restUntil();
        if (rest != null && rest.isAfter(now)) {
            return new Attempt.Later(Duration.between(now, rest));
        }
        if (!mayCall(target, now)) {
            return new Attempt.Later(UNTIL_WINDOW_MOVES);
        }
        Texts texts = Texts.of(target.language());
        Attempt attempt = call(
                target, WebhookMessage.of(delivery.id(), delivery.text(), delivery.link(), delivery.at(), texts, mail));
        remember(target, attempt, now);
        return attempt;
    }

    /** Sends a message that says that it is a test, once, now; the result stands with the webhook. */
    Attempt test(UUID id) {
        Target target = target(id).orElse(null);
        if (target == null) {
            return new Attempt.Pointless();
        }
        Instant now = clock.instant();
        if (!mayCall(target, now)) {
            return new Attempt.Later(UNTIL_WINDOW_MOVES);
        }
        Texts texts = Texts.of(target.language());
        Attempt attempt = call(
                target,
                new WebhookMessage(
                        ids.next(),
                        "test",
                        texts.get("webhooks.testTitle"),
                        texts.get("webhooks.testBody", target.name()),
                        mail.address("/webhooks"),
                        now));
        remember(target, attempt, now);
        return attempt;
    }

    @Override
    public void gaveUp(Delivery delivery, String answer) {
        UUID id = delivery.webhook();
        if (id == null) {
            return;
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        database.sql("""
                        update webhook set told_at = ? where id = ? and (told_at is null or told_at < ?)
                        returning name, enterprise
                        """)
                .params(now, id, now.minus(TELL_AGAIN_AFTER))
                .query((row, index) -> Notice.of(
                                NotificationPages.WEBHOOK_FAILED,
                                audience(row.getObject("enterprise", UUID.class)),
                                "/webhooks/" + id)
                        .with(NoticeArgument.of(row.getString("name")), NoticeArgument.of(answer)))
                .list()
                .forEach(notice -> transactions.executeWithoutResult(
                        status -> notifications.getObject().send(notice)));
    }

    private static Audience audience(@Nullable UUID enterprise) {
        return new Audience.Holders(enterprise, Permission.NOTIFICATIONS_CONFIGURE);
    }

    private Attempt call(Target target, WebhookMessage message) {
        String address;
        String secret;
        try {
            address = cipher.open(target.addressSealed(), Webhooks.addressPlace(target.id()));
            String sealed = target.secretSealed();
            secret = sealed == null ? null : cipher.open(sealed, Webhooks.secretPlace(target.id()));
        } catch (UnopenableException e) {
            return new Attempt.Refused("the address can't be unsealed: set it anew");
        }
        Outcome outcome = outgoing.send(
                message.request(target.type(), address, secret, Texts.of(target.language()), clock.instant()));
        return switch (outcome) {
            case Outcome.Answered answered -> read(target.type(), answered);
            case Outcome.Unanswered none ->
                none.problem().mayPass()
                        ? new Attempt.Failed(none.problem().code(), false)
                        : new Attempt.Refused(none.problem().code());
        };
    }

    /** Robots answer 200 whatever happened, and say in the body what did. */
    static Attempt read(WebhookType type, Outcome.Answered answered) {
        String answer = Deliveries.cut(answered.status() + " " + answered.body());
        if (!answered.succeeded()) {
            return answered.status() == GONE ? new Attempt.Refused(answer) : new Attempt.Failed(answer, false);
        }
        if (type == WebhookType.JSON) {
            return new Attempt.Taken(String.valueOf(answered.status()));
        }
        try {
            JsonNode code = JsonMapper.shared().readTree(answered.body()).path("errcode");
            return code.isNumber() && code.intValue() == 0
                    ? new Attempt.Taken("errcode 0")
                    : new Attempt.Failed(answer, false);
        } catch (JacksonException e) {
            return new Attempt.Failed(answer, false);
        }
    }

    private void remember(Target target, Attempt attempt, Instant now) {
        boolean good = attempt instanceof Attempt.Taken;
        String answer = switch (attempt) {
            case Attempt.Taken taken -> taken.answer();
            case Attempt.Refused refused -> refused.answer();
            case Attempt.Failed failed -> failed.answer();
            case Attempt.Pointless pointless -> "";
            case Attempt.Later later -> "";
        };
        Duration rest = settings.pause(target.failures() + 1, shorter(LONGEST_REST, settings.longestRetry()));
        database.sql("""
                        update webhook
                        set last_at = :now, last_good = :good, last_answer = :answer,
                            failures = case when :good then 0 else failures + 1 end,
                            rest_until = case when :good then null else cast(:rest as timestamptz) end
                        where id = :id
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("good", good)
                .param("answer", answer)
                .param("rest", clock.instant().plus(rest).atOffset(ZoneOffset.UTC))
                .param("id", target.id())
                .update();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private boolean mayCall(Target target, Instant now) {
        return database.sql("""
                        update webhook
                        set window_start = case when window_start <= :before then :now else window_start end,
                            window_calls = case when window_start <= :before then 1 else window_calls + 1 end
                        where id = :id and (window_start <= :before or window_calls < :most)
                        """)
                        .param("id", target.id())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("before", now.minus(WINDOW).atOffset(ZoneOffset.UTC))
                        .param("most", target.type().callsPerMinute())
                        .update()
                == 1;
    }

    private Optional<Target> target(UUID id) {
        return database.sql("""
                        select id, name, type, address_sealed, secret_sealed, language, enabled, failures, rest_until
                        from webhook where id = ?
                        """).param(id).query(Target::read).optional();
    }

    private record Target(
            UUID id,
            String name,
            WebhookType type,
            String addressSealed,
            @Nullable String secretSealed,
            Locale language,
            boolean enabled,
            int failures,
            @Nullable Instant restUntil) {

        static Target read(ResultSet row, int index) throws SQLException {
            OffsetDateTime rest = row.getObject("rest_until", OffsetDateTime.class);
            return new Target(
                    row.getObject("id", UUID.class),
                    row.getString("name"),
                    WebhookType.valueOf(row.getString("type")),
                    row.getString("address_sealed"),
                    row.getString("secret_sealed"),
                    row.getString("language").equals("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE,
                    row.getBoolean("enabled"),
                    row.getInt("failures"),
                    rest == null ? null : rest.toInstant());
        }
    }
}
