package org.raceway.people;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.audit.AuditEntry;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The roles of the caller's enterprise: those that come with Raceway, and its own. */
@Component
class OwnRoles {
    /** Own roles of one enterprise. */
    static final int MOST = 100;
    /** Characters of a name. */
    static final int LONGEST_NAME = 40;

    private final JdbcClient database;
    private final RoleReader reader;
    private final AccountChanges changes;
    private final PeopleLog log;
    private final TimeOrderedIds ids;
    private final Clock clock;

    OwnRoles(JdbcClient database, AccountChanges changes, PeopleLog log, TimeOrderedIds ids, Clock clock) {
        this.database = database;
        this.reader = new RoleReader(database);
        this.changes = changes;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /** An own role as it is asked for. */
    record Draft(String name, String englishName, Set<Permission> permissions, DataScope scope) {
        Draft {
            permissions = Set.copyOf(permissions);
        }
    }

    /** A role with how many members hold it. */
    record Listed(RoleReader.Held role, long members) {}

    /** The built-in roles that somebody in the enterprise holds or the caller may give, then the enterprise's own by name. */
    List<Listed> list(Caller caller) {
        Map<String, Long> members = new HashMap<>();
        database.sql("select code, count(*) from membership, unnest(roles) as code where enterprise"
                        + Members.ours(caller.enterprise()) + " group by code")
                .param("enterprise", caller.enterprise())
                .query(row -> {
                    members.put(row.getString(1), row.getLong(2));
                });
        Stream<RoleReader.Held> builtIn = Arrays.stream(Role.values())
                .filter(role -> role != Role.APPLICANT)
                .map(RoleReader.Held::of)
                .filter(role -> members.containsKey(role.code()) || Holdings.mayGive(caller, role));
        return Stream.concat(builtIn, own(caller).stream())
                .map(role -> new Listed(role, members.getOrDefault(role.code(), 0L)))
                .toList();
    }

    /** The roles that the caller may give. */
    List<RoleReader.Held> givable(Caller caller) {
        return list(caller).stream()
                .map(Listed::role)
                .filter(role -> Holdings.mayGive(caller, role))
                .toList();
    }

    /** The enterprise's own roles, by name. */
    List<RoleReader.Held> own(Caller caller) {
        return database.sql("select id, name, english_name, permissions, scope from role where enterprise"
                        + Members.ours(caller.enterprise()) + " order by name")
                .param("enterprise", caller.enterprise())
                .query((row, index) -> RoleReader.held(row))
                .list();
    }

    /** An own role, or a built-in one by its name. */
    RoleReader.Held get(Caller caller, String code) {
        try {
            return reader.read(List.of(code), caller.enterprise()).stream()
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(PeopleProblem.NO_SUCH_ROLE));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(e, PeopleProblem.NO_SUCH_ROLE);
        }
    }

    /** Makes a role of no more than the caller holds. */
    @Transactional
    UUID create(Caller caller, Draft draft) {
        Draft checked = checked(caller, draft);
        if (own(caller).size() >= MOST) {
            throw new ProblemException(PeopleProblem.TOO_MANY, MOST);
        }
        UUID id = ids.next();
        try {
            database.sql("""
                            insert into role (id, enterprise, name, english_name, permissions, scope, created_at)
                            values (:id, :enterprise, :name, :englishName, :permissions, :scope, :now)
                            """)
                    .param("id", id)
                    .param("enterprise", caller.enterprise(), java.sql.Types.OTHER)
                    .param("name", checked.name())
                    .param("englishName", checked.englishName())
                    .param("permissions", codes(checked.permissions()))
                    .param("scope", checked.scope().name())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(e, PeopleProblem.NAME_TAKEN, checked.name());
        }
        log.record(AuditEntry.done("people.create-role", "role", id)
                .about(caller.enterprise())
                .with("name", checked.name())
                .with("permissions", String.join(",", codes(checked.permissions())))
                .with("scope", checked.scope()));
        return id;
    }

