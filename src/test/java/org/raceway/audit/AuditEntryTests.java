package org.raceway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEntryTests {
    private static final AuditEntry ENTRY = AuditEntry.done("enterprises.approve", "enterprise", "7");

    @ParameterizedTest
    @ValueSource(
            strings = {"password", "newPassword", "clientSecret", "accessToken", "passwordHash", "Step", "a b", ""})
    void takesNoDetailThatIsNamedLikeASecretOrWrongly(String name) {
        assertThatThrownBy(() -> ENTRY.with(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "Enterprises.approve", "enterprises.", ".approve", "enterprises approve"})
    void takesNoActionThatIsWrittenWrongly(String action) {
        assertThatThrownBy(() -> AuditEntry.done(action, "enterprise", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cutsWhatIsTooLongBetweenCharacters() {
        String value = "x".repeat(AuditEntry.LONGEST_DETAIL - 1) + "\uD867\uDE3D"; // one character of two units
        assertThat(ENTRY.with("reason", value).details())
                .containsExactlyEntriesOf(Map.of("reason", "x".repeat(AuditEntry.LONGEST_DETAIL - 1)));
        assertThat(ENTRY.with("reason", "a\0b\uD867").details()).containsEntry("reason", "a\uFFFDb\uFFFD");
    }

    @Test
    void leavesOutWhatIsAbsent() {
        assertThat(ENTRY.with("reason", null).details()).isEmpty();
    }

    @Test
    void refusesOneDetailTooMany() {
        AuditEntry full = ENTRY;
        for (int i = 0; i < AuditEntry.MOST_DETAILS; i++) {
            full = full.with("detail" + i, i);
        }
        AuditEntry last = full;
        assertThatThrownBy(() -> last.with("more", 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
