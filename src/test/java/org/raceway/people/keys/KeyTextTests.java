package org.raceway.people.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.raceway.access.Permission;
import org.raceway.platform.Texts;

class KeyTextTests {

    @Test
    void readsWhatItWritesAndNothingElse() {
        KeyText key = KeyText.withNewSecret(KeyKind.API_KEY, KeyText.newId());
        String written = key.written();
        assertThat(written).matches("rwk_[0-9A-Za-z]{16}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}");
        assertThat(KeyText.read(written)).isEqualTo(key);
        assertThat(key.toString()).doesNotContain(key.secret());
        for (int i = 0; i < written.length(); i++) {
            char other = written.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(KeyText.read(written.substring(0, i) + other + written.substring(i + 1)))
                    .as("one wrong character at %d", i)
                    .isNull();
        }
        assertThat(KeyText.read(written.substring(1))).isNull();
        assertThat(KeyText.read(written + "0")).isNull();
        assertThat(KeyText.read("")).isNull();
        assertThat(KeyText.read("密".repeat(KeyText.LENGTH))).isNull();
    }

    @Test
    void holds256RandomBitsInASecret() {
        assertThat(KeyText.SECRET_LENGTH * Math.log(62) / Math.log(2)).isGreaterThan(256);
    }

    @Test
    void letsTheOldSecretHoldBesideTheNewOneForItsTimeOnly() {
        Instant now = Instant.parse("2026-11-25T00:00:00Z");
        SecretHash old = SecretHash.of("old");
        SecretHash young = SecretHash.of("young");
        MachineKey key = key(young, old, now.plus(Duration.ofHours(1)), now.plus(Duration.ofDays(90)), List.of());
        assertThat(key.accepts(young, now)).isTrue();
        assertThat(key.accepts(old, now)).isTrue();
        assertThat(key.state(now)).isEqualTo(MachineKey.State.ROTATING);
        assertThat(key.accepts(old, now.plus(Duration.ofHours(1)))).isFalse();
        assertThat(key.accepts(young, now.plus(Duration.ofHours(1)))).isTrue();
        assertThat(key.accepts(SecretHash.of("other"), now)).isFalse();
        assertThat(key.state(now.plus(Duration.ofDays(80)))).isEqualTo(MachineKey.State.ENDING);
        assertThat(key.isLive(now.plus(Duration.ofDays(90)))).isFalse();
    }

    /** No statistics, which a busy machine would spoil: that the comparison is the JDK's, which looks at every byte. */
    @Test
    void comparesSecretsInConstantTime() {
        assertThat(new com.tngtech.archunit.core.importer.ClassFileImporter()
                        .importClasses(SecretHash.class)
                        .get(SecretHash.class)
                        .getMethod("matches", SecretHash.class)
                        .getMethodCallsFromSelf())
                .anyMatch(call -> call.getTarget().getFullName().startsWith("java.security.MessageDigest.isEqual("));
    }

    @Test
    void readsRangesOfAddressesAndNoNames() {
        assertThat(AddressRange.parse("203.0.113.77/24")).hasToString("203.0.113.0/24");
        assertThat(AddressRange.parse("203.0.113.77")).hasToString("203.0.113.77");
        assertThat(AddressRange.parse("10.1.2.3/13").contains("10.7.255.255")).isTrue();
        assertThat(AddressRange.parse("10.1.2.3/13").contains("10.8.0.0")).isFalse();
        assertThat(AddressRange.parse("0.0.0.0/0").contains("198.51.100.1")).isTrue();
        assertThat(AddressRange.parse("2001:db8::/33").contains("2001:db8:7fff::1"))
                .isTrue();
        assertThat(AddressRange.parse("2001:db8::/33").contains("2001:db8:8000::1"))
                .isFalse();
        assertThat(AddressRange.parse("2001:db8::/33").contains("10.0.0.1")).isFalse();
        for (String wrong : List.of("localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "example.org/24", "/8")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> AddressRange.parse(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (int i = 0; i < 1_000; i++) {
            int bits = ThreadLocalRandom.current().nextInt(33);
            assertThat(AddressRange.parse("192.0.2.129/" + bits).contains("192.0.2.129"))
                    .isTrue();
        }
    }

    @Test
    void hasWordsForEveryPermissionOfMachines() {
        for (Permission permission : Permission.values()) {
            if (MachinePermissions.has(permission)) {
                assertThat(Texts.of(Locale.CHINESE).has("keys.permission." + permission.code()))
                        .isTrue();
                assertThat(Texts.of(Locale.ENGLISH).has("keys.permission." + permission.code()))
                        .isTrue();
            }
        }
    }

    private static MachineKey key(
            SecretHash hash, SecretHash previous, Instant until, Instant expires, List<AddressRange> addresses) {
        return new MachineKey(
                UUID.randomUUID(),
                KeyKind.API_KEY,
                KeyText.newId(),
                UUID.randomUUID(),
                "test",
                Set.of(Permission.EVENTS_READ),
                addresses,
                hash,
                Instant.EPOCH,
                previous,
                until,
                null,
                null,
                null,
                UUID.randomUUID(),
                Instant.EPOCH,
                expires,
                null);
    }
}
