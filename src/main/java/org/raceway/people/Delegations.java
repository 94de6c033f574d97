package org.raceway.people;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.audit.AuditEntry;
import org.raceway.notifications.NoticeArgument;
import org.raceway.people.AccountPrincipal.Name;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Permissions that people have lent to colleagues until a date. They end by themselves, when they are taken back, and when the lender
 * loses them; what was lent can't be lent on.
 */
@Component
class Delegations {
    static final int MOST_DAYS = 90;
    /** Open delegations of one lender. */
    static final int MOST = 50;
    /** Never lent: lending itself, and what makes others stronger than the lender meant. */
    static final Set<Permission> KEPT = Set.copyOf(EnumSet.of(
            Permission.PEOPLE_DELEGATE,
            Permission.PEOPLE_INVITE,
            Permission.PEOPLE_EDIT,
            Permission.ROLES_EDIT,
            Permission.AUDITORS_APPOINT,
            Permission.ACCOUNTS_RESCUE,
            Permission.ENTERPRISE_EXIT));

    private final JdbcClient database;
    private final AccountChanges changes;
    private final Members members;
    private final PeopleLog log;
    private final TimeOrderedIds ids;
    private final Clock clock;

    Delegations(
            JdbcClient database,
            AccountChanges changes,
            Members members,
            PeopleLog log,
            TimeOrderedIds ids,
            Clock clock) {
        this.database = database;
        this.changes = changes;
        this.members = members;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * One delegation.
     *
     * @param endedAt when it was taken back; absent while it runs and after it has ended by itself
     */
    record Delegation(
            UUID id,
            UUID giver,
            Name giverName,
            UUID receiver,
            Name receiverName,
            Set<Permission> permissions,
            Instant createdAt,
            Instant untilAt,
            @Nullable Instant endedAt) {
        Delegation {
            permissions = Set.copyOf(permissions);
        }

        boolean runs(Instant now) {
            return endedAt == null && untilAt.isAfter(now);
        }
    }

    /** What the caller may lend. */
    static Set<Permission> lendable(Caller caller) {
        EnumSet<Permission> lendable = EnumSet.noneOf(Permission.class);
        if (caller.may(Permission.PEOPLE_DELEGATE)
                && caller.lender(Permission.PEOPLE_DELEGATE).isEmpty()) {
            lendable.addAll(Holdings.own(caller).permissions());
            lendable.removeAll(KEPT);
        }
        return lendable;
    }

    /** Those that the caller gave or got, the newest first, at most 200. */
    List<Delegation> ofCaller(Caller caller) {
        return select(caller, "(delegation.giver = :me or delegation.receiver = :me)");
    }

    /** Those of the whole enterprise for who may see it, the newest first, at most 200. */
    List<Delegation> ofEnterprise(Caller caller) {
        return select(caller, "true");
    }

    /** What was lent to this member and runs. */
    List<Delegation> runningFor(Caller caller, UUID receiver) {
        Instant now = clock.instant();
        return select(caller, "delegation.receiver = :receiver", receiver).stream()
                .filter(one -> one.runs(now))
                .toList();
    }

    private List<Delegation> select(Caller caller, String condition) {
        return select(caller, condition, caller.accountId());
    }

    private List<Delegation> select(Caller caller, String condition, UUID receiver) {
        return database.sql("""
                        select delegation.id, delegation.giver, giver.display_name as giver_name,
                               giver.english_name as giver_english_name, delegation.receiver,
                               receiver.display_name as receiver_name, receiver.english_name as receiver_english_name,
                               delegation.permissions, delegation.created_at, delegation.until_at, delegation.ended_at
                        from delegation
                             join account giver on giver.id = delegation.giver
                             join account receiver on receiver.id = delegation.receiver
                        where $condition and delegation.enterprise$ours
                        order by delegation.created_at desc, delegation.id limit 200
                        """.replace("$condition", condition).replace("$ours", Members.ours(caller.enterprise())))
                .param("me", caller.accountId())
                .param("receiver", receiver)
                .param("enterprise", caller.enterprise())
                .query((row, index) -> new Delegation(
                        row.getObject("id", UUID.class),
                        row.getObject("giver", UUID.class),
                        new Name(row.getString("giver_name"), row.getString("giver_english_name")),
                        row.getObject("receiver", UUID.class),
                        new Name(row.getString("receiver_name"), row.getString("receiver_english_name")),
                        RoleReader.permissions(RoleReader.words(row.getArray("permissions"))),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("until_at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                                .orElse(null)))
                .list();
    }

    /**
     * Lends permissions to a colleague.
     *
     * @param receiver the colleague's account
     */
    @Transactional
    UUID lend(Caller caller, UUID receiver, Collection<Permission> permissions, Instant until) {
        if (permissions.isEmpty()) {
            throw new ProblemException(PeopleProblem.NOTHING_CHOSEN);
        }
        Set<Permission> lendable = lendable(caller);
        List<Permission> kept = permissions.stream()
                .filter(permission -> !lendable.contains(permission))
                .sorted()
                .toList();
        if (!kept.isEmpty()) {
            throw new Holdings.NamesPermissions(PeopleProblem.NOT_LENDABLE, kept);
        }
        Instant now = clock.instant();
        if (!until.isAfter(now) || until.isAfter(now.plus(Duration.ofDays(MOST_DAYS)))) {
            throw new ProblemException(PeopleProblem.LENT_TOO_LONG, MOST_DAYS);
        }
        Member colleague = members.colleagues(caller).stream()
                .filter(member -> member.account().equals(receiver))
                .findFirst()
                .orElseThrow(() -> new ProblemException(PeopleProblem.NO_SUCH_MEMBER));
        if (colleague.roles().stream().anyMatch(role -> role.builtIn() == Role.AUDITOR)) {
            throw new ProblemException(PeopleProblem.AUDITOR_ALONE);
        }
        if (ofCaller(caller).stream()
                        .filter(one -> one.giver().equals(caller.accountId()) && one.runs(now))
                        .count()
                >= MOST) {
            throw new ProblemException(PeopleProblem.TOO_MANY, MOST);
        }
        UUID id = ids.next();
        database.sql("""
                        insert into delegation (id, enterprise, giver, receiver, permissions, created_at, until_at)
                        values (:id, :enterprise, :giver, :receiver, :permissions, :now, :until)
                        """)
                .param("id", id)
                .param("enterprise", caller.enterprise(), Types.OTHER)
                .param("giver", caller.accountId())
                .param("receiver", receiver)
                .param(
                        "permissions",
                        permissions.stream().sorted().map(Permission::code).toArray(String[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update();
        changes.changed(receiver);
        log.record(AuditEntry.done("people.lend-permissions", "delegation", id)
                .about(caller.enterprise())
                .with("receiver", receiver)
                .with("until", until)
                .with(
                        "permissions",
                        permissions.stream().sorted().map(Permission::code).collect(Collectors.joining(","))));
        log.tell(
                List.of(receiver), caller.enterprise(), "people.lent", "/me", nameOf(caller), NoticeArgument.at(until));
        return id;
    }

    /** Takes a delegation back: by who gave it, by who got it, or by {@code people.edit}. */
    @Transactional
    void end(Caller caller, UUID id) {
        List<Delegation> seen = new ArrayList<>(ofCaller(caller));
        if (caller.may(Permission.PEOPLE_EDIT)) {
            seen.addAll(ofEnterprise(caller));
        }
        Delegation delegation = seen.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(PeopleProblem.NO_SUCH_DELEGATION));
        if (!delegation.runs(clock.instant())) {
            return;
        }
        database.sql("update delegation set ended_at = ?, ended_by = ? where id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), caller.accountId(), id)
                .update();
        changes.changed(delegation.receiver());
        log.record(AuditEntry.done("people.take-back-permissions", "delegation", id)
                .about(caller.enterprise())
                .with("giver", delegation.giver())
                .with("receiver", delegation.receiver()));
        log.tell(
                List.of(delegation.giver(), delegation.receiver()),
                caller.enterprise(),
                "people.lentEnded",
                "/me",
                NoticeArgument.names(
                        delegation.giverName().chinese(), delegation.giverName().english()),
                NoticeArgument.names(
                        delegation.receiverName().chinese(),
                        delegation.receiverName().english()));
    }

    private NoticeArgument nameOf(Caller caller) {
        return database.sql("select display_name, english_name from account where id = ?")
                .param(caller.accountId())
                .query((row, index) -> NoticeArgument.names(row.getString(1), row.getString(2)))
                .single();
    }
}
