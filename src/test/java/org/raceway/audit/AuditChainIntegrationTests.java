package org.raceway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.raceway.RacewayIntegrationTest;
import org.raceway.access.CurrentCaller;
import org.raceway.platform.TimeOrderedIds;
import org.raceway.platform.WholeDatabase;
import org.raceway.platform.crypto.Digests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The chain in a database of its own, which the tests may damage as only the owner of the database can. */
@RacewayIntegrationTest
class AuditChainIntegrationTests {
    private static final int CONNECTIONS = 6;
    private static @Nullable HikariDataSource own;

    private final JdbcClient database;
    private final WholeDatabase whole;
    private final TransactionTemplate transaction;
    private final StoredAuditTrail trail;

    @TempDir
    Path home;

    @Autowired
    AuditChainIntegrationTests(WholeDatabase shared, JdbcConnectionDetails connection) {
        HikariDataSource source = source(shared.client(), connection);
        database = JdbcClient.create(source);
        whole = new WholeDatabase(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        trail = new StoredAuditTrail(
                database,
                whole,
                Digests.named("SM3"),
                new CurrentActor(new CurrentCaller()),
                Clock.systemUTC(),
                new TimeOrderedIds(Clock.systemUTC()));
    }

    private static synchronized HikariDataSource source(JdbcClient shared, JdbcConnectionDetails connection) {
        HikariDataSource made = own;
        if (made == null) {
            shared.sql("create database audit_chain").update();
            made = new HikariDataSource();
            made.setJdbcUrl(String.valueOf(connection.getJdbcUrl()).replace("/raceway", "/audit_chain"));
            made.setUsername(connection.getUsername());
            made.setPassword(connection.getPassword());
            made.setMaximumPoolSize(CONNECTIONS);
            made.setMinimumIdle(0);
            Flyway.configure()
                    .dataSource(made)
                    .locations("classpath:db/migration/access", "classpath:db/migration/audit")
                    .load()
                    .migrate();
            own = made;
        }
        return made;
    }

    @BeforeEach
    void startOver() {
        asOwner("truncate audit_entry, audit_seal, audit_unsealed, audit_origin, audit_head");
    }

    @Test
    void chainsWhatIsCommitted() {
        record(25);
        Sealer sealer = sealer(Clock.systemUTC());
        assertThat(verification().unsealed()).isEqualTo(25);
        assertThat(sealer.seal()).isEqualTo(25);
        Verification now = verification();
        assertThat(now.good()).isTrue();
        assertThat(now.links()).isEqualTo(25);
        assertThat(now.last()).isEqualTo(25);
        assertThat(now.unsealed()).isZero();
        record(1);
        assertThat(sealer.seal()).isEqualTo(1);
        assertThat(verification().last()).isEqualTo(26);
    }

    @Test
    void sealsMoreThanABatch() {
        record(Sealer.BATCH + 10);
        Sealer sealer = sealer(Clock.systemUTC());
        assertThat(sealer.seal()).isEqualTo(Sealer.BATCH);
        assertThat(sealer.seal()).isEqualTo(10);
        assertThat(verification()).matches(Verification::good).matches(all -> all.last() == Sealer.BATCH + 10);
    }

    @Test
    void leavesNoGapWhenManyWriteAndTwoSeal() throws Exception {
        Sealer one = sealer(Clock.systemUTC());
        Sealer other = sealer(Clock.systemUTC());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> writers = IntStream.range(0, 8)
                    .mapToObj(writer -> threads.submit(() -> {
                        for (int i = 0; i < 20; i++) {
                            boolean kept = i % 4 != 0;
                            transaction.executeWithoutResult(status -> {
                                record(1);
                                if (!kept) {
                                    status.setRollbackOnly();
                                }
                            });
                        }
                    }))
                    .toList();
            List<Future<Integer>> sealing = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                sealing.add(threads.submit(one::seal));
                sealing.add(threads.submit(other::seal));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            for (Future<Integer> batch : sealing) {
                batch.get();
            }
        }
        one.seal();
        Verification all = verification();
        assertThat(all.damage()).isNull();
        assertThat(all.links()).isEqualTo(8 * 15);
        assertThat(all.unsealed()).isZero();
    }

