package org.raceway.recalls;

import java.util.UUID;
import org.raceway.access.Permission;
import org.raceway.enterprises.Enterprises;
import org.raceway.notifications.Audience;
import org.raceway.notifications.Notice;
import org.raceway.notifications.NoticeArgument;
import org.raceway.notifications.NoticeKind;
import org.raceway.notifications.NoticeKind.Mail;
import org.raceway.notifications.NoticeKinds;
import org.raceway.notifications.Notifications;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Tells affected enterprises. All in the transaction of the step. */
@Component
final class RecallNotices {
    private final Notifications notifications;
    private final Enterprises enterprises;

    RecallNotices(Notifications notifications, Enterprises enterprises) {
        this.notifications = notifications;
        this.enterprises = enterprises;
    }

    void opened(Recall recall, UUID holder, long entries) {
        notifications.send(
                notice("recalls.opened", recall, holder, Long.toString(entries)).asTask(task(recall, holder)));
    }

    void further(Recall recall, UUID holder, long entries) {
        notifications.send(notice("recalls.further", recall, holder, Long.toString(entries))
                .asTask(task(recall, holder)));
    }

    void reminded(Recall recall, UUID holder) {
        notifications.send(notice("recalls.reminded", recall, holder, "").asTask(task(recall, holder)));
    }

    void settled(Recall recall, UUID holder) {
        notifications.done(task(recall, holder));
    }

    void closed(Recall recall, UUID holder) {
        notifications.done(task(recall, holder));
        notifications.send(notice("recalls.closed", recall, holder, ""));
    }

    void cancelled(Recall recall, UUID holder, String why) {
        notifications.done(task(recall, holder));
        notifications.send(notice("recalls.cancelled", recall, holder, why));
    }

    /** To the operator: the holder is in the registry no more. */
    void notRegistered(Recall recall, UUID holder, long entries) {
        notifications.send(Notice.of(
                        "recalls.notRegistered",
                        Audience.operator(Permission.RECALLS_HANDLE),
                        "/recalls/" + recall.id())
                .with(
                        name(recall.initiator()),
                        NoticeArgument.of(recall.title()),
                        NoticeArgument.of(recall.number()),
                        NoticeArgument.of(Long.toString(entries)),
                        name(holder)));
    }

    private static String task(Recall recall, UUID holder) {
        return "recall:" + recall.id() + ":" + holder;
    }

    private Notice notice(String kind, Recall recall, UUID holder, String more) {
        return Notice.of(kind, Audience.holders(holder, Permission.RECALLS_HANDLE), "/recalls/" + recall.id())
                .with(
                        name(recall.initiator()),
                        NoticeArgument.of(recall.title()),
                        NoticeArgument.of(recall.number()),
                        NoticeArgument.of(more),
                        NoticeArgument.of(recall.advice()),
                        NoticeArgument.of(recall.dueOn().toString()));
    }

    private NoticeArgument name(UUID enterprise) {
        return enterprises
                .byId(enterprise)
                .map(named -> NoticeArgument.names(named.name(), named.englishName()))
                .orElseGet(() -> NoticeArgument.of("?"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Kinds {

        @Bean
        NoticeKinds recallsNotices() {
            return NoticeKinds.of(
                    NoticeKind.of("recalls.opened", Mail.NOW, Permission.RECALLS_HANDLE),
                    NoticeKind.of("recalls.further", Mail.NOW, Permission.RECALLS_HANDLE),
                    NoticeKind.of("recalls.reminded", Mail.NOW, Permission.RECALLS_HANDLE),
                    NoticeKind.of("recalls.closed", Mail.DIGEST, Permission.RECALLS_HANDLE),
                    NoticeKind.of("recalls.cancelled", Mail.NOW, Permission.RECALLS_HANDLE),
                    NoticeKind.of("recalls.notRegistered", Mail.NOW, Permission.RECALLS_HANDLE));
        }
    }
}
