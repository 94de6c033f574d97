package org.raceway.notifications;

import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.raceway.platform.WholeDatabase;
import org.springframework.stereotype.Component;

/** Throws away what has been kept long enough, a part at a time. */
@Component
class Housekeeping {
    /** Notices and done to-dos. */
    static final Period NOTICES = Period.ofDays(365);
    /** Deliveries that arrived. */
    static final Period SENT = Period.ofDays(30);
    /** Deliveries that were given up. */
    static final Period DEAD = Period.ofDays(90);

    private static final int AT_ONCE = 5_000;

    private final WholeDatabase database;
    private final Clock clock;

    Housekeeping(WholeDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Throws away.
     *
     * @return how many rows
     */
    int run() {
        Instant now = clock.instant();
        return clearLetters()
                + delete("notice", "(account, id)", "created_at < ?", now, NOTICES)
                + delete("task", "id", "done_at < ?", now, NOTICES)
                + delete("delivery", "id", "state = 'SENT' and ended_at < ?", now, SENT)
                + delete("delivery", "id", "state = 'DEAD' and ended_at < ?", now, DEAD);
    }

    /** Takes the secrets out of letters whose links work no more. */
    int clearLetters() {
        return database.client()
                .sql("update delivery set letter_sealed = null where letter_sealed is not null and void_at < ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private int delete(String table, String key, String condition, Instant now, Period kept) {
        int all = 0;
        int some;
        do {
            some = database.client()
                    .sql("delete from %1$s where %2$s in (select %3$s from %1$s where %4$s limit ?)"
                            .formatted(table, key, key.replaceAll("[()]", ""), condition))
                    .params(now.atOffset(ZoneOffset.UTC).minus(kept), AT_ONCE)
                    .update();
            all += some;
        } while (some == AT_ONCE);
        return all;
    }
}
