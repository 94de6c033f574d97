package org.raceway.identifiers.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeysTests {
    private static final String UNITS = "https://id.gs1.org/01/09506000134352/21/";

    @Test
    void followEachOtherAsTheSerialNumbersDo() {
        UUID before = Keys.of(UNITS + "000099");
        UUID after = Keys.of(UNITS + "000100");

        assertThat(after.getMostSignificantBits()).isEqualTo(before.getMostSignificantBits());
        assertThat(after.getLeastSignificantBits()).isGreaterThan(before.getLeastSignificantBits());
        assertThat(after.getLeastSignificantBits() - before.getLeastSignificantBits())
                .isLessThan(2L << 24);
    }

    @Test
    void tellApartWhatHasTheSameNumber() {
        Set<UUID> keys = new HashSet<>();
        for (String text : new String[] {
            "7", "07", "007", "A7", "A07", "", "A", "7A", "1000000000007", "2000000000007", "01000000000007", "\u0667"
        }) {
            assertThat(keys.add(Keys.of(UNITS + text))).as(text).isTrue();
        }
    }

    @Test
    void areTheSameForTheSameText() {
        assertThat(Keys.of(UNITS + "4711")).isEqualTo(Keys.of(UNITS + "4711"));
        assertThat(Keys.of("")).isEqualTo(Keys.of(""));
    }

    @Test
    void keepTheLargestNumberWithinItsBits() {
        assertThat(Keys.of("999999999999").getLeastSignificantBits() >>> 24).isEqualTo(999_999_999_999L);
    }
}
