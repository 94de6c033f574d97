package org.raceway.people;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Permission;
import org.raceway.notifications.Recipients;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who gets notices. */
@Repository
class StoredRecipients implements Recipients {
    private final JdbcClient database;

    StoredRecipients(JdbcClient database) {
        this.database = database;
    }

    @Override
    public List<UUID> holding(@Nullable UUID enterprise, Permission permission) {
        String[] roles = Arrays.stream(Role.values())
                .filter(role -> role.permissions().contains(permission))
                .map(Role::name)
                .toArray(String[]::new);
        return enterprise == null
                ? database.sql("select account from membership where enterprise is null and roles && :roles::text[]")
                        .param("roles", roles)
                        .query(UUID.class)
                        .list()
                : database.sql(
                                "select account from membership where enterprise = :enterprise and roles && :roles::text[]")
                        .param("enterprise", enterprise)
                        .param("roles", roles)
                        .query(UUID.class)
                        .list();
    }

    @Override
    public List<Recipient> byIds(Collection<UUID> accounts) {
        return database.sql("select id from account where id = any(:ids)")
                .param("ids", accounts.toArray(UUID[]::new))
                .query((row, index) -> new Recipient(row.getObject("id", UUID.class), Locale.SIMPLIFIED_CHINESE, null))
                .list();
    }
}
