package org.raceway.people.keys;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.raceway.platform.WholeDatabase;
import org.raceway.platform.crypto.CryptoSuite;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What clients have signed for themselves and used, so that nobody who has copied it uses it again (RFC 7523, 3). In the database, for all processes. */
@Repository
class UsedAssertions {
    /** How long an assertion may be good for; longer ones would have to be remembered for longer. */
    static final Duration LONGEST_LIFE = Duration.ofHours(1);
    /** Of one client that have not ended; nobody needs a token every second. */
    static final int MOST_OF_ONE = 5_000;
    /** The clocks of others, as Spring Security allows for them. */
    static final Duration SKEW = Duration.ofMinutes(1);

    private static final int AT_ONCE = 1_000;

    private final JdbcClient database;
    private final Clock clock;

    UsedAssertions(WholeDatabase database, Clock clock) {
        this.database = database.client();
        this.clock = clock;
    }

    /** Notes that it was used; false if it was before, is good for too long, or the client has too many. */
    boolean use(String client, String jti, Instant expiresAt) {
        Instant now = clock.instant();
        if (expiresAt.isAfter(now.plus(LONGEST_LIFE).plus(SKEW))) {
            return false;
        }
        forgetEnded(now);
        int live = database.sql("select count(*) from (select from used_assertion where client = ? limit ?) as counted")
                .params(client, MOST_OF_ONE)
                .query(Integer.class)
                .single();
        return live < MOST_OF_ONE
                && database.sql("""
                        insert into used_assertion (client, jti_hash, expires_at) values (?, ?, ?) on conflict do nothing
                        """)
                                .params(
                                        client,
                                        CryptoSuite.STANDARD.digests().digest(jti.getBytes(StandardCharsets.UTF_8)),
                                        expiresAt.atOffset(ZoneOffset.UTC))
                                .update()
                        == 1;
    }

    /** Each use takes some of those away that are refused by their time already. */
    private void forgetEnded(Instant now) {
        database.sql("""
                        delete from used_assertion where (client, jti_hash) in (
                            select client, jti_hash from used_assertion where expires_at < ? limit ? for update skip locked)
                        """)
                .params(now.minus(SKEW.multipliedBy(2)).atOffset(ZoneOffset.UTC), AT_ONCE)
                .update();
    }
}
