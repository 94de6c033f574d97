package org.raceway.people;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.UUID;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Repository;

/** Accounts in the table {@code account}. */
@Repository
class StoredAccounts implements Accounts, UserDetailsService {
    private static final int LONGEST_LOGIN = 64;
    private static final int SHORTEST_PASSWORD = 10;
    private static final int LONGEST_PASSWORD = 128;

    private final JdbcClient database;
    private final Principals principals;
    private final PasswordEncoder encoder;
    private final Clock clock;
    private final TimeOrderedIds ids;

    StoredAccounts(
            WholeDatabase database, Principals principals, PasswordEncoder encoder, Clock clock, TimeOrderedIds ids) {
        this.database = database.client();
        this.principals = principals;
        this.encoder = encoder;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public UUID create(NewAccount account) {
        if (account.login().isBlank() || account.login().length() > LONGEST_LOGIN) {
            throw new IllegalArgumentException("a login has 1 to " + LONGEST_LOGIN + " characters");
        }
        int length = account.password().length();
        if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
            throw new IllegalArgumentException(
                    "a password has " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters");
        }
        UUID id = ids.next();
        try {
            database.sql("""
                    with opened as (
                        insert into account (id, login, password_hash, display_name, english_name, created_at)
                        values (:id, :login, :hash, :displayName, :englishName, :now) returning id)
                    insert into membership (id, account, enterprise, roles, created_at)
                    select :membership, id, :enterprise, array[:role::text], :now from opened where :role::text is not null
                    """)
                    .param("membership", ids.next())
                    .param("id", id)
                    .param("login", account.login())
                    .param("hash", encoder.encode(account.password()))
                    .param("displayName", account.displayName())
                    .param("englishName", account.englishName())
                    .param(
                            "role",
                            account.role() == null ? null : account.role().name())
                    .param("enterprise", account.enterprise(), Types.OTHER)
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        } catch (DuplicateKeyException e) {
            throw new IllegalArgumentException("the login " + account.login() + " is taken", e);
        }
        return id;
    }

    @Override
    public boolean exists(String login) {
        return database.sql("select count(*) from account where login = :login")
                        .param("login", login)
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Override
    public void join(String login, UUID enterprise, Role role) {
        database.sql("""
                        insert into membership (id, account, enterprise, roles, created_at)
                        select :id, id, :enterprise, array[:role], :now from account where login = :login
                        on conflict do nothing
                        """)
                .param("id", ids.next())
                .param("enterprise", enterprise)
                .param("role", role.name())
                .param("now", Timestamp.from(clock.instant()))
                .param("login", login)
                .update();
    }

    @Override
    public long count() {
        return database.sql("select count(*) from account").query(Long.class).single();
    }

    @Override
    public AccountPrincipal loadUserByUsername(String login) {
        return principals.ofLogin(login).orElseThrow(() -> new UsernameNotFoundException("no such account"));
    }
}
