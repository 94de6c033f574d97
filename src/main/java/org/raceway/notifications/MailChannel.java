package org.raceway.notifications;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.raceway.notifications.Recipients.Recipient;
import org.raceway.platform.Texts;
import org.raceway.platform.secrets.SecretCipher;
import org.raceway.platform.secrets.UnopenableException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Mails by SMTP (RFC 5321). */
@Component
final class MailChannel implements DeliveryChannel {
    private static final int PERMANENT = 500;

    private final MailSettings settings;
    private final ObjectProvider<Recipients> recipients;
    private final DigestItems digests;
    private final SecretCipher cipher;
    private final Clock clock;
    private final Session session;

    MailChannel(
            MailSettings settings,
            ObjectProvider<Recipients> recipients,
            DigestItems digests,
            SecretCipher cipher,
            Clock clock) {
        this.settings = settings;
        this.recipients = recipients;
        this.digests = digests;
        this.cipher = cipher;
        this.clock = clock;
        this.session = Session.getInstance(properties(settings));
    }

    @Override
    public Delivery.Channel channel() {
        return Delivery.Channel.MAIL;
    }

    @Override
    public Attempt attempt(Delivery delivery) {
        if (!settings.on()) {
            return new Attempt.Failed("raceway.mail.host is not set", true);
        }
        if (delivery.voidAt() != null) {
            return letter(delivery);
        }
        UUID account = delivery.account();
        Recipient reader = account == null
                ? null
                : recipients.getObject().byIds(List.of(account)).stream()
                        .findFirst()
                        .orElse(null);
        String email = reader == null ? null : reader.email();
        if (reader == null || email == null) {
            return new Attempt.Pointless();
        }
        Texts texts = Texts.of(reader.language());
        Mail mail;
        if (delivery.items().isEmpty()) {
            mail = Mail.of(delivery.text(), delivery.link(), texts, settings);
        } else {
            DigestItems.Unread unread = digests.read(reader.account(), delivery.items());
            if (unread.all() == 0) {
                return new Attempt.Pointless();
            }
            mail = Mail.digest(unread.newest(), unread.all(), texts, settings);
        }
        return send(delivery.id(), mail, email);
    }

    private Attempt letter(Delivery delivery) {
        String sealed = delivery.letter();
        if (sealed == null || delivery.isVoid(clock.instant())) {
            return new Attempt.Refused("the link in it is void");
        }
        try {
            SealedLetters.Opened letter =
                    SealedLetters.open(delivery.id(), delivery.text().kind(), sealed, cipher);
            return send(
                    delivery.id(),
                    Mail.letter(letter.text(), letter.link(), Texts.of(letter.language()), settings),
                    letter.address());
        } catch (UnopenableException e) {
            return new Attempt.Refused("it can't be opened: " + e.getMessage());
        }
    }

    private Attempt send(UUID id, Mail mail, String email) {
        try {
            return send(message(id, mail, email));
        } catch (AddressException e) {
            return new Attempt.Refused("no e-mail address");
        } catch (MessagingException e) {
            return new Attempt.Failed(reason(e), false);
        }
    }

    private Attempt send(MimeMessage message) {
        Address[] to;
        try {
            to = message.getRecipients(Message.RecipientType.TO);
        } catch (MessagingException e) {
            return new Attempt.Refused(reason(e));
        }
        try (Transport transport = session.getTransport("smtp")) {
            if (settings.user().isEmpty()) {
                transport.connect();
            } else {
                transport.connect(
                        settings.host(),
                        settings.port(),
                        settings.user(),
                        settings.password().reveal());
            }
            try {
                transport.sendMessage(message, to);
            } catch (SendFailedException e) {
                return refusal(e);
            }
            return new Attempt.Taken("");
        } catch (AuthenticationFailedException e) {
            return new Attempt.Failed(reason(e), true);
        } catch (MessagingException e) {
            return new Attempt.Failed(reason(e), true);
        }
    }

    /** A server that answers 5xx to this recipient or message will not change its mind; 4xx means later. */
    private static Attempt refusal(SendFailedException failure) {
        for (Exception cause = failure;
                cause instanceof MessagingException;
                cause = ((MessagingException) cause).getNextException()) {
            if (cause instanceof SMTPAddressFailedException address) {
                return address.getReturnCode() >= PERMANENT
                        ? new Attempt.Refused(reason(address))
                        : new Attempt.Failed(reason(address), false);
            }
        }
        if (failure instanceof SMTPSendFailedException sending) {
            return sending.getReturnCode() >= PERMANENT
                    ? new Attempt.Refused(reason(sending))
                    : new Attempt.Failed(reason(sending), sending.getReturnCode() == 421);
        }
        return new Attempt.Failed(reason(failure), false);
    }

    private MimeMessage message(UUID id, Mail mail, String email) throws MessagingException {
        MimeMessage message = new MessageWithId(session, "<" + id + "@" + settings.domain() + ">");
        try {
            message.setFrom(new InternetAddress(settings.sender(), settings.senderName(), "UTF-8"));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java platform has UTF-8", e);
        }
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(email, true));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        // RFC 3834: holiday replies are not wanted.
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(mail.plain(), StandardCharsets.UTF_8.name());
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), StandardCharsets.UTF_8.name(), "html");
        message.setContent(new MimeMultipart("alternative", plain, html));
        message.saveChanges();
        return message;
    }

    private static String reason(MessagingException failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < 10 && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        String said = failure.getMessage();
        return (said == null ? failure.getClass().getSimpleName() : said)
                + (failure.getCause() == null ? "" : " (" + cause + ")");
    }

    private static Properties properties(MailSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", String.valueOf(settings.port()));
        properties.setProperty("mail.smtp.from", settings.sender());
        properties.setProperty("mail.smtp.auth", String.valueOf(!settings.user().isEmpty()));
        boolean startTls = settings.security() == MailSettings.Protection.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(startTls));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(startTls));
        properties.setProperty(
                "mail.smtp.ssl.enable", String.valueOf(settings.security() == MailSettings.Protection.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty(
                "mail.smtp.connectiontimeout",
                String.valueOf(settings.connectTimeout().toMillis()));
        properties.setProperty(
                "mail.smtp.timeout", String.valueOf(settings.timeout().toMillis()));
        properties.setProperty(
                "mail.smtp.writetimeout", String.valueOf(settings.timeout().toMillis()));
        return properties;
    }

    /** Keeps its id over all attempts, so that a mail that arrives twice can be recognised. */
    private static final class MessageWithId extends MimeMessage {
        private final String id;

        MessageWithId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