    /** Changes an own role, for all who hold it. The caller holds both what it gave and what it gives. */
    @Transactional
    void change(Caller caller, UUID id, Draft draft) {
        RoleReader.Held before = ownRole(caller, id);
        Holdings.requireCovered(caller, Reaches.of(before.permissions(), before.scope()), PeopleProblem.HOLDS_MORE);
        Draft checked = checked(caller, draft);
        try {
            database.sql("""
                            update role set name = :name, english_name = :englishName, permissions = :permissions, scope = :scope
                            where id = :id
                            """)
                    .param("id", id)
                    .param("name", checked.name())
                    .param("englishName", checked.englishName())
                    .param("permissions", codes(checked.permissions()))
                    .param("scope", checked.scope().name())
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(e, PeopleProblem.NAME_TAKEN, checked.name());
        }
        holdersChanged(caller.enterprise(), id);
        log.record(AuditEntry.done("people.change-role", "role", id)
                .about(caller.enterprise())
                .with("permissionsBefore", String.join(",", codes(before.permissions())))
                .with("permissionsAfter", String.join(",", codes(checked.permissions())))
                .with("scopeBefore", before.scope())
                .with("scopeAfter", checked.scope()));
    }

    /**
     * Deletes an own role.
     *
     * @param replacement what its holders get in its place; absent if nobody holds it
     * @throws ProblemException if somebody holds it and there is no replacement
     */
    @Transactional
    void delete(Caller caller, UUID id, @Nullable String replacement) {
        RoleReader.Held role = ownRole(caller, id);
        Holdings.requireCovered(caller, Reaches.of(role.permissions(), role.scope()), PeopleProblem.HOLDS_MORE);
        long uses = uses(caller.enterprise(), id);
        if (uses > 0) {
            if (replacement == null || replacement.isBlank() || replacement.equals(role.code())) {
                throw new ProblemException(PeopleProblem.ROLE_IN_USE, uses);
            }
            RoleReader.Held other = get(caller, replacement);
            Holdings.requireGivable(caller, List.of(other));
            if (other.builtIn() == Role.AUDITOR) {
                throw new ProblemException(PeopleProblem.AUDITOR_ALONE);
            }
            holdersChanged(caller.enterprise(), id);
            for (String table : List.of("membership", "invitation")) {
                database.sql("update " + table + """
                                 set roles = (select array_agg(distinct case when code = :old then :new else code end)
                                              from unnest(roles) as code)
                                where :old = any(roles) and enterprise""" + Members.ours(caller.enterprise()))
                        .param("old", id.toString())
                        .param("new", other.code())
                        .param("enterprise", caller.enterprise())
                        .update();
            }
        }
        database.sql("delete from role where id = ?").param(id).update();
        log.record(AuditEntry.done("people.delete-role", "role", id)
                .about(caller.enterprise())
                .with("name", role.name())
                .with("replacement", uses > 0 ? replacement : null)
                .with("holders", uses));
    }

    private long uses(@Nullable UUID enterprise, UUID id) {
        return database.sql("""
                        select (select count(*) from membership where :code = any(roles) and enterprise$ours)
                             + (select count(*) from invitation where :code = any(roles) and enterprise$ours
                                  and accepted_at is null and revoked_at is null and expires_at > :now)
                        """.replace("$ours", Members.ours(enterprise)))
                .param("code", id.toString())
                .param("enterprise", enterprise)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private RoleReader.Held ownRole(Caller caller, UUID id) {
        RoleReader.Held role = get(caller, id.toString());
        if (role.builtIn() != null) {
            throw new ProblemException(PeopleProblem.NO_SUCH_ROLE);
        }
        return role;
    }

    private Draft checked(Caller caller, Draft draft) {
        String name = draft.name().strip();
        String english = draft.englishName().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new BadField("name");
        }
        if (english.length() > LONGEST_NAME) {
            throw new BadField("englishName");
        }
        if (draft.permissions().isEmpty()) {
            throw new ProblemException(PeopleProblem.NOTHING_CHOSEN);
        }
        Holdings.requireCovered(caller, Reaches.of(draft.permissions(), draft.scope()), PeopleProblem.MORE_THAN_HELD);
        return new Draft(name, english.isEmpty() ? name : english, draft.permissions(), draft.scope());
    }

    /** All who hold it, and all to whom those have lent something. */
    private void holdersChanged(@Nullable UUID enterprise, UUID id) {
        database.sql("""
                        with holder as (
                            select account from membership where :code = any(roles) and enterprise$ours)
                        select account from holder
                        union
                        select receiver from delegation join holder on holder.account = delegation.giver
                        where delegation.ended_at is null
                        """.replace("$ours", Members.ours(enterprise)))
                .param("code", id.toString())
                .param("enterprise", enterprise)
                .query(UUID.class)
                .list()
                .forEach(account -> changes.changed(Objects.requireNonNull(account)));
    }

    private static String[] codes(Collection<Permission> permissions) {
        return new ArrayList<>(permissions)
                .stream()
                        .sorted()
                        .map(Permission::code)
                        .collect(Collectors.toList())
                        .toArray(String[]::new);
    }
}
