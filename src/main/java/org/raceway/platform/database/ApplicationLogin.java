package org.raceway.platform.database;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;

/**
 * The login under which the application works for its users: it owns nothing and can't bypass row-level security. Rights and
 * policies name the group role {@value #GROUP}; the login is a member of it. Where the settings name no login, one is made, with
 * a password that changes with every start and is written nowhere.
 */
record ApplicationLogin(String user, String password) {
    static final String GROUP = "raceway_application";

    private static final int PASSWORD_BYTES = 32;

    /** Without the password, so that no log line ever holds it. */
    @Override
    public String toString() {
        return "ApplicationLogin[" + user + "]";
    }

    /**
     * Sees to it that the group and a login in it exist.
     *
     * @param configured the settings' login; its user is empty for none
     * @throws PostgresException saying what an administrator has to do, if the owner may not make roles
     */
    static ApplicationLogin prepare(String url, String owner, String ownerPassword, ApplicationLogin configured) {
        try (Connection connection = DriverManager.getConnection(url, owner, ownerPassword);
                Statement statement = connection.createStatement()) {
            try {
                statement.execute("""
                        do $$ begin
                            if not exists (select from pg_roles where rolname = '%1$s') then
                                create role %1$s nologin;
                            end if;
                        exception when duplicate_object or unique_violation then null;
                        end $$
                        """.formatted(GROUP));
                ApplicationLogin login = configured.user().isBlank() ? makeLogin(connection, statement) : configured;
                statement.execute("""
                        do $$ begin
                            if not pg_has_role(%2$s, '%1$s', 'member') then
                                execute format('grant %1$s to %%I', %2$s);
                            end if;
                        end $$
                        """.formatted(GROUP, literal(login.user())));
                return login;
            } catch (SQLException e) {
                throw new PostgresException("""
                        The database's user %1$s may not make roles (%2$s). Let an administrator run
                            create role %3$s nologin;
                            create role raceway_login login password '...' in role %3$s;
                        and set raceway.database.application-user and raceway.database.application-password.
                        """.formatted(owner, e.getMessage(), GROUP), e);
            }
        } catch (SQLException e) {
            throw new PostgresException("PostgreSQL at " + url + " can't be used: " + e.getMessage(), e);
        }
    }

    /**
     * Refuses a login that row-level security does not bind.
     *
     * @throws PostgresException if it is a superuser, bypasses row-level security, or owns a table
     */
    static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select rolsuper or rolbypassrls or exists (
                                   select from pg_tables where schemaname = 'public' and tableowner = current_user),
                               current_user
                        from pg_roles where rolname = current_user
                        """)) {
            rows.next();
            if (rows.getBoolean(1)) {
                throw new PostgresException("The application's database login " + rows.getString(2)
                        + " is a superuser, bypasses row-level security or owns tables: it would see every enterprise's"
                        + " rows. Set raceway.database.application-user to a login that does none of this.");
            }
        }
    }

    private static ApplicationLogin makeLogin(Connection connection, Statement statement) throws SQLException {
        byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        // One login a database: two databases of a server don't change each other's password.
        ApplicationLogin login = new ApplicationLogin(
                connection.getCatalog() + "_application",
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        statement.execute("""
                do $$ begin
                    if exists (select from pg_roles where rolname = %1$s) then
                        execute format('alter role %%I login nosuperuser nobypassrls password %%L', %1$s, %2$s);
                    else
                        execute format('create role %%I login nosuperuser nobypassrls password %%L', %1$s, %2$s);
                    end if;
                end $$
                """.formatted(literal(login.user()), literal(login.password())));
        return login;
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
