package org.raceway.notifications;

import java.net.URI;
import java.time.Duration;
import org.raceway.platform.secrets.Secret;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server.
 *
 * @param host empty: no mail is sent
 * @param user empty: without authentication
 * @param sender the address that mails come from; with a host, it must be set
 * @param senderName before that address
 * @param site the address of this installation as people reach it, {@code https://brain.example.com}, for the links in mails;
 *     empty: mails have none
 * @param connectTimeout until the server answers
 * @param timeout of each answer
 */
@ConfigurationProperties("raceway.mail")
record MailSettings(
        @DefaultValue("") String host,
        @DefaultValue("587") int port,
        @DefaultValue("starttls") Protection security,
        @DefaultValue("") String user,
        @DefaultValue("") Secret password,
        @DefaultValue("") String sender,
        @DefaultValue("轴脑 Raceway") String senderName,
        @DefaultValue("") String site,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("20s") Duration timeout) {
    MailSettings {
        if (!host.isBlank() && !sender.matches("[^@\\s<>]+@[^@\\s<>]+")) {
            throw new IllegalArgumentException("raceway.mail.sender is no e-mail address");
        }
        if (!site.isEmpty()) {
            URI uri = URI.create(site);
            if (uri.getHost() == null || uri.getRawQuery() != null) {
                throw new IllegalArgumentException("raceway.mail.site is no address such as https://brain.example.com");
            }
            site = site.replaceAll("/+$", "");
        }
    }

    /** Whether mails are sent. */
    boolean on() {
        return !host.isBlank();
    }

    /** The part behind the sender's @. */
    String domain() {
        return sender.substring(sender.indexOf('@') + 1);
    }

    /** The whole address of a path of this installation; empty where its site is not known. */
    String address(String path) {
        return site.isEmpty() ? "" : site + path;
    }

    /** How the connection is kept from others' eyes. */
    enum Protection {
        /** TLS after a greeting in clear; required. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS,
        /** Not at all: for a server on the same machine. */
        NONE
    }
}
