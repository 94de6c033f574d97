package org.raceway.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.raceway.RacewayIntegrationTest;
import org.raceway.platform.WholeDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that are a day too old go, rows that have a day left stay. */
@RacewayIntegrationTest
class HousekeepingIntegrationTests {
    private final Housekeeping housekeeping;
    private final JdbcClient database;
    private final Clock clock;

    @Autowired
    HousekeepingIntegrationTests(Housekeeping housekeeping, WholeDatabase database, Clock clock) {
        this.housekeeping = housekeeping;
        this.database = database.client();
        this.clock = clock;
    }

    @Test
    void throwsAwayWhatHasBeenKeptLongEnoughAndNothingElse() {
        UUID oldNotice = notice(before(Housekeeping.NOTICES, 1));
        UUID newNotice = notice(before(Housekeeping.NOTICES, -1));
        UUID oldTask = task(before(Housekeeping.NOTICES, 1));
        UUID newTask = task(before(Housekeeping.NOTICES, -1));
        UUID oldSent = delivery("SENT", before(Housekeeping.SENT, 1));
        UUID newSent = delivery("SENT", before(Housekeeping.SENT, -1));
        UUID oldDead = delivery("DEAD", before(Housekeeping.DEAD, 1));
        UUID newDead = delivery("DEAD", before(Housekeeping.DEAD, -1));
        housekeeping.run();
        assertThat(left("notice", oldNotice)
                        + left("task", oldTask)
                        + left("delivery", oldSent)
                        + left("delivery", oldDead))
                .isZero();
        assertThat(left("notice", newNotice)
                        + left("task", newTask)
                        + left("delivery", newSent)
                        + left("delivery", newDead))
                .isEqualTo(4);
    }

    /** So many days older than what is kept. */
    private OffsetDateTime before(Period kept, int days) {
        return clock.instant().atOffset(ZoneOffset.UTC).minus(kept).minusDays(days);
    }

    private long left(String table, UUID id) {
        return database.sql("select count(*) from " + table + " where id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    private UUID notice(OffsetDateTime at) {
        UUID id = UUID.randomUUID();
        database.sql("""
                insert into notice (account, id, kind, arguments, link, reach, created_at)
                values (gen_random_uuid(), :id, 'housekeeping', '[]', '/', 'PERSON', :at)
                """).param("id", id).param("at", at).update();
        return id;
    }

    private UUID task(OffsetDateTime at) {
        UUID id = UUID.randomUUID();
        database.sql("""
                insert into task (id, key, kind, arguments, link, reach, accounts, created_at, done_at)
                values (:id, :id::text, 'housekeeping', '[]', '/', 'PERSON', '{}', :at, :at)
                """).param("id", id).param("at", at).update();
        return id;
    }

    private UUID delivery(String state, OffsetDateTime at) {
        UUID id = UUID.randomUUID();
        database.sql("""
                insert into delivery (id, channel, webhook, reach, kind, arguments, link, items, state, attempts, next_at, created_at,
                                      ended_at, expires_at)
                values (:id, 'WEBHOOK', :id, 'OPERATOR', 'housekeeping', '[]', '/', '{}', :state, 1, :at, :at, :at, :at)
                """).param("id", id).param("state", state).param("at", at).update();
        return id;
    }
}
