package org.raceway.notifications;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.secrets.SecretCipher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Letters in the outbox. */
@Repository
class SealedLetters implements Letters {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient database;
    private final SecretCipher cipher;
    private final MailSettings mail;
    private final DeliverySettings settings;
    private final DeliveryGauges gauges;
    private final DeliveryWorker worker;
    private final TimeOrderedIds ids;
    private final Clock clock;

    SealedLetters(
            JdbcClient database,
            SecretCipher cipher,
            MailSettings mail,
            DeliverySettings settings,
            DeliveryGauges gauges,
            DeliveryWorker worker,
            TimeOrderedIds ids,
            Clock clock) {
        this.database = database;
        this.cipher = cipher;
        this.mail = mail;
        this.settings = settings;
        this.gauges = gauges;
        this.worker = worker;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public boolean areSent() {
        return mail.on()
                && !mail.site().isEmpty()
                && gauges.count(Delivery.State.WAITING, Delivery.Channel.MAIL) < settings.waiting();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void send(Letter letter) {
        if (!areSent()) {
            throw new IllegalStateException("letters are not sent");
        }
        UUID id = ids.next();
        Instant now = clock.instant();
        Instant giveUp = now.plus(settings.giveUpAfter());
        database.sql("""
                        insert into delivery (id, channel, account, reach, kind, arguments, link, items, state, attempts, next_at,
                                              created_at, expires_at, letter_sealed, void_at)
                        values (:id, 'MAIL', cast(:account as uuid), 'PERSON', :kind, '[]', '/', '{}', 'WAITING', 0, :now, :now,
                                :expires, :sealed, :until)
                        """)
                .param("id", id)
                .param(
                        "account",
                        letter.account() == null ? null : letter.account().toString())
                .param("kind", letter.kind())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("expires", (giveUp.isBefore(letter.until()) ? giveUp : letter.until()).atOffset(ZoneOffset.UTC))
                .param("sealed", cipher.seal(json(letter), place(id)))
                .param("until", letter.until().atOffset(ZoneOffset.UTC))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                worker.wake();
            }
        });
    }

    /** What a sealed letter says. */
    record Opened(String address, Locale language, NoticeText text, String link) {
        /** Without the secret, so that no log line ever holds it. */
        @Override
        public String toString() {
            return "Opened[" + text.kind() + "]";
        }
    }

    static Opened open(UUID delivery, String kind, String sealed, SecretCipher cipher) {
        JsonNode node = JSON.readTree(cipher.open(sealed, place(delivery)));
        return new Opened(
                node.path("address").stringValue(),
                Locale.forLanguageTag(node.path("language").stringValue()),
                NoticeText.of(kind, node.path("arguments").toString()),
                node.path("link").stringValue());
    }

    private static String json(Letter letter) {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("address", letter.address())
                .put("language", letter.language().toLanguageTag())
                .put("link", letter.link())
                .set("arguments", JSON.readTree(NoticeText.json(List.copyOf(letter.arguments())))));
    }

    private static String place(UUID delivery) {
        return "delivery.letter_sealed/" + delivery;
    }
}
