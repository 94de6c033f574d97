package org.raceway.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Isolation;
import org.raceway.access.Permission;
import org.raceway.access.RowCondition;
import org.raceway.audit.AuditActor;
import org.raceway.audit.AuditEntry;
import org.raceway.audit.AuditTrail;
import org.raceway.notifications.NoticeArgument;
import org.raceway.people.AccountPrincipal.Name;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** One-time links into an enterprise, or into the operator's staff. */
@Component
class Invitations {
    static final Duration LIFETIME = Duration.ofDays(7);
    /** Open invitations of one enterprise. */
    static final int MOST = 500;

    private static final RowCondition.Columns ROWS =
            new RowCondition.Columns("invitation.enterprise", "invitation.department", "invitation.created_by");
    private static final String SELECT = """
            select invitation.id, invitation.enterprise, invitation.name, invitation.email, invitation.phone,
                   invitation.roles, invitation.department, department.name as department_name, invitation.created_by,
                   inviter.display_name as inviter_name, inviter.english_name as inviter_english_name,
                   invitation.created_at, invitation.expires_at, enterprise.name as enterprise_name,
                   enterprise.english_name as enterprise_english_name
            from invitation
                 join account inviter on inviter.id = invitation.created_by
                 left join enterprise on enterprise.id = invitation.enterprise
                 left join department on department.id = invitation.department
            where invitation.accepted_at is null and invitation.revoked_at is null and invitation.expires_at > :now and
            """;

    private final JdbcClient database;
    private final JdbcClient everybody;
    private final RoleReader roles;
    private final RoleReader everybodysRoles;
    private final Members members;
    private final AccountChanges changes;
    private final LinkMail mail;
    private final PeopleLog log;
    private final AuditTrail trail;
    private final Isolation isolation;
    private final TransactionTemplate transaction;
    private final TimeOrderedIds ids;
    private final Clock clock;

