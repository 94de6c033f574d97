package org.raceway.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountChangesTests {
    private final AccountChanges changes = new AccountChanges();

    @Test
    void countsOneAccountWithoutTheOthers() {
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        long before = changes.epoch(one);
        long otherBefore = changes.epoch(other);
        changes.changed(one);
        assertThat(changes.epoch(one)).isNotEqualTo(before);
        assertThat(changes.epoch(other)).isEqualTo(otherBefore);
    }

    @Test
    void losesNoChangeWhenTheListIsFull() {
        UUID one = UUID.randomUUID();
        changes.changed(one);
        long before = changes.epoch(one);
        for (int i = 0; i <= AccountChanges.COUNTED; i++) {
            changes.changed(UUID.randomUUID());
        }
        assertThat(changes.epoch(one)).isGreaterThan(before);
        before = changes.epoch(one);
        changes.changed(one);
        assertThat(changes.epoch(one)).isGreaterThan(before);
    }

    @Test
    void countsEverybodyAtOnce() {
        UUID one = UUID.randomUUID();
        changes.changed(one);
        long before = changes.epoch(one);
        changes.changedForEverybody();
        assertThat(changes.epoch(one)).isGreaterThan(before);
        assertThat(changes.epoch(UUID.randomUUID())).isGreaterThan(before);
    }
}
