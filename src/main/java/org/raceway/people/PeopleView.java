package org.raceway.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.platform.Texts;
import org.raceway.platform.Tone;

/** What the pages of this room show, in the reader's words. */
public final class PeopleView {
    private PeopleView() {}

    /**
     * Something to choose.
     *
     * @param allowed whether the reader may choose it
     */
    public record Choice(String value, String text, String help, boolean chosen, boolean allowed) {}

    /** Choices under a heading. */
    public record Group(String heading, List<Choice> choices) {
        public Group {
            choices = List.copyOf(choices);
        }
    }

    /** A permission that somebody has, how far it reaches, and where it comes from. */
    public record Line(String group, String permission, String help, String reach, String from) {}

    /** A role in the list. */
    public record RoleLine(String code, String name, boolean builtIn, int permissions, String reach, long members) {}

    /** A department in the list. */
    public record DepartmentLine(String id, String name, int level, long members) {}

    /** An open invitation in the list. */
    public record InvitationLine(
            String id, String name, String contact, String roles, String department, Instant expiresAt) {}

    /** A delegation in the list. */
    public record DelegationLine(
            String id,
            String giver,
            String receiver,
            List<String> permissions,
            Instant createdAt,
            Instant until,
            boolean runs,
            boolean mayEnd,
            Tone tone,
            String state) {
        public DelegationLine {
            permissions = List.copyOf(permissions);
        }
    }

    /** An enterprise that the reader belongs to. */
    public record EnterpriseLine(String membership, String name, String roles, boolean current) {}

    /** A QR code. */
    public record Code(String path, int size) {}

    static String word(Permission permission, Texts texts) {
        return texts.get(PermissionGroup.textKey(permission));
    }

    static String word(DataScope scope, Texts texts) {
        return texts.get("people.scope." + scope.name());
    }

    static List<String> words(Collection<Permission> permissions, Texts texts) {
        return permissions.stream()
                .sorted()
                .map(permission -> word(permission, texts))
                .toList();
    }

    /** The permissions by group, those of the caller to be chosen. */
    static List<Group> permissions(Reaches own, Set<Permission> chosen, Texts texts) {
        return permissions(own.permissions(), chosen, texts);
    }

    /** The permissions by group; those that are not allowed show only where they are chosen. */
    static List<Group> permissions(Set<Permission> allowed, Set<Permission> chosen, Texts texts) {
        List<Group> groups = new ArrayList<>();
        for (PermissionGroup group : PermissionGroup.values()) {
            List<Choice> choices = group.permissions().stream()
                    .filter(permission -> allowed.contains(permission) || chosen.contains(permission))
                    .map(permission -> new Choice(
                            permission.code(),
                            word(permission, texts),
                            texts.get(PermissionGroup.helpKey(permission)),
                            chosen.contains(permission),
                            allowed.contains(permission)))
                    .toList();
            if (!choices.isEmpty()) {
                groups.add(new Group(texts.get(group.textKey()), choices));
            }
        }
        return groups;
    }

    /** The scopes up to the caller's farthest. */
    static List<Choice> scopes(Reaches own, @Nullable DataScope chosen, Texts texts) {
        return Arrays.stream(DataScope.values())
                .filter(scope -> own.farthest().reaches(scope) || scope == chosen)
                .map(scope -> new Choice(
                        scope.name(),
                        word(scope, texts),
                        texts.get("people.scope." + scope.name() + ".help"),
                        scope == chosen,
                        own.farthest().reaches(scope)))
                .toList();
    }

    static List<Choice> roles(Collection<RoleReader.Held> givable, Collection<String> chosen, Texts texts) {
        return givable.stream()
                .map(role -> new Choice(
                        role.code(),
                        Member.title(role, texts),
                        role.builtIn() == null
                                ? String.join(texts.english() ? ", " : "、", words(role.permissions(), texts))
                                : texts.get("people.role." + role.code() + ".help"),
                        chosen.contains(role.code()),
                        true))
                .toList();
    }

    static List<Choice> departments(List<Departments.Department> tree, @Nullable String chosen) {
        return tree.stream()
                .map(one -> new Choice(
                        one.id().toString(), one.path(), "", one.id().toString().equals(chosen), true))
                .toList();
    }

    /** Why somebody may what they may: each permission with the roles and the colleagues that it comes from. */
    static List<Line> effective(
            Collection<RoleReader.Held> roles, Collection<Delegations.Delegation> lent, Texts texts) {
        List<Line> lines = new ArrayList<>();
        for (Permission permission : Permission.values()) {
            List<String> from = new ArrayList<>();
            DataScope reach = null;
            for (RoleReader.Held role : roles) {
                if (role.permissions().contains(permission)) {
                    from.add(texts.get("people.from.role", Member.title(role, texts)));
                    reach = reach == null || role.scope().reaches(reach) ? role.scope() : reach;
                }
            }
            for (Delegations.Delegation one : lent) {
                if (one.permissions().contains(permission)) {
                    from.add(texts.get(
                            "people.from.lent",
                            one.giverName().in(texts.locale()),
                            org.raceway.platform.Times.minute(one.untilAt())));
                }
            }
            if (!from.isEmpty()) {
                lines.add(new Line(
                        texts.get(PermissionGroup.of(permission).textKey()),
                        word(permission, texts),
                        texts.get(PermissionGroup.helpKey(permission)),
                        reach == null ? texts.get("people.reach.lender") : word(reach, texts),
                        from.stream().collect(Collectors.joining(texts.english() ? "; " : "；"))));
            }
        }
        return lines;
    }

    static List<DelegationLine> delegations(
            Collection<Delegations.Delegation> delegations, Caller caller, Instant now, Texts texts) {
        return delegations.stream()
                .map(one -> new DelegationLine(
                        one.id().toString(),
                        one.giverName().in(texts.locale()),
                        one.receiverName().in(texts.locale()),
                        words(one.permissions(), texts),
                        one.createdAt(),
                        one.untilAt(),
                        one.runs(now),
                        one.runs(now)
                                && (one.giver().equals(caller.accountId())
                                        || one.receiver().equals(caller.accountId())
                                        || caller.may(Permission.PEOPLE_EDIT)),
                        one.runs(now) ? Tone.GOOD : Tone.UNKNOWN,
                        texts.get(
                                one.runs(now)
                                        ? "people.lent.runs"
                                        : one.endedAt() == null ? "people.lent.expired" : "people.lent.ended")))
                .toList();
    }
}
