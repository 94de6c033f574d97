package org.raceway.scans;

import java.util.UUID;
import org.raceway.access.Permission;
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

/** Tells makers. All in the transaction of the step. */
@Component
final class ScanNotices {
    private final Notifications notifications;

    ScanNotices(Notifications notifications) {
        this.notifications = notifications;
    }

    /** Some findings are new: one notice and one to-do, however many. */
    void found(UUID maker, int count) {
        notifications.send(
                Notice.of("scans.found", Audience.holders(maker, Permission.SCANS_HANDLE), "/scans?state=open")
                        .with(NoticeArgument.of(Integer.toString(count)))
                        .asTask(findings(maker)));
    }

    void allDecided(UUID maker) {
        notifications.done(findings(maker));
    }

    /** A buyer has written; to the operator where nobody here holds the prefix. */
    void reported(Report report) {
        UUID maker = report.maker();
        Audience audience = maker == null
                ? Audience.operator(Permission.SCANS_HANDLE)
                : Audience.holders(maker, Permission.SCANS_HANDLE);
        notifications.send(Notice.of("scans.reported", audience, "/scans/reports/" + report.id())
                .with(NoticeArgument.of(report.number()), NoticeArgument.of(Codes.shown(report.code())))
                .asTask(report(report)));
    }

    void answered(Report report) {
        notifications.done(report(report));
    }

    private static String findings(UUID maker) {
        return "scans:findings:" + maker;
    }

    private static String report(Report report) {
        return "scans:report:" + report.id();
    }

    @Configuration(proxyBeanMethods = false)
    static class Kinds {

        @Bean
        NoticeKinds scansNotices() {
            return NoticeKinds.of(
                    NoticeKind.of("scans.found", Mail.DIGEST, Permission.SCANS_HANDLE),
                    NoticeKind.of("scans.reported", Mail.DIGEST, Permission.SCANS_HANDLE));
        }
    }
}
