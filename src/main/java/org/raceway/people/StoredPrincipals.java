package org.raceway.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.DataScope;
import org.raceway.access.Permission;
import org.raceway.people.AccountPrincipal.Name;
import org.raceway.people.AccountPrincipal.Other;
import org.raceway.platform.WholeDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads an account, its memberships, their roles and what has been lent to it. */
@Repository
class StoredPrincipals implements Principals {
    private static final String SELECT = """
            select account.id, account.login, account.password_hash, account.status, account.display_name,
                   account.english_name, account.language, membership.id as membership, membership.roles,
                   membership.enterprise, membership.department, enterprise.name as enterprise_name,
                   enterprise.english_name as enterprise_english_name
            from account
                 left join membership on membership.account = account.id and membership.status = 'ACTIVE'
                 left join enterprise on enterprise.id = membership.enterprise
            """;
    private static final String LAST_USED_FIRST =
            " order by membership.last_used_at desc nulls last, membership.created_at";

    private final JdbcClient database;
    private final RoleReader roles;
    private final AccountChanges changes;
    private final Clock clock;

    StoredPrincipals(WholeDatabase database, AccountChanges changes, Clock clock) {
        this.database = database.client();
        this.roles = new RoleReader(database.client());
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public Optional<AccountPrincipal> ofLogin(String login) {
        return database.sql("""
                        select id from account where login = :login
                        union all
                        select id from account where lower(email) = lower(:login) and email_confirmed_at is not null
                        limit 1
                        """)
                .param("login", login)
                .query(UUID.class)
                .optional()
                .flatMap(this::of);
    }

    @Override
    public Optional<AccountPrincipal> of(UUID account) {
        long epoch = changes.epoch(account);
        List<Row> rows = rows(account);
        return rows.isEmpty() ? Optional.empty() : Optional.of(principal(rows.getFirst(), rows, epoch));
    }

    @Override
    public Optional<AccountPrincipal> of(UUID account, @Nullable UUID membership) {
        long epoch = changes.epoch(account);
        List<Row> rows = rows(account);
        return rows.stream()
                .filter(row -> Objects.equals(row.membership(), membership))
                .findFirst()
                .map(row -> principal(row, rows, epoch));
    }

    @Override
    public void signedIn(AccountPrincipal principal) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        database.sql("update account set last_sign_in_at = ? where id = ?")
                .params(now, principal.caller().accountId())
                .update();
        if (principal.membership() != null) {
            database.sql("update membership set last_used_at = ? where id = ?")
                    .params(now, principal.membership())
                    .update();
        }
    }

    private List<Row> rows(UUID account) {
        return database.sql(SELECT + " where account.id = ?" + LAST_USED_FIRST)
                .param(account)
                .query((row, index) -> Row.read(row))
                .list();
    }

    private AccountPrincipal principal(Row row, List<Row> all, long epoch) {
        List<RoleReader.Held> held = roles.read(row.roles());
        Reaches reaches = RoleReader.reaches(held);
        Set<UUID> departments = row.department() == null ? Set.of() : withThoseBelow(row.department());
        Map<Permission, UUID> lent = new EnumMap<>(Permission.class);
        Instant validUntil = null;
        if (row.membership() != null) {
            Reaches own = RoleReader.reaches(held);
            for (Loan loan : loans(row.account(), row.enterprise())) {
                validUntil = validUntil == null || loan.until().isBefore(validUntil) ? loan.until() : validUntil;
                lend(loan, own, reaches, departments, lent);
            }
        }
        return new AccountPrincipal(
                new Caller(
                        row.account(),
                        row.enterprise(),
                        row.department(),
                        departments,
                        reaches.permissions(),
                        reaches.farthest(),
                        reaches.narrower(),
                        lent),
                row.membership(),
                held.stream()
                        .map(RoleReader.Held::builtIn)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                held.stream()
                        .findFirst()
                        .map(role -> new Name(role.name(), role.englishName()))
                        .orElse(null),
                row.login(),
                row.passwordHash(),
                row.status(),
                row.name(),
                row.language(),
                row.enterpriseName(),
                all.stream()
                        .filter(other -> !other.equals(row))
                        .map(other -> new Other(Objects.requireNonNull(other.membership()), other.enterpriseName()))
                        .toList(),
                epoch,
                validUntil);
    }

