package org.raceway.people.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTests {
    @TempDir
    Path home;

    private Instant now = Instant.parse("2026-11-25T00:00:00Z");
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);

    private static List<String> ids(JWKSource<SecurityContext> keys) throws KeySourceException {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null).stream()
                .map(JWK::getKeyID)
                .toList();
    }

    @Test
    void newKeyTakesOverAndTheOneBeforeStaysPublishedForADay() throws KeySourceException {
        SigningKeys keys = new SigningKeys(home, "", clock);
        String first = ids(keys.signing()).getFirst();
        assertThat(ids(keys.published())).containsExactly(first);

        now = now.plus(SigningKeys.ROTATION).minusSeconds(1);
        assertThat(ids(keys.signing())).containsExactly(first);

        now = now.plusSeconds(1);
        String second = ids(keys.signing()).getFirst();
        assertThat(second).isNotEqualTo(first);
        assertThat(ids(keys.published())).containsExactly(second, first);

        now = now.plus(SigningKeys.OVERLAP);
        assertThat(ids(keys.published())).containsExactly(second);
    }

    @Test
    void keysOutliveARestartAndOnlyTheirOwnerReadsThem() throws Exception {
        String first = ids(new SigningKeys(home, "", clock).signing()).getFirst();
        now = now.plus(Duration.ofDays(3));
        assertThat(ids(new SigningKeys(home, "", clock).signing())).containsExactly(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(SigningKeys.FILE))))
                .isEqualTo("rw-------");
    }

    @Test
    void givenKeysAreNotRotated() throws Exception {
        new SigningKeys(home, "", clock).count();
        Path given = Files.copy(home.resolve(SigningKeys.FILE), home.resolve("given.json"));
        SigningKeys keys = new SigningKeys(home, given.toString(), clock);
        String id = ids(keys.signing()).getFirst();
        now = now.plus(SigningKeys.ROTATION.multipliedBy(3));
        assertThat(ids(keys.published())).containsExactly(id);
    }

    @Test
    void whatIsNoKeySetStopsTheStart() throws IOException {
        Path given = Files.writeString(home.resolve("given.json"), "{\"keys\":[]}");
        assertThatThrownBy(() -> new SigningKeys(home, given.toString(), clock))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("given.json");
    }
}
