package org.raceway.people.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTests {
    /** Of a clock that starts anywhere, also below zero. */
    private static final long START = -TimeUnit.DAYS.toNanos(3);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void givesAMinutesWorthAtOnceAndThenRefuses() {
        Limit limit = Limit.requests("requests", 60);
        TokenBucket bucket = new TokenBucket(START);
        for (int i = 59; i >= 0; i--) {
            assertThat(bucket.take(limit, 1, START))
                    .returns(true, Taken::admitted)
                    .returns((long) i, Taken::remaining);
        }
        Taken refused = bucket.take(limit, 1, START);
        assertThat(refused.admitted()).isFalse();
        assertThat(refused.retrySeconds()).isEqualTo(1);
        assertThat(refused.header(limit)).isEqualTo("\"requests\";r=0;t=60");
    }

    @Test
    void refillsWithTime() {
        Limit limit = Limit.requests("requests", 60);
        TokenBucket bucket = new TokenBucket(START);
        bucket.charge(limit, 60, START);
        assertThat(bucket.take(limit, 1, START + SECOND / 2).admitted()).isFalse();
        assertThat(bucket.take(limit, 1, START + SECOND).admitted()).isTrue();
        assertThat(bucket.take(limit, 1, START + SECOND).admitted()).isFalse();
        assertThat(bucket.take(limit, 1, START + 11 * SECOND).remaining()).isEqualTo(9);
        assertThat(bucket.isFull(START + 61 * SECOND)).isFalse();
        assertThat(bucket.isFull(START + 64 * SECOND)).isTrue();
        assertThat(bucket.take(limit, 1, START + 10_000 * SECOND).remaining())
                .as("never more than a minute's worth")
                .isEqualTo(59);
    }

    @Test
    void letsALargeBodyPassOnceAndHasItPaidOff() {
        Limit limit = Limit.bytes("bytes", 60_000_000);
        TokenBucket bucket = new TokenBucket(START);
        assertThat(bucket.take(limit, 120_000_000, START).admitted()).isTrue();
        Taken refused = bucket.take(limit, 1, START + 30 * SECOND);
        assertThat(refused.admitted()).isFalse();
        assertThat(refused.retrySeconds()).isEqualTo(31);
        assertThat(bucket.take(limit, 1, START + 61 * SECOND).admitted()).isTrue();
    }

    @Test
    void saysTheLimitsAsTheDraftWritesThem() {
        assertThat(Budget.Limits.of(Limit.requests("requests", 6000), Limit.bytes("bytes", 1_000_000))
                        .policy())
                .isEqualTo("\"requests\";q=6000;w=60, \"bytes\";q=1000000;w=60;qu=\"content-bytes\"");
    }
}
