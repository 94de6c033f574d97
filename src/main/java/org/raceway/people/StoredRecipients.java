package org.raceway.people;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Permission;
import org.raceway.notifications.Recipients;
import org.raceway.platform.WholeDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who gets notices. */
@Repository
class StoredRecipients implements Recipients {
    private static final Map<String, Locale> LANGUAGES = Map.of("zh", Locale.SIMPLIFIED_CHINESE, "en", Locale.ENGLISH);

    private final JdbcClient database;
    private final Clock clock;

    StoredRecipients(WholeDatabase database, Clock clock) {
        this.database = database.client();
        this.clock = clock;
    }

    @Override
    public List<UUID> holding(@Nullable UUID enterprise, Permission permission) {
        String[] builtIn = Arrays.stream(Role.values())
                .filter(role -> role.permissions().contains(permission))
                .map(Role::name)
                .toArray(String[]::new);
        String ours = enterprise == null ? " is null" : " = :enterprise";
        return database.sql("""
                        with holder as (
                            select membership.account from membership
                            where membership.enterprise$ours and membership.status = 'ACTIVE'
                              and (membership.roles && :builtIn::text[]
                                   or exists (select from role where role.id::text = any(membership.roles)
                                                                 and :code = any(role.permissions))))
                        select account from holder
                        union
                        select delegation.receiver from delegation
                             join holder on holder.account = delegation.giver
                             join membership on membership.account = delegation.receiver
                                                and membership.enterprise$ours and membership.status = 'ACTIVE'
                        where delegation.enterprise$ours and :code = any(delegation.permissions)
                          and delegation.ended_at is null and delegation.until_at > :now
                        """.replace("$ours", ours))
                .param("enterprise", enterprise)
                .param("builtIn", builtIn)
                .param("code", permission.code())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list();
    }

    @Override
    public List<Recipient> byIds(Collection<UUID> accounts) {
        return database.sql("""
                        select id, language, case when email_confirmed_at is not null then email end as email
                        from account where id = any(:ids) and status = 'ACTIVE'
                        """)
                .param("ids", accounts.toArray(UUID[]::new))
                .query((row, index) -> new Recipient(
                        row.getObject("id", UUID.class),
                        LANGUAGES.getOrDefault(row.getString("language"), Locale.SIMPLIFIED_CHINESE),
                        row.getString("email")))
                .list();
    }
}
