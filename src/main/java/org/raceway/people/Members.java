package org.raceway.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.RowCondition;
import org.raceway.audit.AuditEntry;
import org.raceway.notifications.NoticeArgument;
import org.raceway.people.AccountPrincipal.Name;
import org.raceway.platform.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The members of the caller's enterprise, or of the operator's staff: who they are, what they may, and the changes to that. */
@Component
class Members {
    /** Roles of one member; more are a sign that a role of one's own is wanted. */
    static final int MOST_ROLES = 10;

    static final String COLUMNS = """
            membership.id, membership.account, membership.enterprise, account.login, account.display_name,
            account.english_name, account.email, account.phone, membership.roles, membership.department,
            department.name as department_name, membership.status, account.status as account_status,
            membership.created_at, membership.last_used_at""";
    static final String TABLES = """
            membership
            join account on account.id = membership.account
            left join department on department.id = membership.department""";
    static final RowCondition.Columns ROWS =
            new RowCondition.Columns("membership.enterprise", "membership.department", "membership.account");

    private final JdbcClient database;
    private final RoleReader roles;
    private final AccountChanges changes;
    private final PeopleLog log;
    private final Clock clock;

    Members(JdbcClient database, AccountChanges changes, PeopleLog log, Clock clock) {
        this.database = database;
        this.roles = new RoleReader(database);
        this.changes = changes;
        this.log = log;
        this.clock = clock;
    }

    /** The members that the caller's {@code people.read} reaches; the operator's staff sees its own kind only. */
    static RowCondition reach(Caller caller) {
        if (caller.enterprise() != null) {
            return RowCondition.of(caller, Permission.PEOPLE_READ, ROWS);
        }
        String staff = "membership.enterprise is null and not 'APPLICANT' = any(membership.roles)";
        if (caller.may(Permission.PEOPLE_READ)) {
            RowCondition rows = RowCondition.of(caller, Permission.PEOPLE_READ, ROWS);
            return new RowCondition("(" + staff + " and " + rows.sql() + ")", rows.values());
        }
        return caller.may(Permission.AUDITORS_APPOINT)
                ? new RowCondition("(" + staff + " and 'AUDITOR' = any(membership.roles))", List.of())
                : new RowCondition("false", List.of());
    }

    /** A member that the caller sees. */
    Optional<Member> find(Caller caller, UUID id) {
        RowCondition reach = reach(caller);
        List<Object> values = new ArrayList<>(reach.values());
        values.add(id);
        return database
                .sql("select " + COLUMNS + " from " + TABLES + " where " + reach.sql() + " and membership.id = ?")
                .params(values)
                .query((row, index) -> Row.read(row))
                .list()
                .stream()
                .map(row -> row.member(roles.read(row.roles())))
                .findFirst();
    }

    /** All members that the caller sees, by name, at most {@code limit}. */
    List<Member> list(Caller caller, int offset, int limit) {
        RowCondition reach = reach(caller);
        List<Object> values = new ArrayList<>(reach.values());
        values.add(limit);
        values.add(offset);
        return members(database.sql("select " + COLUMNS + " from " + TABLES + " where " + reach.sql()
                        + " order by account.display_name, membership.id limit ? offset ?")
                .params(values)
                .query((row, index) -> Row.read(row))
                .list());
    }

    /** Active colleagues to whom the caller can lend something. */
    List<Member> colleagues(Caller caller) {
        return members(database.sql("select " + COLUMNS + " from " + TABLES + " where membership.enterprise"
                        + ours(caller.enterprise()) + " and membership.status = 'ACTIVE' and account.status = 'ACTIVE'"
                        + " and not 'APPLICANT' = any(membership.roles) and account.id <> :me"
                        + " order by account.display_name limit 1000")
                .param("enterprise", caller.enterprise())
                .param("me", caller.accountId())
                .query((row, index) -> Row.read(row))
                .list());
    }

    private List<Member> members(List<Row> rows) {
        Map<List<String>, List<RoleReader.Held>> read = new HashMap<>();
        return rows.stream()
                .map(row -> row.member(read.computeIfAbsent(row.roles(), roles::read)))
                .toList();
    }

    /**
     * Gives a member other roles and another department.
     *
     * @param codes names of built-in roles and ids of the enterprise's own
     */
    @Transactional
    void change(Caller caller, UUID id, Collection<String> codes, @Nullable UUID department) {
        Member before = changeable(caller, id);
        List<RoleReader.Held> after = chosen(caller, codes);
        requireDepartment(caller, department);
        boolean rolesChange = !codes(after).equals(codes(before.roles()));
        if (!rolesChange && Objects.equals(department, before.department())) {
            return;
        }
        if (rolesChange) {
            requireNotMe(caller, before);
            Holdings.requireGivable(caller, after);
            if (after.stream()
                    .noneMatch(role -> role.builtIn() != null && role.builtIn().answers())) {
                requireAnotherOwner(before);
            }
        }
        database.sql("update membership set roles = :roles, department = :department where id = :id")
                .param("roles", codes(after).toArray(String[]::new))
                .param("department", department)
                .param("id", id)
                .update();
        changed(before);
        log.record(AuditEntry.done("people.change-member", "membership", id)
                .about(before.enterprise())
                .with("account", before.account())
                .with("rolesBefore", String.join(",", codes(before.roles())))
                .with("rolesAfter", String.join(",", codes(after)))
                .with("departmentBefore", before.department())
                .with("departmentAfter", department));
        if (rolesChange) {
            log.tell(before.account(), "people.roles-changed", "/me", enterpriseName(before.enterprise()));
        }
    }