    Invitations(
            JdbcClient database,
            WholeDatabase whole,
            Members members,
            AccountChanges changes,
            LinkMail mail,
            PeopleLog log,
            AuditTrail trail,
            Isolation isolation,
            PlatformTransactionManager transactions,
            TimeOrderedIds ids,
            Clock clock) {
        this.database = database;
        this.everybody = whole.client();
        this.roles = new RoleReader(database);
        this.everybodysRoles = new RoleReader(everybody);
        this.members = members;
        this.changes = changes;
        this.mail = mail;
        this.log = log;
        this.trail = trail;
        this.isolation = isolation;
        this.transaction = new TransactionTemplate(transactions);
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * An invitation as it is asked for.
     *
     * @param email where to send the link; absent for who gets it shown
     */
    record Draft(
            String name,
            @Nullable String email,
            @Nullable String phone,
            Collection<String> roles,
            @Nullable UUID department) {
        Draft {
            roles = List.copyOf(roles);
        }
    }

    /** An open invitation. */
    record Open(
            UUID id,
            @Nullable UUID enterprise,
            @Nullable Name enterpriseName,
            String name,
            @Nullable String email,
            @Nullable String phone,
            List<RoleReader.Held> roles,
            @Nullable UUID department,
            @Nullable String departmentName,
            UUID createdBy,
            Name inviter,
            Instant createdAt,
            Instant expiresAt) {
        Open {
            roles = List.copyOf(roles);
        }
    }

    /**
     * A new invitation, or one that was made again, with the only copy of its secret.
     *
     * @param email of the invited; absent where it is not known
     * @param mailed whether a mail with the link is on its way there
     */
    record Issued(
            UUID id,
            String token,
            Instant expiresAt,
            @Nullable String email,
            boolean mailed) {}

    /** Invites somebody with no more than the caller holds. */
    @Transactional
    Issued invite(Caller caller, Draft draft) {
        String name = Contacts.name(draft.name());
        String email = draft.email() == null ? null : Contacts.email(draft.email());
        String phone = draft.phone() == null ? null : Contacts.phone(draft.phone());
        List<RoleReader.Held> given = members.chosen(caller, draft.roles());
        requireInviter(caller, given);
        Holdings.requireGivable(caller, given);
        members.requireDepartment(caller, draft.department());
        if (list(caller).size() >= MOST) {
            throw new ProblemException(PeopleProblem.TOO_MANY, MOST);
        }
        UUID id = ids.next();
        String token = Secrets.next();
        Instant now = clock.instant();
        Instant expires = now.plus(LIFETIME);
        database.sql("""
                        insert into invitation (id, enterprise, email, phone, name, roles, department, token_hash, created_by,
                                                created_at, expires_at)
                        values (:id, :enterprise, :email, :phone, :name, :roles, :department, :hash, :me, :now, :expires)
                        """)
                .param("id", id)
                .param("enterprise", caller.enterprise(), Types.OTHER)
                .param("email", email)
                .param("phone", phone)
                .param("name", name)
                .param("roles", Members.codes(given).toArray(String[]::new))
                .param("department", draft.department(), Types.OTHER)
                .param("hash", Secrets.digestOf(token))
                .param("me", caller.accountId())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .update();
        log.record(AuditEntry.done("people.invite", "invitation", id)
                .about(caller.enterprise())
                .with("roles", String.join(",", Members.codes(given)))
                .with("department", draft.department()));
        if (email != null) {
            accountOf(email)
                    .ifPresent(account ->
                            log.tell(account, "people.invited", "/me", members.enterpriseName(caller.enterprise())));
        }
        return issued(caller.enterprise(), id, name, email, token, expires);
    }

    /** Another link for the same invitation, for seven more days; the one before is void. */
    @Transactional
    Issued renew(Caller caller, UUID id) {
        Open open = own(caller, id);
        Holdings.requireGivable(caller, open.roles());
        String token = Secrets.next();
        Instant expires = clock.instant().plus(LIFETIME);
        database.sql("update invitation set token_hash = ?, expires_at = ? where id = ?")
                .params(Secrets.digestOf(token), expires.atOffset(ZoneOffset.UTC), id)
                .update();
        log.record(AuditEntry.done("people.renew-invitation", "invitation", id).about(open.enterprise()));
        return issued(open.enterprise(), id, open.name(), open.email(), token, expires);
    }

    private Issued issued(
            @Nullable UUID enterprise, UUID id, String name, @Nullable String email, String token, Instant expires) {
        return new Issued(
                id,
                token,
                expires,
                email,
                email != null && mail.invite(email, name, members.enterpriseName(enterprise), token, expires));
    }

    /** Takes an invitation back. */
    @Transactional
    void revoke(Caller caller, UUID id) {
        Open open = own(caller, id);
        database.sql("update invitation set revoked_at = ? where id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), id)
                .update();
        log.record(AuditEntry.done("people.revoke-invitation", "invitation", id).about(open.enterprise()));
    }

    /** The open invitations that the caller reaches, the newest first. */
    List<Open> list(Caller caller) {
        Permission by = caller.may(Permission.PEOPLE_INVITE) ? Permission.PEOPLE_INVITE : Permission.AUDITORS_APPOINT;
        RowCondition reach = RowCondition.of(caller, by, ROWS);
        List<Object> values = new ArrayList<>();
        values.add(now());
        values.addAll(reach.values());
        String sql = SELECT.replace(":now", "?") + reach.sql()
                + (caller.enterprise() == null ? " and invitation.enterprise is null" : "")
                + (by == Permission.AUDITORS_APPOINT ? " and 'AUDITOR' = any(invitation.roles)" : "")
                + " order by invitation.created_at desc limit " + MOST;
        return database.sql(sql)
                .params(values)
                .query((row, index) -> read(row, roles))
                .list();
    }

    /** The open invitation that this secret opens. */
    Optional<Open> byToken(String token) {
        return everybody
                .sql(SELECT + "invitation.token_hash = :hash")
                .param("now", now())
                .param("hash", Secrets.digestOf(token))
                .query((row, index) -> read(row, everybodysRoles))
                .optional();
    }

    /** Open invitations to the confirmed e-mail address of this account: no secret is needed, the sign-in shows who it is. */
    List<Open> addressedTo(UUID account) {
        return everybody
                .sql(SELECT + """
                        lower(invitation.email) = (select lower(email) from account
                                                   where id = :account and email_confirmed_at is not null)
                        order by invitation.created_at desc limit 20
                        """)
                .param("now", now())
                .param("account", account)
                .query((row, index) -> read(row, everybodysRoles))
                .list();
    }

    /**
     * Makes the account a member, once.
     *
     * @return the membership
     */
    UUID accept(Open invitation, UUID account) {
        UUID enterprise = invitation.enterprise();
        return enterprise == null
                ? isolation.everywhere(() -> accepted(invitation, account))
                : isolation.as(enterprise, () -> accepted(invitation, account));
    }

    private UUID accepted(Open invitation, UUID account) {
        UUID membership = transaction.execute(status -> {
            int taken = database.sql("""
                            update invitation set accepted_by = :account, accepted_at = :now
                            where id = :id and accepted_at is null and revoked_at is null and expires_at > :now
                            """)
                    .param("account", account)
                    .param("now", now())
                    .param("id", invitation.id())
                    .update();
            if (taken == 0) {
                throw new ProblemException(PeopleProblem.NO_SUCH_INVITATION);
            }
            if (invitation.enterprise() == null) {
                // Who has signed up and belongs to nothing has no enterprise either: one row becomes the other.
                database.sql(
                                "delete from membership where account = ? and enterprise is null and roles = '{APPLICANT}'")
                        .param(account)
                        .update();
            }
            UUID id = ids.next();
            try {
                database.sql("""
                                insert into membership (id, account, enterprise, department, roles, created_at, last_used_at)
                                values (:id, :account, :enterprise, :department, :roles, :now, :now)
                                """)
                        .param("id", id)
                        .param("account", account)
                        .param("enterprise", invitation.enterprise(), Types.OTHER)
                        .param("department", invitation.department(), Types.OTHER)
                        .param("roles", Members.codes(invitation.roles()).toArray(String[]::new))
                        .param("now", now())
                        .update();
            } catch (DuplicateKeyException e) {
                throw new ProblemException(e, PeopleProblem.ALREADY_MEMBER);
            }
            changes.changed(account);
            trail.recordAs(
                    AuditActor.account(account, invitation.enterprise()).fromCurrentRequest(),
                    AuditEntry.done("people.accept-invitation", "invitation", invitation.id())
                            .about(invitation.enterprise())
                            .with("membership", id)
                            .with("invitedBy", invitation.createdBy())
                            .with("roles", String.join(",", Members.codes(invitation.roles()))));
            log.tell(
                    List.of(invitation.createdBy()),
                    invitation.enterprise(),
                    "people.accepted",
                    "/people/" + id,
                    NoticeArgument.of(invitation.name()));
            return id;
        });
        return java.util.Objects.requireNonNull(membership);
    }

    private Open own(Caller caller, UUID id) {
        return list(caller).stream()
                .filter(open -> open.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(PeopleProblem.NO_SUCH_INVITATION));
    }

    private static void requireInviter(Caller caller, List<RoleReader.Held> given) {
        if (!caller.may(Permission.PEOPLE_INVITE) && given.stream().anyMatch(role -> role.builtIn() != Role.AUDITOR)) {
            throw new ProblemException(PeopleProblem.AUDITOR_ALONE);
        }
    }

    private Optional<UUID> accountOf(String email) {
        return database.sql("select id from account where lower(email) = lower(?) and email_confirmed_at is not null")
                .param(email)
                .query(UUID.class)
                .optional();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Open read(ResultSet row, RoleReader roles) throws SQLException {
        String enterprise = row.getString("enterprise_name");
        return new Open(
                row.getObject("id", UUID.class),
                row.getObject("enterprise", UUID.class),
                enterprise == null ? null : new Name(enterprise, row.getString("enterprise_english_name")),
                row.getString("name"),
                row.getString("email"),
                row.getString("phone"),
                roles.read(RoleReader.words(row.getArray("roles"))),
                row.getObject("department", UUID.class),
                row.getString("department_name"),
                row.getObject("created_by", UUID.class),
                new Name(row.getString("inviter_name"), row.getString("inviter_english_name")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