    /** Only what the lender still holds by roles of their own, and no farther than it reaches for them. */
    private void lend(Loan loan, Reaches own, Reaches reaches, Set<UUID> departments, Map<Permission, UUID> lent) {
        Reaches givers = RoleReader.reaches(roles.read(loan.giverRoles()));
        Set<UUID> giversDepartments = null;
        for (Permission permission : loan.permissions()) {
            DataScope reach = givers.all().get(permission);
            if (reach == null) {
                continue;
            }
            if (reach == DataScope.DEPARTMENT) {
                if (giversDepartments == null) {
                    giversDepartments =
                            loan.giverDepartment() == null ? Set.of() : withThoseBelow(loan.giverDepartment());
                }
                reach = giversDepartments.containsAll(departments) ? reach : DataScope.OWN;
            }
            if (!own.covers(permission, reach)) {
                reaches.add(permission, reach);
                lent.putIfAbsent(permission, loan.giver());
            }
        }
    }

    private Set<UUID> withThoseBelow(UUID department) {
        return new HashSet<>(
                database.sql("""
                        with recursive below (id) as (
                            select cast(? as uuid)
                            union
                            select department.id from department join below on department.parent = below.id)
                        select id from below
                        """).param(department).query(UUID.class).list());
    }

    private List<Loan> loans(UUID receiver, @Nullable UUID enterprise) {
        return database.sql("""
                        select delegation.giver, delegation.permissions, delegation.until_at, membership.roles,
                               membership.department
                        from delegation
                             join membership on membership.account = delegation.giver
                                                and membership.enterprise is not distinct from delegation.enterprise
                                                and membership.status = 'ACTIVE'
                             join account on account.id = delegation.giver and account.status = 'ACTIVE'
                        where delegation.receiver = :receiver
                              and delegation.enterprise is not distinct from cast(:enterprise as uuid)
                              and delegation.ended_at is null and delegation.until_at > :now
                        order by delegation.created_at
                        """)
                .param("receiver", receiver)
                .param("enterprise", enterprise, java.sql.Types.OTHER)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, index) -> new Loan(
                        row.getObject("giver", UUID.class),
                        RoleReader.permissions(RoleReader.words(row.getArray("permissions"))),
                        row.getObject("until_at", OffsetDateTime.class).toInstant(),
                        RoleReader.words(row.getArray("roles")),
                        row.getObject("department", UUID.class)))
                .list();
    }

    private record Loan(
            UUID giver,
            Set<Permission> permissions,
            Instant until,
            List<String> giverRoles,
            @Nullable UUID giverDepartment) {}

    private record Row(
            UUID account,
            String login,
            String passwordHash,
            AccountStatus status,
            Name name,
            String language,
            @Nullable UUID membership,
            List<String> roles,
            @Nullable UUID enterprise,
            @Nullable UUID department,
            @Nullable Name enterpriseName) {

        static Row read(ResultSet row) throws SQLException {
            String enterprise = row.getString("enterprise_name");
            return new Row(
                    row.getObject("id", UUID.class),
                    row.getString("login"),
                    row.getString("password_hash"),
                    AccountStatus.valueOf(row.getString("status")),
                    new Name(row.getString("display_name"), row.getString("english_name")),
                    row.getString("language"),
                    row.getObject("membership", UUID.class),
                    new ArrayList<>(RoleReader.words(row.getArray("roles"))),
                    row.getObject("enterprise", UUID.class),
                    row.getObject("department", UUID.class),
                    enterprise == null ? null : new Name(enterprise, row.getString("enterprise_english_name")));
        }
    }
}
