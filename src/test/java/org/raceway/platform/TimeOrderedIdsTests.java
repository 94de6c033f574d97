package org.raceway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTests {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");
    private static final Comparator<UUID> AS_POSTGRESQL_DOES = (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    };

    @Test
    void growsWhileTheClockStands() {
        TimeOrderedIds ids = new TimeOrderedIds(Clock.fixed(NOON, ZoneOffset.UTC));
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            made.add(ids.next());
        }
        assertThat(made).isSortedAccordingTo(AS_POSTGRESQL_DOES).doesNotHaveDuplicates();
    }

    @Test
    void carriesVersionVariantAndTime() {
        UUID id = new TimeOrderedIds(Clock.fixed(NOON, ZoneOffset.UTC)).next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(TimeOrderedIds.timeOf(id)).isEqualTo(NOON);
    }

    @Test
    void isNotSmallerThanTheLeastOfItsTime() {
        UUID id = new TimeOrderedIds(Clock.fixed(NOON, ZoneOffset.UTC)).next();
        assertThat(AS_POSTGRESQL_DOES.compare(TimeOrderedIds.least(NOON), id)).isNotPositive();
        assertThat(AS_POSTGRESQL_DOES.compare(TimeOrderedIds.least(NOON.plusMillis(1)), id))
                .isPositive();
    }

    @Test
    void neverRepeatsAcrossThreads() throws Exception {
        TimeOrderedIds ids = new TimeOrderedIds(Clock.systemUTC());
        Set<Long> orders = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> {
                    for (int j = 0; j < 10_000; j++) {
                        orders.add(ids.next().getMostSignificantBits());
                    }
                });
            }
        }
        assertThat(orders).hasSize(80_000);
    }
}
