package org.raceway.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.RowCondition;
import org.raceway.audit.Masked;
import org.raceway.platform.Cell;
import org.raceway.platform.Column;
import org.raceway.platform.Filter;
import org.raceway.platform.SqlTable;
import org.raceway.platform.TableDefinition;
import org.raceway.platform.TableQuery;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.raceway.platform.Tone;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The members that a caller sees, as a table. */
final class MemberTable extends SqlTable<MemberTable.Row> {
    private static final Map<String, String> ORDER = Map.of(
            "name", "account.display_name",
            "login", "account.login",
            "department", "department_name",
            "since", "membership.created_at",
            "used", "membership.last_used_at");

    private final Caller caller;

    MemberTable(JdbcClient database, Caller caller) {
        super(database, Members.TABLES, Members.COLUMNS + """
                , array(select role.id::text || '=' || role.name from role where role.id::text = any(membership.roles)) as own_names,
                array(select role.id::text || '=' || role.english_name from role
                      where role.id::text = any(membership.roles)) as own_english_names""");
        this.caller = caller;
    }

    /** Contacts are masked for who can't change members. */
    static TableDefinition<Row> definition(
            Caller caller, List<OwnRoles.Listed> roles, List<Departments.Department> departments, Texts texts) {
        boolean open = caller.may(Permission.PEOPLE_EDIT);
        List<Column<Row>> columns = new ArrayList<>(List.of(
                new Column<Row>(
                        "name",
                        "people.name",
                        Column.Kind.TIME,
                        true,
                        true,
                        (row, its) -> Cell.link(
                                row.member().name().in(its.locale()),
                                "/people/" + row.member().id())),
                new Column<Row>(
                        "roles", "people.roles", Column.Kind.LONG, false, true, (row, its) -> Cell.of(row.titles(its))),
                new Column<Row>(
                        "department",
                        "people.department",
                        Column.Kind.WORD,
                        true,
                        true,
                        (row, its) -> Cell.of(row.member().departmentName())),
                new Column<Row>(
                        "status",
                        "people.status",
                        Column.Kind.TIME,
                        false,
                        true,
                        (row, its) -> status(row.member(), its)),
                new Column<Row>(
                        "used",
                        "people.lastUsed",
                        Column.Kind.TIME,
                        true,
                        true,
                        (row, its) -> row.member().lastUsedAt() == null
                                ? Cell.of(its.get("people.never"))
                                : Cell.of(Times.minute(row.member().lastUsedAt().toInstant()))),
                new Column<Row>(
                        "login",
                        "people.login",
                        Column.Kind.TIME,
                        true,
                        false,
                        (row, its) -> Cell.of(
                                open
                                        ? row.member().login()
                                        : row.member()
                                                        .login()
                                                        .equals(row.member().phone())
                                                ? Masked.phone(row.member().login())
                                                : row.member().login())),
                new Column<Row>(
                        "phone",
                        "people.field.phone",
                        Column.Kind.TIME,
                        false,
                        false,
                        (row, its) -> Cell.of(
                                open
                                        ? row.member().phone()
                                        : Masked.phone(row.member().phone()))),
                new Column<Row>(
                        "email",
                        "people.field.email",
                        Column.Kind.TIME,
                        false,
                        false,
                        (row, its) -> Cell.of(
                                open
                                        ? row.member().email()
                                        : Masked.email(row.member().email()))),
                new Column<Row>(
                        "since",
                        "people.since",
                        Column.Kind.TIME,
                        true,
                        false,
                        (row, its) ->
                                Cell.of(Times.minute(row.member().createdAt().toInstant())))));
        return new TableDefinition<>(
                "members",
                "/people",
                columns,
                List.of(
                        new Filter("name", "people.find", Filter.Kind.TEXT, List.of()),
                        new Filter(
                                "role",
                                "people.role",
                                Filter.Kind.CHOICE,
                                roles.stream()
                                        .map(listed -> new Filter.Choice(
                                                listed.role().code(), Member.title(listed.role(), texts)))
                                        .toList()),
                        new Filter(
                                "department",
                                "people.department",
                                Filter.Kind.CHOICE,
                                departments.stream()
                                        .map(one -> new Filter.Choice(one.id().toString(), one.path()))
                                        .toList()),
                        new Filter(
                                "status",
                                "people.status",
                                Filter.Kind.CHOICE,
                                Stream.of(MembershipStatus.values())
                                        .map(status ->
                                                new Filter.Choice(status.name(), "people.status." + status.name()))
                                        .toList())),
                "people.empty",
                caller.may(Permission.PEOPLE_INVITE) ? "/people/invitations/new" : null,
                caller.may(Permission.PEOPLE_INVITE) ? "people.invite" : null);
    }

    private static Cell status(Members.Row member, Texts texts) {
        if (member.accountStatus() != AccountStatus.ACTIVE) {
            return Cell.tag(texts.get("people.accountClosed"), Tone.BAD);
        }
        return switch (member.status()) {
            case ACTIVE -> Cell.tag(texts.get("people.status.ACTIVE"), Tone.GOOD);
            case SUSPENDED -> Cell.tag(texts.get("people.status.SUSPENDED"), Tone.WATCH);
        };
    }

    @Override
    protected void filter(TableQuery query, Conditions conditions) {
        RowCondition reach = Members.reach(caller);
        conditions.add(reach.sql(), reach.values().toArray());
        String name = query.value("name");
        if (name != null) {
            conditions.add(
                    "(position(lower(?) in lower(account.display_name || ' ' || account.english_name)) > 0 or account.login = ?)",
                    name,
                    name);
        }
        conditions.addIfPresent("? = any(membership.roles)", query.value("role"));
        conditions.addIfPresent("membership.department::text = ?", query.value("department"));
        conditions.addIfPresent("membership.status = ?", query.value("status"));
    }

    @Override
    protected String order(TableQuery query) {
        return ORDER.getOrDefault(query.sort(), "account.display_name")
                + (query.descending() ? " desc" : "")
                + " nulls last, membership.id";
    }

    @Override
    protected Row read(ResultSet row, int index) throws SQLException {
        return new Row(
                Members.Row.read(row),
                names(RoleReader.words(row.getArray("own_names"))),
                names(RoleReader.words(row.getArray("own_english_names"))));
    }

    private static Map<String, String> names(List<String> pairs) {
        return pairs.stream()
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** A member with the names of the enterprise's own roles. */
    record Row(Members.Row member, Map<String, String> ownNames, Map<String, String> ownEnglishNames) {
        String titles(Texts texts) {
            Map<String, String> own = texts.english() ? ownEnglishNames : ownNames;
            return member.roles().stream()
                    .map(code -> own.getOrDefault(code, texts.get("shell.role." + code)))
                    .collect(Collectors.joining(texts.english() ? ", " : "、"));
        }
    }
}
