package org.raceway.notifications;

import java.util.List;
import java.util.Set;
import org.raceway.access.Permission;
import org.raceway.access.SignedInCaller;
import org.raceway.notifications.NoticeKind.Mail;
import org.raceway.platform.Figure;
import org.raceway.platform.Room;
import org.raceway.platform.Section;
import org.raceway.platform.StartPart;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Visitor;
import org.raceway.platform.Waiting;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What this room itself tells people. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MailSettings.class, DeliverySettings.class})
class NotificationPages {
    private static final int MOST_ON_START_PAGE = 5;

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

    @Bean
    Room tasksRoom() {
        return new Room("/tasks", "tasks.room", "tasks", Section.TODAY, 20, Set.of(), true);
    }

    @Bean
    Room inboxRoom() {
        return new Room("/inbox", "inbox.room", "bell", Section.TODAY, 30, Set.of(), false);
    }

    @Bean
    Room webhooksRoom() {
        return new Room(
                "/webhooks",
                "webhooks.room",
                "webhook",
                Section.SYSTEM,
                20,
                Set.of(Permission.NOTIFICATIONS_CONFIGURE.code()),
                false);
    }

    @Bean
    Waiting.Source waiting(Inbox inbox) {
        return visitor ->
                visitor instanceof SignedInCaller signedIn ? inbox.waiting(signedIn.caller()) : new Waiting(0, 0);
    }

    @Bean
    @Order(0)
    StartPart notificationsStartPart(Inbox inbox) {
        return new StartPart() {
            @Override
            public List<Figure> figures(Visitor visitor, Texts texts) {
                return List.of();
            }

            @Override
            public List<ToDo> toDo(Visitor visitor, Texts texts) {
                return visitor instanceof SignedInCaller signedIn
                        ? inbox.tasks(signedIn.caller(), MOST_ON_START_PAGE).stream()
                                .map(task -> new ToDo(
                                        Times.minute(task.since()), task.text().title(texts), task.link()))
                                .toList()
                        : List.of();
            }
        };
    }
}
