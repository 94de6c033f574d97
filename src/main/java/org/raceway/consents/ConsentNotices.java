package org.raceway.consents;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
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

/** Tells the other side of each step, and both sides of what comes by itself. */
@Component
final class ConsentNotices {
    private final Notifications notifications;
    private final Enterprises enterprises;

    ConsentNotices(Notifications notifications, Enterprises enterprises) {
        this.notifications = notifications;
        this.enterprises = enterprises;
    }

    /** In the transaction of the step. */
    void step(Consent consent, ConsentPurpose purpose, ConsentAction action, String reason, @Nullable Caller by) {
        switch (action) {
            case REQUESTED ->
                notifications.send(toGranter("consents.requested", consent, purpose, reason)
                        .asTask(task(consent))
                        .except(by == null ? null : by.accountId()));
            case GRANTED -> {
                notifications.done(task(consent));
                notifications.send(toReader("consents.granted", consent, purpose, reason));
            }
            case REFUSED -> {
                notifications.done(task(consent));
                notifications.send(toReader("consents.refused", consent, purpose, reason));
            }
            case WITHDRAWN -> {
                notifications.done(task(consent));
                notifications.send(toGranter("consents.withdrawn", consent, purpose, reason));
            }
            case REVOKED -> notifications.send(toReader("consents.revoked", consent, purpose, reason));
            case EXPIRED -> {
                notifications.done(task(consent));
                notifications.send(toGranter("consents.expired", consent, purpose, reason));
                notifications.send(toReader("consents.expired", consent, purpose, reason));
            }
        }
    }

    /** That the end is near. */
    void expiring(Consent consent, ConsentPurpose purpose) {
        notifications.send(toGranter("consents.expiring", consent, purpose, ""));
        notifications.send(toReader("consents.expiring", consent, purpose, ""));
    }

    /** To the side that stays, that the other has left the cluster. */
    void left(Consent consent, ConsentPurpose purpose, UUID gone) {
        over(consent.id());
        notifications.send(
                consent.granter().equals(gone)
                        ? toReader("consents.left", consent, purpose, "")
                        : toGranter("consents.left", consent, purpose, ""));
    }

    /** That nobody has to decide about it any more. */
    void over(UUID consent) {
        notifications.done(task(consent));
    }

    private static String task(Consent consent) {
        return task(consent.id());
    }

    private static String task(UUID consent) {
        return "consent:" + consent;
    }

    private Notice toGranter(String kind, Consent consent, ConsentPurpose purpose, String reason) {
        return notice(kind, consent, purpose, reason, consent.reader(), consent.granter(), Permission.CONSENTS_GRANT);
    }

    private Notice toReader(String kind, Consent consent, ConsentPurpose purpose, String reason) {
        return notice(kind, consent, purpose, reason, consent.granter(), consent.reader(), Permission.CONSENTS_REQUEST);
    }

    private Notice notice(
            String kind,
            Consent consent,
            ConsentPurpose purpose,
            String reason,
            UUID other,
            UUID told,
            Permission permission) {
        String reference = " " + consent.purpose().reference();
        return Notice.of(kind, Audience.holders(told, permission), "/consents/" + consent.id())
                .with(
                        enterprises
                                .byId(other)
                                .map(named -> NoticeArgument.names(named.name(), named.englishName()))
                                .orElseGet(() -> NoticeArgument.of("?")),
                        NoticeArgument.names(purpose.name() + reference, purpose.englishName() + reference),
                        NoticeArgument.of(consent.terms().lastDay().toString()),
                        reason.isEmpty() ? NoticeArgument.worded("consents.noReason") : NoticeArgument.of(reason));
    }

    @Configuration(proxyBeanMethods = false)
    static class Kinds {

        @Bean
        NoticeKinds consentsNotices() {
            return NoticeKinds.of(
                    NoticeKind.of("consents.requested", Mail.NOW, Permission.CONSENTS_GRANT),
                    NoticeKind.of("consents.granted", Mail.NOW, Permission.CONSENTS_REQUEST),
                    NoticeKind.of("consents.refused", Mail.NOW, Permission.CONSENTS_REQUEST),
                    NoticeKind.of("consents.withdrawn", Mail.OFF, Permission.CONSENTS_GRANT),
                    NoticeKind.of("consents.revoked", Mail.NOW, Permission.CONSENTS_REQUEST),
                    NoticeKind.of("consents.left", Mail.NOW, Permission.CONSENTS_GRANT, Permission.CONSENTS_REQUEST),
                    NoticeKind.of(
                            "consents.expired", Mail.DIGEST, Permission.CONSENTS_GRANT, Permission.CONSENTS_REQUEST),
                    NoticeKind.of(
                            "consents.expiring", Mail.DIGEST, Permission.CONSENTS_GRANT, Permission.CONSENTS_REQUEST));
        }
    }
}
