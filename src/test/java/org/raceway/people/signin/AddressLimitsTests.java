package org.raceway.people.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressLimitsTests {
    private final LiveSessionsTests.MovableClock clock = new LiveSessionsTests.MovableClock();
    private final AddressLimits limits = new AddressLimits(LiveSessionsTests.defaults(), clock);

    @Test
    void givesBackAttemptsWithTime() {
        assertThat(taken("192.0.2.7", 100)).isEqualTo(60);
        assertThat(limits.take("192.0.2.8")).isTrue();
        clock.move(Duration.ofMinutes(1));
        assertThat(taken("192.0.2.7", 100)).isEqualTo(30);
        clock.move(Duration.ofDays(1));
        assertThat(taken("192.0.2.7", 100)).isEqualTo(60);
    }

    @Test
    void countsNoRightAttempt() {
        for (int login = 0; login < 1000; login++) {
            assertThat(limits.take("192.0.2.7")).isTrue();
            limits.giveBack("192.0.2.7");
        }
    }

    @Test
    void keepsNoMoreBucketsThanItsBound() {
        taken("192.0.2.7", 60);
        for (int address = 0; address < AddressLimits.CAPACITY; address++) {
            limits.take("10." + (address >> 16) + "." + (address >> 8 & 255) + "." + (address & 255));
        }
        assertThat(limits.take("192.0.2.7"))
                .as("the longest unused bucket has gone")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:ffff::1",
        "2001:db8::1, 2001:db8:0:0:1::2",
        "fe80::1:2:3:4, fe80:0:0:0:9:9:9:9",
        "::1, 0:0:0:0:0:0:0:1"
    })
    void takesANetworkOfOneHouseholdForOneAddress(String one, String other) {
        assertThat(AddressLimits.network(one)).isEqualTo(AddressLimits.network(other));
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:1:2::1, 2001:db8:1:3::1", "192.0.2.7, 192.0.2.8", "::ffff:192.0.2.7, ::ffff:192.0.2.8"})
    void tellsNetworksApart(String one, String other) {
        assertThat(AddressLimits.network(one)).isNotEqualTo(AddressLimits.network(other));
    }

    private int taken(String address, int tries) {
        int taken = 0;
        for (int attempt = 0; attempt < tries; attempt++) {
            if (limits.take(address)) {
                taken++;
            }
        }
        return taken;
    }
}
