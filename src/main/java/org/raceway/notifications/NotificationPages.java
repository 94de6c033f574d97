package org.raceway.notifications;

import org.raceway.access.Permission;
import org.raceway.notifications.NoticeKind.Mail;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room itself tells people. */
@Configuration(proxyBeanMethods = false)
class NotificationPages {
    /** A webhook has not taken a message for as long as it is tried. Arguments: its name, what it said last. */
    static final String WEBHOOK_FAILED = "notifications.webhook-failed";
    /** E-mails could not be delivered. Arguments: how many since yesterday, what the server said last. */
    static final String MAIL_FAILED = "notifications.mail-failed";

    @Bean
    NoticeKinds notificationsNotices() {
        return NoticeKinds.of(
                NoticeKind.of(WEBHOOK_FAILED, Mail.NOW, Permission.NOTIFICATIONS_CONFIGURE),
                NoticeKind.of(MAIL_FAILED, Mail.OFF, Permission.NOTIFICATIONS_CONFIGURE));
    }
}
