package org.raceway.people;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Turns what stands in {@code membership.roles} into roles: names of {@link Role}, and ids of the enterprise's own. */
final class RoleReader {
    private static final Map<String, Role> BUILT_IN =
            Arrays.stream(Role.values()).collect(Collectors.toUnmodifiableMap(Role::name, role -> role));

    private final JdbcClient database;

    RoleReader(JdbcClient database) {
        this.database = database;
    }

    /**
     * A role as a member holds it.
     *
     * @param code a name of {@link Role}, or the id of an own one
     * @param builtIn absent for an own one
     */
    record Held(
            String code,
            @Nullable Role builtIn,
            String name,
            String englishName,
            Set<Permission> permissions,
            DataScope scope) {
        Held {
            permissions = Set.copyOf(permissions);
        }

        static Held of(Role role) {
            return new Held(role.name(), role, role.name(), role.name(), role.permissions(), role.scope());
        }

        String name(Locale locale) {
            return locale.getLanguage().equals("en") ? englishName : name;
        }
    }

    /** The roles with these codes, in their order; those that no longer exist are left out. */
    List<Held> read(Collection<String> codes) {
        return read(codes, own(codes, ""));
    }

    /**
     * The same, but of the own roles only those of this enterprise.
     *
     * @param enterprise absent for the operator's
     * @throws IllegalArgumentException if a code is neither a name nor an id
     */
    List<Held> read(Collection<String> codes, @Nullable UUID enterprise) {
        return read(
                codes,
                own(codes, enterprise == null ? " and enterprise is null" : " and enterprise = '" + enterprise + "'"));
    }

    private static List<Held> read(Collection<String> codes, Map<String, Held> own) {
        return codes.stream()
                .map(code -> Optional.ofNullable(BUILT_IN.get(code))
                        .map(Held::of)
                        .or(() -> Optional.ofNullable(own.get(code))))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The union of what roles give. */
    static Reaches reaches(Collection<Held> roles) {
        Reaches reaches = new Reaches();
        roles.forEach(role -> reaches.add(role.permissions(), role.scope()));
        return reaches;
    }

    static Optional<Role> builtIn(String code) {
        return Optional.ofNullable(BUILT_IN.get(code));
    }

    static Held held(ResultSet row) throws SQLException {
        return new Held(
                row.getString("id"),
                null,
                row.getString("name"),
                row.getString("english_name"),
                permissions(words(row.getArray("permissions"))),
                DataScope.valueOf(row.getString("scope")));
    }

    /** The permissions with these codes; a code of an edition that is gone gives nothing. */
    static Set<Permission> permissions(Collection<String> codes) {
        EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (Permission permission : Permission.values()) {
            if (codes.contains(permission.code())) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    static List<String> words(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    private Map<String, Held> own(Collection<String> codes, String condition) {
        UUID[] ids = codes.stream()
                .filter(code -> !BUILT_IN.containsKey(code))
                .map(UUID::fromString)
                .toArray(UUID[]::new);
        Map<String, Held> own = new HashMap<>();
        if (ids.length > 0) {
            database.sql("select id, name, english_name, permissions, scope from role where id = any(?)" + condition)
                    .param(ids)
                    .query((row, index) -> held(row))
                    .list()
                    .forEach(role -> own.put(role.code(), role));
        }
        return own;
    }
}
