package org.raceway.people.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AddressBucketsTests {
    private static final long NOW = TimeUnit.DAYS.toNanos(1);

    @Test
    void holdsAnAddressToItsLimitAmongAMillionOthersInAFixedNumberOfPlaces() {
        AddressBuckets buckets = new AddressBuckets(Limit.requests("scans", 600));
        int refused = 0;
        for (int i = 0; i < 1_000_000; i++) {
            // A minute in all, so that a sixteenth of a million comes within each four seconds.
            long now = NOW + i * 60_000L;
            refused += buckets.take(address(i), now).admitted() ? 0 : 1;
        }
        assertThat(refused).as("who asks once is let in").isZero();

        long later = NOW + TimeUnit.MINUTES.toNanos(1);
        int admitted = 0;
        for (int i = 0; i < 2_000; i++) {
            admitted += buckets.take("203.0.113.7", later).admitted() ? 1 : 0;
        }
        assertThat(admitted).isBetween(500, 600);
        assertThat(AddressBuckets.places()).isEqualTo(131_072);
    }

    @Test
    void countsANetworkOfIpv6AsOneAddress() {
        AddressBuckets buckets = new AddressBuckets(Limit.requests("scans", 2));
        assertThat(buckets.take("2001:db8:1:2:aaaa::1", NOW).admitted()).isTrue();
        assertThat(buckets.take("2001:db8:1:2:bbbb::2", NOW).admitted()).isTrue();
        assertThat(buckets.take("2001:db8:1:2:cccc::3", NOW).admitted()).isFalse();
        assertThat(buckets.take("2001:db8:1:3::1", NOW).admitted()).isTrue();
        assertThat(buckets.hasAny("2001:db8:1:2::9", NOW)).isFalse();
        assertThat(buckets.hasAny("2001:db8:1:2::9", NOW + TimeUnit.SECONDS.toNanos(31)))
                .isTrue();
    }

    @Test
    void boundsTheBudgetsOfPeople() {
        LimitSettings settings = new LimitSettings(
                10,
                org.springframework.util.unit.DataSize.ofMegabytes(1),
                10,
                org.springframework.util.unit.DataSize.ofMegabytes(1),
                10,
                10,
                10);
        AccountBudgets budgets = new AccountBudgets(settings.account());
        for (int i = 0; i < 1_000_000; i++) {
            Budget budget = budgets.of(new UUID(i, i), NOW);
            budget.requests().take(settings.account().requests(), 1, NOW);
        }
        assertThat(budgets.size()).isLessThanOrEqualTo(AccountBudgets.CAPACITY);
    }

    private static String address(int number) {
        return (10 + (number >>> 24)) + "." + ((number >>> 16) & 255) + "." + ((number >>> 8) & 255) + "."
                + (number & 255);
    }
}
