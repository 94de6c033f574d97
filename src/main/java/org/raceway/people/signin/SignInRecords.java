package org.raceway.people.signin;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.audit.AuditActor;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.notifications.Audience;
import org.raceway.notifications.Notice;
import org.raceway.notifications.NoticeArgument;
import org.raceway.notifications.NoticeKind;
import org.raceway.notifications.NoticeKinds;
import org.raceway.notifications.Notifications;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes what happens at the door into the audit trail, and tells the person what they may not have done themselves. */
@Component
class SignInRecords {
    private static final String ACCOUNT = "account";
    private static final String PAGE = "/me/security";

    private final AuditTrail trail;
    private final Notifications notifications;
    private final TransactionTemplate transactions;

    SignInRecords(AuditTrail trail, Notifications notifications, PlatformTransactionManager transactions) {
        this.trail = trail;
        this.notifications = notifications;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Bean
    static NoticeKinds signInNotices() {
        return NoticeKinds.of(
                NoticeKind.of("people.new-device", NoticeKind.Mail.NOW),
                NoticeKind.of("people.paused", NoticeKind.Mail.NOW),
                NoticeKind.of("people.password-changed", NoticeKind.Mail.NOW),
                NoticeKind.of("people.password-link", NoticeKind.Mail.NOW),
                NoticeKind.of("people.readmitted", NoticeKind.Mail.NOW),
                NoticeKind.of("people.way-added", NoticeKind.Mail.NOW),
                NoticeKind.of("people.way-removed", NoticeKind.Mail.NOW),
                NoticeKind.of("people.recovery-code-used", NoticeKind.Mail.NOW),
                NoticeKind.of("people.device-stolen", NoticeKind.Mail.NOW));
    }

    @EventListener
    void record(SignInEvent event) {
        transactions.executeWithoutResult(status -> {
            UUID account = event.account();
            switch (event) {
                case SignInEvent.SignedIn in -> {
                    trail.recordAs(
                            AuditActor.account(account, in.enterprise()).fromCurrentRequest(),
                            done("people.sign-in", account)
                                    .about(in.enterprise())
                                    .with("way", in.way())
                                    .with("provider", in.provider())
                                    .with("newDevice", in.newDevice()));
                    if (in.newDevice()) {
                        tell(
                                account,
                                "people.new-device",
                                NoticeArgument.of(DeviceNames.of(in.origin().device())),
                                NoticeArgument.of(in.origin().address()));
                    }
                }
                case SignInEvent.SignInRefused refused ->
                    trail.recordAs(
                            new AuditActor(AuditActor.Kind.ANONYMOUS, null, null, null, null, null, null)
                                    .fromCurrentRequest(),
                            AuditEntry.refused("people.sign-in", ACCOUNT, account)
                                    .with("way", refused.way())
                                    .with("reason", refused.reason()));
                case SignInEvent.AccountPaused paused ->
                    tell(
                            account,
                            "people.paused",
                            NoticeArgument.of(paused.origin().address()),
                            NoticeArgument.at(paused.until()));
                case SignInEvent.DeviceStolen stolen -> {
                    as(
                            account,
                            account,
                            done("people.phones-forgotten", account).with("reason", "copied"));
                    tell(
                            account,
                            "people.device-stolen",
                            NoticeArgument.of(stolen.origin().address()));
                }
                case SignInEvent.PasswordChanged changed -> {
                    as(
                            account,
                            changed.by(),
                            done("people.change-password", account).with("byLink", changed.byLink()));
                    tell(account, "people.password-changed");
                }
                case SignInEvent.PasswordLinkMade made -> {
                    as(account, made.by(), done("people.make-password-link", account));
                    if (made.by() != null) {
                        tell(account, "people.password-link");
                    }
                }
                case SignInEvent.AccountOpened opened -> as(account, opened.by(), done("people.end-pause", account));
                case SignInEvent.AccountSuspended suspended ->
                    as(
                            account,
                            suspended.by(),
                            done("people.suspend-account", account)
                                    .with("reason", suspended.reason())
                                    .with("sessions", suspended.sessions()));
                case SignInEvent.AccountReadmitted readmitted -> {
                    as(
                            account,
                            readmitted.by(),
                            done("people.readmit-account", account).with("reason", readmitted.reason()));
                    tell(account, "people.readmitted");
                }
                case SignInEvent.WayAdded added -> {
                    as(
                            account,
                            account,
                            done("people.add-way-in", account)
                                    .with("way", added.way())
                                    .with("provider", added.way() == Way.PROVIDER ? added.label() : null));
                    tell(account, "people.way-added", word(added.way()));
                }
                case SignInEvent.WayRemoved removed -> {
                    as(
                            account,
                            removed.by(),
                            done("people.remove-way-in", account)
                                    .with("way", removed.way())
                                    .with("provider", removed.way() == Way.PROVIDER ? removed.label() : null));
                    tell(account, "people.way-removed", word(removed.way()));
                }
                case SignInEvent.RecoveryCodeUsed used ->
                    tell(account, "people.recovery-code-used", NoticeArgument.of(String.valueOf(used.left())));
                case SignInEvent.SessionsEnded ended ->
                    as(account, account, done("people.end-sessions", account).with("sessions", ended.sessions()));
            }
        });
    }

    private static AuditEntry done(String action, UUID account) {
        return AuditEntry.done(action, ACCOUNT, account);
    }

    private void as(UUID account, @Nullable UUID by, AuditEntry entry) {
        trail.recordAs(AuditActor.account(by == null ? account : by, null).fromCurrentRequest(), entry);
    }

    private void tell(UUID account, String kind, NoticeArgument... arguments) {
        notifications.send(Notice.of(kind, Audience.person(account), PAGE).with(arguments));
    }

    private static NoticeArgument word(Way way) {
        return NoticeArgument.worded("signin.way." + way.name());
    }
}