    /** Stops a member until {@link #resume}. */
    @Transactional
    void suspend(Caller caller, UUID id) {
        Member member = changeable(caller, id);
        requireNotMe(caller, member);
        if (member.status() == MembershipStatus.SUSPENDED) {
            return;
        }
        requireAnotherOwner(member);
        setStatus(member, MembershipStatus.SUSPENDED);
        log.record(AuditEntry.done("people.suspend-member", "membership", id)
                .about(member.enterprise())
                .with("account", member.account()));
        log.tell(member.account(), "people.suspended", "/me", enterpriseName(member.enterprise()));
    }

    /** Lets a suspended member in again. */
    @Transactional
    void resume(Caller caller, UUID id) {
        Member member = changeable(caller, id);
        if (member.status() == MembershipStatus.ACTIVE) {
            return;
        }
        setStatus(member, MembershipStatus.ACTIVE);
        log.record(AuditEntry.done("people.resume-member", "membership", id)
                .about(member.enterprise())
                .with("account", member.account()));
        log.tell(member.account(), "people.resumed", "/me", enterpriseName(member.enterprise()));
    }

    /** Ends a membership: a colleague's with {@code people.edit}. */
    @Transactional
    void end(Caller caller, UUID id) {
        Member member = changeable(caller, id);
        requireNotMe(caller, member);
        remove(member, "people.end-membership");
        log.tell(member.account(), "people.ended", "/me", enterpriseName(member.enterprise()));
    }

    /** Ends the caller's own membership of the enterprise that they act for. */
    @Transactional
    void leave(Caller caller) {
        Member me = me(caller).orElseThrow(() -> new ProblemException(PeopleProblem.NO_SUCH_MEMBER));
        remove(me, "people.leave");
    }

    /** The caller as a member; empty for who belongs to nothing, and for machines. */
    Optional<Member> me(Caller caller) {
        return members(database.sql("select " + COLUMNS + " from " + TABLES
                                + " where membership.account = :me and membership.enterprise"
                                + ours(caller.enterprise()))
                        .param("me", caller.accountId())
                        .param("enterprise", caller.enterprise())
                        .query((row, index) -> Row.read(row))
                        .list())
                .stream()
                .findFirst();
    }

    private void setStatus(Member member, MembershipStatus status) {
        database.sql("update membership set status = ? where id = ?")
                .params(status.name(), member.id())
                .update();
        changed(member);
    }

    private void remove(Member member, String action) {
        requireAnotherOwner(member);
        changed(member);
        database.sql("""
                        update delegation set ended_at = :now
                        where (giver = :account or receiver = :account) and ended_at is null
                              and delegation.enterprise$ours
                        """.replace("$ours", ours(member.enterprise())))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("account", member.account())
                .param("enterprise", member.enterprise())
                .update();
        database.sql("delete from membership where id = ?").param(member.id()).update();
        log.record(AuditEntry.done(action, "membership", member.id())
                .about(member.enterprise())
                .with("account", member.account())
                .with("rolesBefore", String.join(",", codes(member.roles()))));
    }

    /**
     * Chosen roles as they are.
     *
     * @throws ProblemException for one that is not there or none at all
     */
    List<RoleReader.Held> chosen(Caller caller, Collection<String> codes) {
        Set<String> once = new LinkedHashSet<>(codes);
        if (once.isEmpty()) {
            throw new ProblemException(PeopleProblem.NOTHING_CHOSEN);
        }
        if (once.size() > MOST_ROLES) {
            throw new ProblemException(PeopleProblem.TOO_MANY, MOST_ROLES);
        }
        List<RoleReader.Held> held;
        try {
            held = roles.read(once, caller.enterprise());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(e, PeopleProblem.NO_SUCH_ROLE);
        }
        if (held.size() != once.size()) {
            throw new ProblemException(PeopleProblem.NO_SUCH_ROLE);
        }
        return held;
    }

    /** Refuses a department of somebody else's. */
    void requireDepartment(Caller caller, @Nullable UUID department) {
        if (department != null
                && database.sql("select count(*) from department where id = :id and enterprise"
                                        + ours(caller.enterprise()))
                                .param("id", department)
                                .param("enterprise", caller.enterprise())
                                .query(Long.class)
                                .single()
                        == 0) {
            throw new ProblemException(PeopleProblem.NO_SUCH_DEPARTMENT);
        }
    }

