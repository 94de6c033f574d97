package org.raceway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Row-level security holds where code would not. */
@RacewayIntegrationTest
class IsolationIntegrationTests {
    /**
     * Tables that belong to nobody in particular, with the reason. A table that is not here has row-level security: one that a
     * migration adds without a policy fails the build.
     */
    private static final Set<String> OPEN = Set.of(
            "enterprise", // who is in the cluster is public among its members
            "account", // looked up before there is a caller
            "page_token_secret", // the house's own
            "sandbox_load");

    private final JdbcClient database;
    private final WholeDatabase whole;
    private final Isolation isolation;
    private final TransactionTemplate transaction;
    private final UUID mine = UUID.randomUUID();
    private final UUID theirs = UUID.randomUUID();

    @Autowired
    IsolationIntegrationTests(
            JdbcClient database, WholeDatabase whole, Isolation isolation, PlatformTransactionManager transactions) {
        this.database = database;
        this.whole = whole;
        this.isolation = isolation;
        this.transaction = new TransactionTemplate(transactions);
    }

    @BeforeEach
    void writeAJobForEach() {
        for (UUID owner : List.of(mine, theirs)) {
            insert(whole.client(), owner);
        }
    }

    @Test
    void showsNothingWhereNobodySaysForWhom() {
        assertThat(jobs()).isEmpty();
    }

    @Test
    void showsAnEnterpriseItsOwnRowsOnly() {
        assertThat(isolation.as(mine, this::jobs)).containsExactly(mine);
        assertThat(isolation.as(theirs, this::jobs)).containsExactly(theirs);
        assertThat(isolation.everywhere(this::jobs)).containsExactlyInAnyOrder(mine, theirs);
        assertThat(jobs()).isEmpty();
    }

    @Test
    void keepsOneFromWritingAnothersRows() {
        assertThatThrownBy(() -> isolation.as(mine, () -> {
                    insert(database, theirs);
                    return true;
                }))
                .rootCause()
                .hasMessageContaining("row-level security");
        int changed = isolation.as(
                mine,
                () -> database.sql("update capture_job set source = 'x' where owner = :owner")
                        .param("owner", theirs)
                        .update());
        assertThat(changed).isZero();
    }

    @Test
    void holdsThroughATransactionAndAfterItsRollback() {
        isolation.as(
                mine,
                () -> transaction.execute(status -> {
                    assertThat(jobs()).containsExactly(mine);
                    status.setRollbackOnly();
                    return true;
                }));
        assertThat(isolation.as(mine, this::jobs)).containsExactly(mine);
        assertThatThrownBy(() -> transaction.execute(status -> isolation.as(mine, this::jobs)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void worksUnderALoginThatRowSecurityBinds() {
        assertThat(database.sql("""
                        select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user
                        """).query(Boolean.class).single()).isFalse();
        assertThat(database.sql("select count(*) from pg_tables where tableowner = current_user")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThatThrownBy(() -> database.sql("set row_security = off; select count(*) from capture_job")
                        .query(Long.class)
                        .single())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> database.sql("alter table capture_job disable row level security")
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void leavesNoTableOpenThatBelongsToSomebody() {
        List<String> bare = whole.client().sql("""
                        select relname from pg_class
                        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity
                          and (has_table_privilege('raceway_application', oid, 'select')
                            or has_table_privilege('raceway_application', oid, 'insert')
                            or has_table_privilege('raceway_application', oid, 'update')
                            or has_table_privilege('raceway_application', oid, 'delete'))
                        order by relname
                        """).query(String.class).list();
        assertThat(bare).isSubsetOf(OPEN);
    }

    private List<UUID> jobs() {
        return database.sql("select owner from capture_job where owner in (:owners)")
                .param("owners", List.of(mine, theirs))
                .query(UUID.class)
                .list();
    }

    private static void insert(JdbcClient client, UUID owner) {
        client.sql("""
                insert into capture_job (capture, owner, created_at, finished_at, behaviour, success, events, stored, repeated,
                                         errors, source)
                values (:capture, :owner, :now, :now, 'rollback', true, 0, 0, 0, '[]', 'isolation')
                """)
                .param("capture", new UUID(0, ThreadLocalRandom.current().nextLong())) // older than any real one
                .param("owner", owner)
                .param("now", Instant.EPOCH.atOffset(ZoneOffset.UTC))
                .update();
    }
}
