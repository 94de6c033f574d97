package org.raceway.people;

import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.audit.AuditEntry;
import org.raceway.platform.ProblemException;
import org.raceway.platform.TimeOrderedIds;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The departments of the caller's enterprise: a tree. */
@Component
class Departments {
    /** Departments of one enterprise. */
    static final int MOST = 500;
    /** Levels of the tree. */
    static final int DEEPEST = 8;
    /** Characters of a name. */
    static final int LONGEST_NAME = 60;

    private final JdbcClient database;
    private final AccountChanges changes;
    private final PeopleLog log;
    private final TimeOrderedIds ids;
    private final Clock clock;

    Departments(JdbcClient database, AccountChanges changes, PeopleLog log, TimeOrderedIds ids, Clock clock) {
        this.database = database;
        this.changes = changes;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A department in its place.
     *
     * @param level from 0
     * @param path the names from the top, with a slash between
     */
    record Department(UUID id, @Nullable UUID parent, String name, int level, String path, long members) {}

    /** All departments, each after the one above it. */
    List<Department> tree(Caller caller) {
        Map<Optional<UUID>, List<Department>> below = new HashMap<>();
        database.sql("""
                        select id, parent, name,
                               (select count(*) from membership where membership.department = department.id) as members
                        from department where enterprise$ours order by name
                        """.replace("$ours", Members.ours(caller.enterprise())))
                .param("enterprise", caller.enterprise())
                .query(row -> {
                    UUID parent = row.getObject("parent", UUID.class);
                    below.computeIfAbsent(Optional.ofNullable(parent), key -> new ArrayList<>())
                            .add(new Department(
                                    row.getObject("id", UUID.class),
                                    parent,
                                    row.getString("name"),
                                    0,
                                    "",
                                    row.getLong("members")));
                });
        List<Department> tree = new ArrayList<>();
        grow(below, Optional.empty(), 0, "", tree);
        return tree;
    }

    private static void grow(
            Map<Optional<UUID>, List<Department>> below,
            Optional<UUID> parent,
            int level,
            String above,
            List<Department> tree) {
        for (Department one : below.getOrDefault(parent, List.of())) {
            String path = above.isEmpty() ? one.name() : above + " / " + one.name();
            tree.add(new Department(one.id(), one.parent(), one.name(), level, path, one.members()));
            grow(below, Optional.of(one.id()), level + 1, path, tree);
        }
    }

    /** Makes a department below another, or at the top. */
    @Transactional
    UUID create(Caller caller, String name, @Nullable UUID parent) {
        List<Department> tree = tree(caller);
        if (tree.size() >= MOST) {
            throw new ProblemException(PeopleProblem.TOO_MANY, MOST);
        }
        String checked = checked(name);
        requireRoomBelow(tree, parent, 1);
        UUID id = ids.next();
        try {
            database.sql("""
                            insert into department (id, enterprise, parent, name, created_at)
                            values (:id, :enterprise, :parent, :name, :now)
                            """)
                    .param("id", id)
                    .param("enterprise", caller.enterprise(), Types.OTHER)
                    .param("parent", parent, Types.OTHER)
                    .param("name", checked)
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(e, PeopleProblem.NAME_TAKEN, checked);
        }
        log.record(AuditEntry.done("people.create-department", "department", id)
                .about(caller.enterprise())
                .with("name", checked)
                .with("parent", parent));
        return id;
    }

    /** Renames a department and hangs it below another. */
    @Transactional
    void change(Caller caller, UUID id, String name, @Nullable UUID parent) {
        List<Department> tree = tree(caller);
        Department before = find(tree, id);
        String checked = checked(name);
        for (UUID above = parent; above != null; above = find(tree, above).parent()) {
            if (above.equals(id)) {
                throw new ProblemException(PeopleProblem.DEPARTMENT_CIRCLE);
            }
        }
        requireRoomBelow(tree, parent, height(tree, id));
        try {
            database.sql("update department set name = :name, parent = :parent where id = :id")
                    .param("id", id)
                    .param("parent", parent, Types.OTHER)
                    .param("name", checked)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(e, PeopleProblem.NAME_TAKEN, checked);
        }
        // Whom a department holds decides what its members reach.
        changes.changedForEverybody();
        log.record(AuditEntry.done("people.change-department", "department", id)
                .about(caller.enterprise())
                .with("nameBefore", before.name())
                .with("nameAfter", checked)
                .with("parentBefore", before.parent())
                .with("parentAfter", parent));
    }

    /** Deletes a department that is empty. */
    @Transactional
    void delete(Caller caller, UUID id) {
        List<Department> tree = tree(caller);
        Department department = find(tree, id);
        boolean invited = database.sql("select count(*) from invitation where department = ? and accepted_at is null")
                        .param(id)
                        .query(Long.class)
                        .single()
                > 0;
        if (department.members() > 0 || invited || tree.stream().anyMatch(other -> id.equals(other.parent()))) {
            throw new ProblemException(PeopleProblem.DEPARTMENT_IN_USE);
        }
        database.sql("update invitation set department = null where department = ?")
                .param(id)
                .update();
        database.sql("delete from department where id = ?").param(id).update();
        log.record(AuditEntry.done("people.delete-department", "department", id)
                .about(caller.enterprise())
                .with("name", department.name()));
    }

    private static Department find(List<Department> tree, UUID id) {
        return tree.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(PeopleProblem.NO_SUCH_DEPARTMENT));
    }

    private static int height(List<Department> tree, UUID id) {
        int level = find(tree, id).level();
        boolean inside = false;
        int deepest = level;
        for (Department one : tree) {
            if (one.id().equals(id)) {
                inside = true;
            } else if (inside && one.level() <= level) {
                break;
            }
            deepest = inside ? Math.max(deepest, one.level()) : deepest;
        }
        return deepest - level + 1;
    }

    private static void requireRoomBelow(List<Department> tree, @Nullable UUID parent, int height) {
        int level = parent == null ? 0 : find(tree, parent).level() + 1;
        if (level + height > DEEPEST) {
            throw new ProblemException(PeopleProblem.TOO_MANY, DEEPEST);
        }
    }

    private static String checked(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
            throw new BadField("name");
        }
        return stripped;
    }
}