    @Test
    void leavesAnEntryThatIsNotCommittedForLater() {
        Sealer sealer = sealer(Clock.systemUTC());
        transaction.executeWithoutResult(status -> {
            record(1);
            Thread other = Thread.ofVirtual().start(() -> {
                record(1);
                sealer.seal();
            });
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(verification().unsealed()).isEqualTo(1);
        assertThat(sealer.seal()).isEqualTo(1);
        assertThat(verification()).matches(Verification::good).matches(all -> all.links() == 2);
    }

    @Test
    void refusesChangesEvenOfTheOwner() {
        sealed(3);
        for (String change : List.of(
                "update audit_entry set outcome = 'refused'",
                "delete from audit_entry",
                "truncate audit_entry",
                "update audit_seal set digest = ''",
                "delete from audit_seal",
                "truncate audit_seal",
                "update audit_origin set address = ''",
                "delete from audit_origin",
                "truncate audit_origin",
                "update audit_head set digest = ''",
                "delete from audit_head")) {
            assertThatThrownBy(() -> database.sql(change).update(), change).isInstanceOf(DataAccessException.class);
        }
        assertThat(verification()).matches(Verification::good).matches(all -> all.links() == 3);
    }

    @Test
    void findsAChangedEntry() {
        sealed(9);
        asOwner("update audit_entry set details = '{\"place\":\"moved\"}' where id = " + entry(4));
        assertFound(Damage.Kind.CHANGED, 4);
    }

    @Test
    void findsAnEntryWhoseDigestWasMadeAnew() {
        sealed(9);
        asOwner("update audit_entry set outcome = 'refused' where id = " + entry(4));
        Chain chain = new Chain(database);
        Chain.Seal seal = chain.seals(4, 1).getFirst();
        String forged = ChainLink.seal(
                        4,
                        seal.sealedAt(),
                        seal.algorithm(),
                        chain.headAt(3).orElseThrow().digest(),
                        chain.entries(List.of(seal.entry())).values().iterator().next())
                .digest();
        asOwner("update audit_seal set digest = '" + forged + "' where number = 4");
        assertFound(Damage.Kind.CHANGED, 5);
    }

    @Test
    void findsADeletedEntry() {
        sealed(9);
        asOwner("delete from audit_entry where id = " + entry(6));
        assertFound(Damage.Kind.ENTRY_MISSING, 6);
    }

    @Test
    void findsADeletedLink() {
        sealed(9);
        asOwner("delete from audit_seal where number = 5");
        assertFound(Damage.Kind.LINK_MISSING, 5);
    }

    @Test
    void findsADeletedEntryWithItsLink() {
        sealed(9);
        asOwner("delete from audit_entry where id = " + entry(5), "delete from audit_seal where number = 5");
        assertFound(Damage.Kind.LINK_MISSING, 5);
    }

    @Test
    void findsTwoSwappedEntries() {
        sealed(9);
        asOwner(
                "update audit_seal set number = -number where number in (3, 4)",
                "update audit_seal set number = 7 + number where number in (-3, -4)");
        assertFound(Damage.Kind.CHANGED, 3);
    }

    @Test
    void findsAnEntryPutInBetween() {
        sealed(9);
        asOwner("insert into audit_entry (id, occurred_at, action, subject_kind, outcome, details, actor_kind)"
                + " values (gen_random_uuid(), now(), 'forged.entry', 'thing', 'done', '{}', 'platform')");
        assertFound(Damage.Kind.ENTRY_UNCHAINED, 0);
    }

    @Test
    void findsThatTheLinksAtTheEndAreGone() {
        sealed(9);
        asOwner("delete from audit_seal where number > 7");
        assertFound(Damage.Kind.ENTRY_UNCHAINED, 0);
    }

    @Test
    void findsByANotedHeadThatTheEndIsCutOff() {
        sealed(9);
        Head noted = new Chain(database).head().orElseThrow();
        asOwner(
                "delete from audit_entry where id in (select entry from audit_seal where number > 7)",
                "delete from audit_seal where number > 7");
        assertThat(new ChainVerifier(database).all(List.of(noted)).damage())
                .isEqualTo(new Damage(Damage.Kind.HEAD_GONE, 9, noted.digest()));
    }

    @Test
    void findsByANotedHeadThatAllWasWrittenAnew() {
        sealed(9);
        Head noted = new Chain(database).head().orElseThrow();
        startOver();
        sealed(12);
        assertThat(verification().good()).isTrue();
        assertThat(new ChainVerifier(database).all(List.of(noted)).damage())
                .isEqualTo(new Damage(Damage.Kind.HEAD_GONE, 9, noted.digest()));
    }

    @Test
    void findsByTheDaysHeadInTheDatabaseThatTheEndIsCutOff() {
        Instant now = Instant.parse("2026-11-25T10:00:00Z");
        record(4);
        sealer(Clock.fixed(now, ZoneOffset.UTC)).seal();
        sealer(Clock.fixed(now.plus(Duration.ofDays(1)), ZoneOffset.UTC)).publish();
        assertThat(new Chain(database).dailyHeads(10))
                .extracting(day -> day.head().number())
                .containsExactly(4L);
        asOwner(
                "delete from audit_entry where id in (select entry from audit_seal where number > 2)",
                "delete from audit_seal where number > 2");
        assertFound(Damage.Kind.HEAD_GONE, 4);
    }

    @Test
    void findsAnEntryThatVanishedBeforeItWasSealed() {
        record(2);
        asOwner("delete from audit_entry where id = (select id from audit_entry limit 1)");
        sealer(Clock.systemUTC()).seal();
        assertThat(verification().damage()).isEqualTo(new Damage(Damage.Kind.UNSEALED_MISSING, 0, "1"));
    }

    @Test
    void findsAChangedOrigin() {
        sealed(3);
        asOwner("update audit_origin set address = '198.51.100.1' where entry = " + entry(2));
        assertFound(Damage.Kind.ORIGIN_CHANGED, 2);
    }

    @Test
    void goesOnVerifyingWithoutOldOrigins() {
        sealed(3);
        asOwner("update audit_origin set recorded_at = now() - interval '400 days' where entry = " + entry(2));
        Instant now = Clock.systemUTC().instant();
        sealer(Clock.fixed(now, ZoneOffset.UTC)).publish();
        assertThat(database.sql("select count(*) from audit_origin")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        assertThat(verification()).matches(Verification::good).matches(all -> all.links() == 3);
    }

    @Test
    void noticesWhileRunningThatItsHeadIsGone() {
        record(5);
        Sealer sealer = sealer(Clock.systemUTC());
        sealer.seal();
        assertThat(sealer.headIsGone()).isFalse();
        asOwner(
                "delete from audit_entry where id in (select entry from audit_seal where number > 3)",
                "delete from audit_seal where number > 3");
        record(1);
        sealer.seal();
        assertThat(sealer.headIsGone()).isTrue();
    }

    @Test
    void notesHeadsOutsideOfTheDatabase() {
        record(2);
        Sealer sealer = sealer(Clock.systemUTC());
        sealer.seal();
        sealer.publish();
        assertThat(sealer.noted())
                .extracting(PublishedHeads.Noted::head)
                .containsExactly(new Chain(database).head().orElseThrow());
    }

    private void sealed(int count) {
        record(count);
        sealer(Clock.systemUTC()).seal();
    }

    private void record(int count) {
        for (int i = 0; i < count; i++) {
            trail.recordAs(
                    new AuditActor(
                            AuditActor.Kind.ACCOUNT,
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            null,
                            "203.0.113.7",
                            "客户端/1.0 \"quoted\"",
                            "r-" + i),
                    AuditEntry.done("audit.test", "thing", "东西 " + i)
                            .about(UUID.randomUUID())
                            .with("place", "第\t一\u001F处 \uD867\uDE3D"));
        }
    }

    private Sealer sealer(Clock clock) {
        return new Sealer(whole, Digests.named("SHA-256"), clock, new AuditSettings(Duration.ofDays(365)), home);
    }

    private Verification verification() {
        return new ChainVerifier(database).all(List.of());
    }

    private void assertFound(Damage.Kind kind, long number) {
        Damage damage = verification().damage();
        assertThat(damage).isNotNull();
        assertThat(damage).extracting(Damage::kind, Damage::number).containsExactly(kind, number);
    }

    private String entry(long number) {
        return "(select entry from audit_seal where number = " + number + ")";
    }

    /** Past the triggers, as only a superuser can. */
    private void asOwner(String... statements) {
        transaction.executeWithoutResult(status -> {
            database.sql("set local session_replication_role = replica").update();
            for (String statement : statements) {
                database.sql(statement).update();
            }
        });
    }
}
