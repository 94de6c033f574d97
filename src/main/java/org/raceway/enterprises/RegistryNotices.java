package org.raceway.enterprises;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Permission;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.notifications.Audience;
import org.raceway.notifications.Notice;
import org.raceway.notifications.NoticeArgument;
import org.raceway.notifications.Notifications;
import org.springframework.stereotype.Component;

/** Tells people, and the audit trail, what happens in the registry. Everything within the transaction that does it. */
@Component
class RegistryNotices {
    private final AuditTrail audit;
    private final Notifications notifications;

    RegistryNotices(AuditTrail audit, Notifications notifications) {
        this.audit = audit;
        this.notifications = notifications;
    }

    /** An application, as it was before the action. */
    void about(
            Application application,
            ApplicationAction action,
            String reason,
            Actor actor,
            Reviewers.@Nullable Reviewer to) {
        audit.record(AuditEntry.done(
                        "enterprises." + action.name().toLowerCase(Locale.ROOT), "application", application.id())
                .about(application.enterprise())
                .with("uscc", application.form().uscc())
                .with("purpose", application.purpose())
                .with("reason", reason.isEmpty() ? null : reason)
                .with("reviewer", to == null ? null : to.account()));
        EnterpriseForm form = application.form();
        NoticeArgument name =
                NoticeArgument.names(form.name(), form.englishName().isEmpty() ? form.name() : form.englishName());
        NoticeArgument uscc = NoticeArgument.of(form.uscc());
        String review = "/applications/" + application.id();
        String own = "/registration/" + application.id();
        String reviewTask = "enterprises.review:" + application.id();
        String mendTask = "enterprises.mend:" + application.id();
        Audience applicant = application.purpose() == Application.Purpose.CHANGE && application.enterprise() != null
                ? Audience.people(List.of(application.applicant()), application.enterprise())
                : Audience.person(application.applicant());
        UUID reviewer = application.state() instanceof ApplicationState.InReview inReview ? inReview.reviewer() : null;
        Audience reviewing = reviewer == null
                ? Audience.operator(Permission.ENTERPRISES_REVIEW)
                : Audience.people(List.of(reviewer), null);
        switch (action) {
            case SUBMIT -> {
                notifications.done(mendTask);
                notifications.send(
                        Notice.of("enterprises.submitted", Audience.operator(Permission.ENTERPRISES_REVIEW), review)
                                .with(name, uscc)
                                .asTask(reviewTask)
                                .except(actor.account()));
            }
            case TRANSFER -> {
                if (to != null) {
                    notifications.send(
                            Notice.of("enterprises.transferred", Audience.people(List.of(to.account()), null), review)
                                    .with(name, uscc, NoticeArgument.names(actor.name(), actor.englishName()))
                                    .asTask(reviewTask));
                }
            }
            case URGE ->
                notifications.send(Notice.of("enterprises.urged", reviewing, review)
                        .with(name, uscc)
                        .asTask(reviewTask)
                        .except(actor.account()));
            case APPROVE -> {
                notifications.done(reviewTask);
                notifications.send(
                        Notice.of("enterprises.approved", applicant, own).with(name, uscc));
            }
            case REJECT -> {
                notifications.done(reviewTask);
                notifications.send(Notice.of("enterprises.rejected", applicant, own)
                        .with(name, uscc, NoticeArgument.of(reason))
                        .asTask(mendTask));
            }
            case WITHDRAW -> {
                notifications.done(reviewTask);
                notifications.done(mendTask);
            }
        }
    }

    /** Facts of an enterprise that needed no review. */
    void changed(Profile profile, List<String> fields) {
        audit.record(AuditEntry.done("enterprises.change", "enterprise", profile.id())
                .about(profile.id())
                .with("fields", String.join(", ", fields)));
    }
}
