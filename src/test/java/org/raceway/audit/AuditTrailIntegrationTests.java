package org.raceway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@RacewayIntegrationTest
class AuditTrailIntegrationTests {
    private final AuditTrail trail;
    private final WholeDatabase whole;
    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final TransactionTemplate reading;
    private final String subject = UUID.randomUUID().toString();

    @Autowired
    AuditTrailIntegrationTests(AuditTrail trail, WholeDatabase whole, PlatformTransactionManager transactions) {
        this.trail = trail;
        this.whole = whole;
        this.database = whole.client();
        this.transaction = new TransactionTemplate(transactions);
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
    }

    @Test
    void recordsOutsideOfATransaction() {
        trail.record(AuditEntry.done("audit.test", "thing", subject));
        assertThat(recorded()).isEqualTo(1);
    }

    @Test
    void recordsWithTheChangeOrNotAtAll() {
        transaction.executeWithoutResult(status -> {
            trail.record(AuditEntry.done("audit.test", "thing", subject));
            assertThat(recorded()).isZero();
            status.setRollbackOnly();
        });
        assertThat(recorded()).isZero();
    }

    @Test
    void keepsTheRecordOfARefusalWhoseTransactionIsRolledBack() {
        transaction.executeWithoutResult(status -> {
            trail.record(AuditEntry.refused("audit.test", "thing", subject));
            status.setRollbackOnly();
        });
        assertThat(recorded()).isEqualTo(1);
    }

    @Test
    void recordsAReadInATransactionThatOnlyReads() {
        reading.executeWithoutResult(status -> trail.record(AuditEntry.done("audit.test", "thing", subject)));
        assertThat(recorded()).isEqualTo(1);
    }

    @Test
    void recordsWithTheOwnersChangeOrNotAtAll() {
        assertThatThrownBy(() -> whole.inTransaction(() -> {
                    trail.record(AuditEntry.done("audit.test", "thing", subject));
                    assertThat(recorded()).isEqualTo(1);
                    trail.record(AuditEntry.refused("audit.test", "thing", subject));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(recorded()).isEqualTo(1);
    }

    private long recorded() {
        return database.sql("select count(*) from audit_entry where subject = ?")
                .param(subject)
                .query(Long.class)
                .single();
    }
}
