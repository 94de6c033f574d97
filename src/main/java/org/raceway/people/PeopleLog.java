package org.raceway.people;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.CurrentCaller;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.notifications.Audience;
import org.raceway.notifications.Notice;
import org.raceway.notifications.NoticeArgument;
import org.raceway.notifications.Notifications;
import org.springframework.stereotype.Component;

/** Writes down what was changed, and tells who it concerns. */
@Component
class PeopleLog {
    private final AuditTrail trail;
    private final Notifications notifications;
    private final CurrentCaller callers;

    PeopleLog(AuditTrail trail, Notifications notifications, CurrentCaller callers) {
        this.trail = trail;
        this.notifications = notifications;
        this.callers = callers;
    }

    /** Writes it into the audit trail. */
    void record(AuditEntry entry) {
        trail.record(entry);
    }

    /** Tells one person about themselves. */
    void tell(UUID account, String kind, String link, NoticeArgument... arguments) {
        notifications.send(Notice.of(kind, Audience.person(account), link)
                .with(arguments)
                .except(callers.find().map(caller -> caller.accountId()).orElse(null)));
    }

    /** Tells people about an enterprise of theirs. */
    void tell(
            Collection<UUID> accounts,
            @Nullable UUID enterprise,
            String kind,
            String link,
            NoticeArgument... arguments) {
        if (!accounts.isEmpty()) {
            notifications.send(new Notice(
                    kind,
                    java.util.List.of(arguments),
                    new Audience.People(Set.copyOf(accounts), enterprise),
                    link,
                    null,
                    callers.find().map(caller -> caller.accountId()).orElse(null)));
        }
    }

    /** The enterprise's name for a notice. */
    static NoticeArgument name(AccountPrincipal.@Nullable Name enterprise) {
        return enterprise == null
                ? NoticeArgument.worded("shell.operatorStaff")
                : NoticeArgument.names(enterprise.chinese(), enterprise.english());
    }
}