    /** The names of a caller's enterprise, for notices. */
    NoticeArgument enterpriseName(@Nullable UUID enterprise) {
        return PeopleLog.name(
                enterprise == null
                        ? null
                        : database.sql("select name, english_name from enterprise where id = ?")
                                .param(enterprise)
                                .query((row, index) -> new Name(row.getString(1), row.getString(2)))
                                .single());
    }

    /** Whoever this member has lent something to, and the member: all read their permissions again. */
    private void changed(Member member) {
        changes.changed(member.account());
        database.sql("select receiver from delegation where giver = ? and ended_at is null")
                .param(member.account())
                .query(UUID.class)
                .list()
                .forEach(changes::changed);
    }

    private Member changeable(Caller caller, UUID id) {
        Member member = find(caller, id).orElseThrow(() -> new ProblemException(PeopleProblem.NO_SUCH_MEMBER));
        if (!caller.may(Permission.PEOPLE_EDIT) && !isAuditor(member)) {
            throw new ProblemException(PeopleProblem.NO_SUCH_MEMBER);
        }
        if (!RowCondition.reaches(
                        caller, Permission.PEOPLE_EDIT, member.enterprise(), member.department(), member.account())
                && !isAuditor(member)) {
            throw new ProblemException(PeopleProblem.NO_SUCH_MEMBER);
        }
        if (!caller.accountId().equals(member.account())) {
            Holdings.requireNotBelow(caller, member.roles());
        }
        return member;
    }

    /** Whether the caller may change this member; what exactly, the change itself says. */
    boolean isChangeable(Caller caller, Member member) {
        try {
            return changeable(caller, member.id()).id().equals(member.id());
        } catch (ProblemException refused) {
            return false;
        }
    }

    private static boolean isAuditor(Member member) {
        return member.enterprise() == null && member.roles().stream().anyMatch(role -> role.builtIn() == Role.AUDITOR);
    }

    private static void requireNotMe(Caller caller, Member member) {
        if (caller.accountId().equals(member.account())) {
            throw new ProblemException(PeopleProblem.OWN_MEMBERSHIP);
        }
    }

    /** Locks all memberships of the enterprise, so that two owners can't remove each other at the same moment. */
    private void requireAnotherOwner(Member member) {
        if (!member.isOwner() || member.status() == MembershipStatus.SUSPENDED) {
            return;
        }
        List<List<String>> others = database.sql("select id, roles, status from membership where enterprise"
                        + ours(member.enterprise()) + " order by id for update")
                .param("enterprise", member.enterprise())
                .query((row, index) -> row.getObject("id", UUID.class).equals(member.id())
                                || !row.getString("status").equals(MembershipStatus.ACTIVE.name())
                        ? List.<String>of()
                        : RoleReader.words(row.getArray("roles")))
                .list();
        boolean auditor = isAuditor(member);
        boolean another = others.stream()
                .flatMap(List::stream)
                .flatMap(code -> RoleReader.builtIn(code).stream())
                .anyMatch(role -> auditor ? role == Role.AUDITOR : role.answers() && role != Role.AUDITOR);
        if (!another) {
            throw new ProblemException(PeopleProblem.LAST_OWNER);
        }
    }

    static List<String> codes(Collection<RoleReader.Held> roles) {
        return roles.stream().map(RoleReader.Held::code).collect(Collectors.toList());
    }

    /** A comparison with the named parameter {@code enterprise}, which for the operator's staff is absent. */
    static String ours(@Nullable UUID enterprise) {
        return enterprise == null ? " is null" : " = :enterprise";
    }

    /** A member whose roles are still codes. */
    record Row(
            UUID id,
            UUID account,
            @Nullable UUID enterprise,
            String login,
            Name name,
            @Nullable String email,
            @Nullable String phone,
            List<String> roles,
            @Nullable UUID department,
            @Nullable String departmentName,
            MembershipStatus status,
            AccountStatus accountStatus,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime lastUsedAt) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getObject("id", UUID.class),
                    row.getObject("account", UUID.class),
                    row.getObject("enterprise", UUID.class),
                    row.getString("login"),
                    new Name(row.getString("display_name"), row.getString("english_name")),
                    row.getString("email"),
                    row.getString("phone"),
                    RoleReader.words(row.getArray("roles")),
                    row.getObject("department", UUID.class),
                    row.getString("department_name"),
                    MembershipStatus.valueOf(row.getString("status")),
                    AccountStatus.valueOf(row.getString("account_status")),
                    row.getObject("created_at", OffsetDateTime.class),
                    row.getObject("last_used_at", OffsetDateTime.class));
        }

        Member member(List<RoleReader.Held> held) {
            return new Member(
                    id,
                    account,
                    enterprise,
                    login,
                    name,
                    email,
                    phone,
                    held,
                    department,
                    departmentName,
                    status,
                    accountStatus,
                    createdAt.toInstant(),
                    lastUsedAt == null ? null : lastUsedAt.toInstant());
        }
    }
}
