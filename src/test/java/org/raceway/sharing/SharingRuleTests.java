package org.raceway.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.raceway.sharing.SharingRule.Effect;
import org.raceway.traceability.NodeSharing.Shared;
import org.raceway.traceability.SharedField;

class SharingRuleTests {
    private static final UUID OWNER = UUID.randomUUID();
    private static final UUID READER = UUID.randomUUID();
    private static final String PRODUCT = "09520123000016";
    private static final Set<SharedField> NONE = Set.of();
    private static final Set<SharedField> ALL = EnumSet.allOf(SharedField.class);

    @Test
    void opensWhatARuleNamesToWhomItNames() {
        SharingRule rule = rule(Effect.OPEN, READER, PRODUCT, null, SharedField.HEAT, SharedField.INSPECTION);
        assertThat(decide(node(PRODUCT), NONE, rule)).containsOnly(SharedField.HEAT, SharedField.INSPECTION);
        assertThat(SharingRule.decide(List.of(rule), UUID.randomUUID(), node(PRODUCT), NONE))
                .isEmpty();
        assertThat(decide(node("09520123000023"), NONE, rule)).isEmpty();
        assertThat(decide(node(), NONE, rule)).isEmpty();
        assertThat(decide(node(PRODUCT, "09520123000023"), NONE, rule)).isEmpty();
    }

    @Test
    void keepsClosedWhatAnyRuleCloses() {
        SharingRule open = rule(Effect.OPEN, READER, PRODUCT, null, SharedField.HEAT, SharedField.PROCESS);
        SharingRule close = rule(Effect.CLOSE, null, null, "quenching", SharedField.PROCESS);
        assertThat(decide(node(PRODUCT), NONE, open, close)).containsOnly(SharedField.HEAT);
        assertThat(decide(node(PRODUCT), NONE, close, open)).containsOnly(SharedField.HEAT);
        assertThat(decide(node(PRODUCT), ALL, close))
                .containsAll(EnumSet.complementOf(EnumSet.of(SharedField.PROCESS)))
                .doesNotContain(SharedField.PROCESS);
        assertThat(decide(
                        node(PRODUCT, "09520123000023"),
                        ALL,
                        rule(Effect.CLOSE, null, PRODUCT, null, SharedField.HEAT)))
                .doesNotContain(SharedField.HEAT);
    }

    @Test
    void holdsInItsDaysOfTheClusterOnly() {
        SharingRule rule = new SharingRule(
                UUID.randomUUID(),
                OWNER,
                Effect.OPEN,
                null,
                null,
                null,
                LocalDate.parse("2026-01-01"),
                LocalDate.parse("2026-01-31"),
                Set.of(SharedField.HEAT),
                Instant.EPOCH);
        assertThat(decide(made("2025-12-31T15:59:59Z"), NONE, rule)).isEmpty();
        assertThat(decide(made("2025-12-31T16:00:00Z"), NONE, rule)).isNotEmpty();
        assertThat(decide(made("2026-01-31T15:59:59Z"), NONE, rule)).isNotEmpty();
        assertThat(decide(made("2026-01-31T16:00:00Z"), NONE, rule)).isEmpty();
        assertThat(decide(made(null), NONE, rule)).isEmpty();
    }

    private static Set<SharedField> decide(Shared node, Set<SharedField> usual, SharingRule... rules) {
        return SharingRule.decide(List.of(rules), READER, node, usual);
    }

    private static Shared node(String... products) {
        return new Shared(OWNER, Set.of(products), "quenching", Instant.parse("2026-02-01T00:00:00Z"));
    }

    private static Shared made(@Nullable String time) {
        return new Shared(OWNER, Set.of(PRODUCT), "quenching", time == null ? null : Instant.parse(time));
    }

    private static SharingRule rule(
            Effect effect,
            @Nullable UUID partner,
            @Nullable String product,
            @Nullable String step,
            SharedField... fields) {
        return new SharingRule(
                UUID.randomUUID(), OWNER, effect, partner, product, step, null, null, Set.of(fields), Instant.EPOCH);
    }
}
